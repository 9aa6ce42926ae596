// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <vector>

#include "p3/base/split_mix.h"
#include "rpp/hash/digest.h"

// Draws of samples and tampers.
namespace rpp {

// The bias of a 64-bit draw modulo p is below 2^-33.
inline Digest random_digest(p3::SplitMix64& draws) {
  Digest digest;
  for (Element& x : digest.elements) x = Element::from_u64(draws.next());
  return digest;
}

inline std::vector<Digest> random_digests(std::size_t n, p3::SplitMix64& draws) {
  std::vector<Digest> digests(n);
  for (Digest& digest : digests) digest = random_digest(draws);
  return digests;
}

}  // namespace rpp
