// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "p3/codec/proof.h"
#include "p3/hash/digest.h"

// Proofs to bytes, in the postcard encoding of 0.8.0.
//
// Lengths and degree_bits are LEB128 varints; field elements are raw little-endian words
// (Montgomery words of the 31-bit fields), extension elements their coefficients. `kind` is the
// digest form of the hash suite.
namespace p3 {

template <class F, class EF>
std::vector<std::uint8_t> encode(const UniProof<F, EF>& proof, DigestKind kind);

template <class F, class EF>
std::vector<std::uint8_t> encode(const BatchProof<F, EF>& proof, DigestKind kind);

}  // namespace p3
