// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/field/monty31.h"

// KoalaBear: p = 2^31 - 2^24 + 1. Cubing is a permutation, which makes its Poseidon2 the cheapest.
namespace p3 {

struct KoalaBearParams {
  static constexpr std::uint32_t kPrime = 0x7f000001;
  static constexpr std::uint32_t kMu = 0x81000001;
  static constexpr unsigned kTwoAdicity = 24;
  static constexpr std::uint32_t kGenerator = 3;
  static constexpr std::uint32_t kTwoAdicGenerator = 0x6ac49f88;
  static constexpr unsigned kSboxPower = 3;
  static constexpr const char* kName = "koala-bear";
};
using KoalaBear = Monty31<KoalaBearParams>;

}  // namespace p3
