// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/xmss/one_time.h"
#include "rpp/xmss/signature.h"

// LeafFacts: everything that follows from one signature by hashing, right or wrong.
//
// verify_signature (verify.h) says whether a signature holds; statements need the values on the way
// as well, also those of a signature that does not hold: digits are walked whatever their sum.
namespace rpp {

struct LeafFacts {
  std::uint32_t leaf = 0;       // index in the key's tree
  Digest message;               // what is signed
  Digest d;                     // holds the digits
  bool encoding_valid = false;  // they sum to kTargetSum, and no limb is p - 1
  Digest wots;
  Digest key_leaf;  // C8(wots | c)
};

// c is the other half of the leaf.
LeafFacts leaf_facts(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                     const OneTimeSignature& signature, const Digest& c) noexcept;

// The digits of D, whatever their sum; digits_of (one_time.h) is the strict form.
Digits low_digits(const Digest& d) noexcept;

}  // namespace rpp
