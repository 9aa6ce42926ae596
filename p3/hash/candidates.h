// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>

#include "p3/hash/digest.h"
#include "p3/hash/permutation.h"

// Hashes of many inputs that differ in one element, for the search of proof-of-work witnesses.
namespace p3 {

// out[i] = lane `lane` of the permutation of `state` with state[slot] = candidates[i]. False, and
// nothing written, if there are no kernels for this permutation.
template <class F>
[[nodiscard]] bool permute_candidates(const Permutation<F>& permutation, std::span<const F> state,
                                      unsigned slot, std::span<const F> candidates, unsigned lane,
                                      F* out);

// out[i] = Keccak-256 of `prefix`, a multiple of 4 bytes, and the word of candidates[i].
template <class F>
void keccak256_candidates(std::span<const std::uint8_t> prefix, std::span<const F> candidates,
                          Digest* out);

}  // namespace p3
