// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

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

}  // namespace rpp
