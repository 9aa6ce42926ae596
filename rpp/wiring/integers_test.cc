// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Integers of limbs: the right values satisfy the equations, wrong ones do not, and values that are
// right only modulo p need a limb or a slack that is out of range.
#include "rpp/wiring/integers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "rpp/wiring/integers_trace.h"
#include "rpp/wiring/tape_air.h"
#include "testing/air_groups.h"
#include "testing/random_field.h"

namespace rpp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Whether the equations of the values' tape hold.
bool equations_hold(const TapeValues& values) {
  const p3::AirModel<Element, TapeAir> air{TapeAir(values.tape())};
  const auto trace = fill_tape(values, air.shape());
  return p3::testing::violated_labels(air, trace.view(), {}).empty();
}

// Whether every cell of every range demand is a limb.
bool ranges_hold(const TapeValues& values) {
  const Tape& tape = values.tape();
  for (std::size_t r = 0; r < tape.rows.size(); ++r) {
    for (std::size_t i = 4; tape.rows[r].range && i < kWindow; ++i) {
      if (values.integer_of(tape.window_cell(r, i)) >> 16 != 0) return false;
    }
  }
  return true;
}

bool accepts(const TapeValues& values) { return equations_hold(values) && ranges_hold(values); }

// Corners and some numbers between them.
std::vector<std::uint64_t> samples(std::uint64_t max) {
  std::vector<std::uint64_t> out = {0, 1, 2, 0xffff, 0x10000, 0x1ffff, max / 2, max - 1, max};
  p3::testing::RandomField<Element> random(7);
  for (int i = 0; i < 4; ++i) {
    out.push_back((random.next().as_canonical_u64() << 31 ^ random.next().as_canonical_u64()) %
                  (max == ~std::uint64_t{0} ? max : max + 1));
  }
  return out;
}

TEST(Integers, AtMost) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto check = require_at_most(t, "rule", "x", t.variable("x"), 720);
  const Tape tape = std::move(t).finish();
  for (const std::uint64_t x : {0u, 719u, 720u, 721u, 65535u, 65536u, 0x7f000000u}) {
    TapeValues values(tape);
    values.set(check.x, Element::from_u64(x));
    fill_at_most(values, check);
    EXPECT_TRUE(equations_hold(values));
    EXPECT_EQ(ranges_hold(values), x <= 720) << x;
    values.set(check.slack, Element::zero());
    EXPECT_EQ(equations_hold(values), x == 720);
  }
}

TEST(Integers, SumAndComparison) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto large = t.u64("large"), small = t.u64("small");
  const auto check = require_at_least(t, "rule", "compare", large, small);
  const Tape tape = std::move(t).finish();
  for (const std::uint64_t a : samples(~std::uint64_t{0})) {
    for (const std::uint64_t b : samples(~std::uint64_t{0})) {
      TapeValues values(tape);
      values.set_integer(large, a);
      values.set_integer(small, b);
      fill_at_least(values, check);
      EXPECT_TRUE(ranges_hold(values));
      EXPECT_EQ(equations_hold(values), a >= b) << a << " " << b;
    }
  }
}

TEST(Integers, CarriesAreBits) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto a = t.u32("a"), b = t.u32("b"), sum = t.u32("sum");
  const auto check = require_sum(t, "rule", "sum", a, b, sum);
  const Tape tape = std::move(t).finish();
  // 2^16 * 32512 = p - 1, so with the carry 32512 "5 + 0 = 6 + 2^16 * 32512" has limbs in range and
  // keeps both sums: only the rule that carries are bits refuses it.
  TapeValues values(tape);
  values.set_integer(a, 5);
  values.set_integer(b, 0);
  values.set_integer(sum, std::uint64_t{32512} << 16 | 6);
  const Element carry = Element::from_u64(32512);
  values.set(check.carries[0], carry);
  EXPECT_EQ(Element::from_u64(5), Element::from_u64(6) + Element::from_u64(1 << 16) * carry);
  EXPECT_TRUE(ranges_hold(values));
  EXPECT_FALSE(equations_hold(values));
}

TEST(Integers, ZeroTestBothWays) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto x = t.u64("x");
  const auto check = require_zero_test(t, "rule", "zero", x);
  const Tape tape = std::move(t).finish();
  for (const std::uint64_t n : samples(~std::uint64_t{0})) {
    TapeValues values(tape);
    values.set_integer(x, n);
    fill_zero_test(values, check);
    EXPECT_TRUE(accepts(values));
    EXPECT_EQ(values.integer_of(check.flag), n == 0 ? 1u : 0u);
    values.set(check.flag, Element::one() - values.of(check.flag));
    for (const Element inverse : {Element::zero(), Element::one(), values.of(check.inverse)}) {
      values.set(check.inverse, inverse);
      EXPECT_FALSE(equations_hold(values)) << n;
    }
  }
}

TEST(Integers, Division) {
  for (const std::uint32_t divisor : {1u, 2u, 3u, 1440u, 16384u}) {
    TapeBuilder t("t", HashKind::kStatement, 0);
    const auto n = t.u32("n"), q = t.u32("q");
    const auto check = require_division(t, "rule", "division", n, divisor, q);
    const Tape tape = std::move(t).finish();
    for (const std::uint64_t x : samples(0xffffffff)) {
      TapeValues values(tape);
      values.set_integer(n, x);
      fill_division(values, check);
      EXPECT_TRUE(accepts(values)) << x << " / " << divisor;
      EXPECT_EQ(values.integer_of(q), x / divisor);
      EXPECT_EQ(values.integer_of(check.rest), x % divisor);
      values.set(q[0], values.of(q[0]) + Element::one());
      EXPECT_FALSE(equations_hold(values));
    }
  }
}

// A carry of its own could make the lower equation wrap around p; the bound of the carry forbids
// it.
TEST(Integers, DivisionDoesNotWrap) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto n = t.u32("n"), q = t.u32("q");
  const auto check = require_division(t, "rule", "division", n, 1440, q);
  const Tape tape = std::move(t).finish();
  // 1440 q0 + rest + p = n0 + 2^16 carry, 1440 q1 + carry = n1 with q1 = 0 and n1 = carry.
  TapeValues values(tape);
  const std::uint64_t carry = Element::kOrder >> 16, low = Element::kOrder & 0xffff;
  values.set_integer(n, carry << 16 | (low + 1439));
  fill_division(values, check);
  values.set_integer(q, 0);
  values.set(check.rest, Element::from_u64(1439));
  fill_at_most(values, check.rest_bound);
  values.set(check.carry, Element::from_u64(carry));
  fill_at_most(values, check.carry_bound);
  EXPECT_TRUE(equations_hold(values));
  EXPECT_FALSE(ranges_hold(values));
}

TEST(Integers, Normalised) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto sums = t.u32("sums"), value = t.u32("value");
  const auto check = require_normalised(t, "rule", "total", sums, value);
  const Tape tape = std::move(t).finish();
  const auto values_of = [&](std::uint64_t low, std::uint64_t high) {
    TapeValues values(tape);
    values.set(sums[0], Element::from_u64(low));
    values.set(sums[1], Element::from_u64(high));
    fill_normalised(values, check);
    return values;
  };
  const std::uint64_t most = 256 * 65535;
  for (const std::uint64_t low : samples(most)) {
    for (const std::uint64_t high : samples(most)) {
      const std::uint64_t total = low + (high << 16);
      const TapeValues values = values_of(low, high);
      EXPECT_EQ(accepts(values), total >> 32 == 0) << low << " " << high;
      EXPECT_EQ(values.integer_of(value), total & 0xffffffff);
    }
  }
  // The other carry that the field allows, for low + p = value[0] + 2^16 carry.
  TapeValues wrapped = values_of(5, 3);
  wrapped.set(check.carry.x, Element::from_u64((Element::kOrder + 5) >> 16));
  wrapped.set(value[0], Element::from_u64((Element::kOrder + 5) & 0xffff));
  wrapped.set(value[1], wrapped.of(sums[1]) + wrapped.of(check.carry.x));
  fill_at_most(wrapped, check.carry);
  EXPECT_TRUE(equations_hold(wrapped));
  EXPECT_FALSE(ranges_hold(wrapped));
}

}  // namespace
}  // namespace rpp
