// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/integers_trace.h"

#include "rpp/hash/limbs.h"

namespace rpp {

void fill_at_most(TapeValues& values, const AtMost& at_most) {
  values.set(at_most.slack, Element::from_u64(at_most.bound) - values.of(at_most.x));
}

void fill_sum(TapeValues& values, const LimbSum& sum) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < sum.carries.size(); ++i) {
    carry = (values.integer_of(sum.a[i]) + values.integer_of(sum.b[i]) + carry) >> kLimbBits;
    values.set(sum.carries[i], Element::from_u64(carry));
  }
}

void fill_at_least(TapeValues& values, const LimbSum& sum) {
  values.set_integer(sum.b, values.integer_of(sum.sum) - values.integer_of(sum.a));
  fill_sum(values, sum);
}

void fill_zero_test(TapeValues& values, const ZeroTest& test) {
  Element sum{};
  for (const Cell& limb : test.limbs) sum += values.of(limb);
  const bool zero = sum == Element::zero();
  values.set(test.flag, zero ? Element::one() : Element::zero());
  values.set(test.inverse, zero ? Element::zero() : sum.inverse());
}

void fill_division(TapeValues& values, const Division& division) {
  const std::uint64_t dividend = values.integer_of(division.dividend);
  values.set_integer(division.quotient, dividend / division.divisor);
  values.set(division.rest, Element::from_u64(dividend % division.divisor));
  values.set(division.carry, Element::from_u64((dividend >> kLimbBits) % division.divisor));
  fill_at_most(values, division.rest_bound);
  fill_at_most(values, division.carry_bound);
}

void fill_normalised(TapeValues& values, const Normalised& normalised) {
  const std::uint64_t low = values.integer_of(normalised.sums[0]);
  values.set(normalised.carry.x, Element::from_u64(low >> kLimbBits));
  values.set_integer(normalised.value, values.integer_of(normalised.sums));
  fill_at_most(values, normalised.carry);
}

}  // namespace rpp
