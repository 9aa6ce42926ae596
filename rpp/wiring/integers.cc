// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/integers.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

constexpr std::int64_t kLimb = std::int64_t{1} << 16;
constexpr std::uint32_t kMaxDivisor = 1u << 14;
constexpr std::uint32_t kMaxSummands = 256;

std::vector<Cell> copy(std::span<const Cell> cells) { return {cells.begin(), cells.end()}; }

}  // namespace

AtMost require_at_most(TapeBuilder& t, std::string_view rule, const std::string& name,
                       const Cell& x, std::uint32_t bound) {
  P3_CHECK(bound < kLimb, "a bound of a limb is a limb");
  const AtMost out{x, t.variable(name + " slack"), bound};
  const Cell both[] = {out.x, out.slack};
  t.range(both);
  t.require(rule, out.x + out.slack - std::int64_t{bound});
  return out;
}

// Limbs and carries are small: each side is below 2^18.
LimbSum require_sum(TapeBuilder& t, std::string_view rule, const std::string& name,
                    std::span<const Cell> a, std::span<const Cell> b, std::span<const Cell> sum) {
  P3_CHECK(a.size() == sum.size() && b.size() == sum.size() && !sum.empty(),
           "the numbers of a sum have one length");
  LimbSum out{copy(a), copy(b), copy(sum), {}};
  for (const auto& limbs : {a, b, sum}) t.range(limbs);
  Cell carry = Cell::of(0);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    Poly equation = a[i] + b[i] + carry - sum[i];
    if (i + 1 < sum.size()) {
      carry = t.variable(name + " carry[" + std::to_string(i) + "]");
      out.carries.push_back(carry);
      equation = equation - kLimb * carry;
    }
    t.require(rule, equation);
    if (i + 1 < sum.size()) t.require(rule, carry * carry - carry);
  }
  return out;
}

LimbSum require_at_least(TapeBuilder& t, std::string_view rule, const std::string& name,
                         std::span<const Cell> large, std::span<const Cell> small) {
  std::vector<Cell> difference;
  for (std::size_t i = 0; i < large.size(); ++i) {
    difference.push_back(t.variable(name + " difference[" + std::to_string(i) + "]"));
  }
  return require_sum(t, rule, name, small, difference, large);
}

// At most 6 * 65535 < p, so the sum is 0 as an element only if all limbs are. With sum 0 the second
// equation says flag = 1; else the first says flag = 0, and the inverse meets the second.
ZeroTest require_zero_test(TapeBuilder& t, std::string_view rule, const std::string& name,
                           std::span<const Cell> limbs) {
  P3_CHECK(!limbs.empty() && limbs.size() + 2 <= kWindow, "a test for zero has 1 to 6 limbs");
  const ZeroTest out{copy(limbs), t.variable(name), t.variable(name + " inverse")};
  t.range(limbs);
  Poly sum;
  for (const Cell& limb : limbs) sum = sum + limb;
  t.require(rule, sum * out.flag);
  t.require(rule, sum * out.inverse + out.flag - 1);
  return out;
}

// Both sides of the lower equation are below 2^30 because the carry is below the divisor, which is
// at most 2^14; that bound is what makes the equation one of integers.
Division require_division(TapeBuilder& t, std::string_view rule, const std::string& name,
                          const U32Cells& dividend, std::uint32_t divisor,
                          const U32Cells& quotient) {
  P3_CHECK(divisor >= 1 && divisor <= kMaxDivisor, "a divisor is 1 to 2^14");
  Division out{dividend, quotient, t.variable(name + " rest"), t.variable(name + " carry"), {},
               {},       divisor};
  t.range(dividend);
  t.range(quotient);
  const std::int64_t m = divisor;
  t.require(rule, m * quotient[0] + out.rest - dividend[0] - kLimb * out.carry);
  t.require(rule, m * quotient[1] + out.carry - dividend[1]);
  out.rest_bound = require_at_most(t, rule, name + " rest", out.rest, divisor - 1);
  out.carry_bound = require_at_most(t, rule, name + " carry", out.carry, divisor - 1);
  return out;
}

Normalised require_normalised(TapeBuilder& t, std::string_view rule, const std::string& name,
                              const U32Cells& sums, const U32Cells& value) {
  Normalised out{sums, value, {}};
  const Cell carry = t.variable(name + " carry");
  t.range(value);
  t.require(rule, value[0] + kLimb * carry - sums[0]);
  t.require(rule, sums[1] + carry - value[1]);
  out.carry = require_at_most(t, rule, name + " carry", carry, kMaxSummands);
  return out;
}

}  // namespace rpp
