// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "p3/field/field_ops.h"
#include "testing/random_field.h"

// The laws that every field and extension obeys, as a typed suite: instantiate FieldLaws with
// INSTANTIATE_TYPED_TEST_SUITE_P for a list of field types. They hold for any correct field, so
// they find wrong carries and reductions; which field it is, is the business of tests with
// constants.
namespace p3::testing {

// Random elements and, coefficient by coefficient, the extremes of the stored form.
template <class F>
std::vector<F> law_samples(std::size_t random_count) {
  std::vector<F> out = RandomField<F>(20260722).take(random_count);
  if constexpr (requires { typename F::Base; }) {
    const auto edges = edge_values<typename F::Base>();
    for (std::size_t k = 0; k < edges.size(); ++k) {
      F all_equal;
      F rotated;
      for (unsigned i = 0; i < F::kDegree; ++i) {
        all_equal[i] = edges[k];
        rotated[i] = edges[(k + 3 * i) % edges.size()];
      }
      out.push_back(all_equal);
      out.push_back(rotated);
      out.push_back(F(edges[k]));
    }
  } else {
    const auto edges = edge_values<F>();
    out.insert(out.end(), edges.begin(), edges.end());
  }
  return out;
}

template <class F>
class FieldLaws : public ::testing::Test {};
TYPED_TEST_SUITE_P(FieldLaws);

TYPED_TEST_P(FieldLaws, AdditionIsACommutativeGroup) {
  using F = TypeParam;
  const auto samples = law_samples<F>(20);
  for (const F& a : samples) {
    EXPECT_EQ(a + F::zero(), a);
    EXPECT_EQ(a + (-a), F::zero());
    EXPECT_EQ(-(-a), a);
    for (const F& b : samples) {
      ASSERT_EQ(a + b, b + a);
      ASSERT_EQ(a - b, a + (-b));
      ASSERT_EQ((a - b) + b, a);
      ASSERT_EQ(a == b, a - b == F::zero());
      F sum = a;
      sum += b;
      ASSERT_EQ(sum, a + b);
      sum -= b;
      ASSERT_EQ(sum, a);
    }
  }
}

TYPED_TEST_P(FieldLaws, MultiplicationIsCommutativeAssociativeAndDistributive) {
  using F = TypeParam;
  const auto samples = law_samples<F>(8);
  for (const F& a : samples) {
    EXPECT_EQ(a * F::one(), a);
    EXPECT_EQ(a * F::zero(), F::zero());
    for (const F& b : samples) {
      ASSERT_EQ(a * b, b * a);
      F product = a;
      product *= b;
      ASSERT_EQ(product, a * b);
      for (const F& c : {samples[1], samples[9], samples.back()}) {
        ASSERT_EQ((a * b) * c, a * (b * c));
        ASSERT_EQ(a * (b + c), a * b + a * c);
      }
    }
  }
}

TYPED_TEST_P(FieldLaws, ShortcutsAgreeWithTheirDefinitions) {
  using F = TypeParam;
  for (const F& a : law_samples<F>(50)) {
    EXPECT_EQ(a.square(), a * a);
    EXPECT_EQ(a.doubled(), a + a);
    EXPECT_EQ(a.halved() + a.halved(), a);
    EXPECT_EQ(exp_u64(a, 0), F::one());
    EXPECT_EQ(exp_u64(a, 1), a);
    EXPECT_EQ(exp_u64(a, 11), a * a * a * a * a * a * a * a * a * a * a);
    EXPECT_EQ(exp_power_of_2(a, 3), exp_u64(a, 8));
  }
}

TYPED_TEST_P(FieldLaws, InversesMultiplyToOneAndZeroStaysZero) {
  using F = TypeParam;
  EXPECT_EQ(F::zero().inverse(), F::zero());
  for (const F& a : law_samples<F>(20)) {
    if (a == F::zero()) continue;
    EXPECT_EQ(a * a.inverse(), F::one());
    EXPECT_EQ(a.inverse().inverse(), a);
  }
}

TYPED_TEST_P(FieldLaws, BatchInverseMatchesSingleInversesAndKeepsZeros) {
  using F = TypeParam;
  for (std::size_t count = 0; count < 20; ++count) {
    auto values = RandomField<F>(count).take(count);
    // Zeros in front, behind, in pairs and nearly everywhere.
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 5 == 0 || (count > 10 && i % 5 == 1) || i + 1 == count) values[i] = F::zero();
    }
    auto inverted = values;
    batch_inverse(std::span<F>(inverted));
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(inverted[i], values[i].inverse()) << i;
  }
  std::vector<F> zeros(7, F::zero());
  batch_inverse(std::span<F>(zeros));
  for (const F& zero : zeros) EXPECT_EQ(zero, F::zero());
}

TYPED_TEST_P(FieldLaws, PowersAreAGeometricSequence) {
  using F = TypeParam;
  RandomField<F> random(3);
  const F first = random.next();
  const F ratio = random.next();
  const auto powers = powers_from(first, ratio, 9);
  ASSERT_EQ(powers.size(), 9u);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(powers[i], first * exp_u64(ratio, i));
}

TYPED_TEST_P(FieldLaws, IntegersEmbedAsARing) {
  using F = TypeParam;
  SplitMix64 words(4);
  EXPECT_EQ(F::from_u64(0), F::zero());
  EXPECT_EQ(F::from_u64(1), F::one());
  EXPECT_EQ(F::from_u64(F::kOrder), F::zero());
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t a = words.next() >> 34;
    const std::uint64_t b = words.next() >> 34;
    EXPECT_EQ(F::from_u64(a) + F::from_u64(b), F::from_u64(a + b));
    EXPECT_EQ(F::from_u64(a) * F::from_u64(b), F::from_u64(a * b));
  }
}

REGISTER_TYPED_TEST_SUITE_P(FieldLaws, AdditionIsACommutativeGroup,
                            MultiplicationIsCommutativeAssociativeAndDistributive,
                            ShortcutsAgreeWithTheirDefinitions,
                            InversesMultiplyToOneAndZeroStaysZero,
                            BatchInverseMatchesSingleInversesAndKeepsZeros,
                            PowersAreAGeometricSequence, IntegersEmbedAsARing);

}  // namespace p3::testing
