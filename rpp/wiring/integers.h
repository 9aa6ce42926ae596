// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/wiring/tape_builder.h"

// Integers of 16-bit limbs on a tape: sums, comparisons, divisions.
//
// Every function asks for the ranges of all limbs that it reads and makes, so what it proves holds
// for integers: no side of an equation reaches p. `rule` is the label of its equations, new
// variables are called after `name`. The values are set by integers_trace.h.
namespace rpp {

// x <= bound, where x and bound - x are both 16-bit limbs.
struct AtMost {
  Cell x, slack;
  std::uint32_t bound = 0;
};
AtMost require_at_most(TapeBuilder& t, std::string_view rule, const std::string& name,
                       const Cell& x, std::uint32_t bound);

// a + b = sum, without overflow.
struct LimbSum {
  std::vector<Cell> a, b, sum;
  std::vector<Cell> carries;  // out of limb i; none out of the last one
};
LimbSum require_sum(TapeBuilder& t, std::string_view rule, const std::string& name,
                    std::span<const Cell> a, std::span<const Cell> b, std::span<const Cell> sum);

// large >= small: large = small + b with a new b.
LimbSum require_at_least(TapeBuilder& t, std::string_view rule, const std::string& name,
                         std::span<const Cell> large, std::span<const Cell> small);

// flag = 1 if all limbs are 0, else 0. At most 6 limbs.
struct ZeroTest {
  std::vector<Cell> limbs;
  Cell flag;
  Cell inverse;  // of the sum of the limbs, where that is not 0
};
ZeroTest require_zero_test(TapeBuilder& t, std::string_view rule, const std::string& name,
                           std::span<const Cell> limbs);

// dividend = divisor * quotient + rest with rest < divisor, 1 <= divisor <= 2^14.
struct Division {
  U32Cells dividend, quotient;
  Cell rest, carry;  // carry: the rest of the upper limb
  AtMost rest_bound, carry_bound;
  std::uint32_t divisor = 1;
};
Division require_division(TapeBuilder& t, std::string_view rule, const std::string& name,
                          const U32Cells& dividend, std::uint32_t divisor,
                          const U32Cells& quotient);

// sums[0] + 2^16 sums[1] = value, for sums of at most 256 limbs each, which whoever makes them
// proves to be below 2^24.
struct Normalised {
  U32Cells sums, value;
  AtMost carry;
};
Normalised require_normalised(TapeBuilder& t, std::string_view rule, const std::string& name,
                              const U32Cells& sums, const U32Cells& value);

}  // namespace rpp
