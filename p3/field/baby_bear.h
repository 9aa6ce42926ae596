// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/field/monty31.h"

// BabyBear: p = 2^31 - 2^27 + 1, two-adicity 27.
namespace p3 {

struct BabyBearParams {
  static constexpr std::uint32_t kPrime = 0x78000001;
  static constexpr std::uint32_t kMu = 0x88000001;
  static constexpr unsigned kTwoAdicity = 27;
  static constexpr std::uint32_t kGenerator = 31;
  static constexpr std::uint32_t kTwoAdicGenerator = 0x1a427a41;
  static constexpr unsigned kSboxPower = 7;
  static constexpr const char* kName = "baby-bear";
};
using BabyBear = Monty31<BabyBearParams>;

}  // namespace p3
