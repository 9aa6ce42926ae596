// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/verify/domain.h"

#include <gtest/gtest.h>

#include <vector>

#include "p3/field/extension.h"

namespace p3 {
namespace {

template <class EF>
class Domain : public ::testing::Test {};
using Extensions = ::testing::Types<KoalaBear4, KoalaBear5, KoalaBear8, BabyBear4, BabyBear5,
                                    BabyBear8, Goldilocks2, Goldilocks5>;
TYPED_TEST_SUITE(Domain, Extensions);

// A point outside of every domain here.
template <class EF>
EF some_point() {
  return EF::monomial(1) * EF::from_u64(1234567) + EF::from_u64(89);
}

template <class EF>
EF power_naive(EF x, std::size_t n) {
  EF out = EF::one();
  for (std::size_t i = 0; i < n; ++i) out *= x;
  return out;
}

TYPED_TEST(Domain, SelectorsAreProductsOverTheOtherPoints) {
  using EF = TypeParam;
  using F = typename EF::Base;
  const unsigned log_degree = 3;
  const EF x = some_point<EF>();
  const auto selectors = selectors_at(log_degree, x);
  ASSERT_TRUE(selectors);
  const F w = F::two_adic_generator(log_degree);
  EF first = EF::one(), last = EF::one(), all = EF::one();
  F point = F::one();
  for (unsigned i = 0; i < 8; ++i, point *= w) {
    const EF factor = x - EF(point);
    all *= factor;
    if (i != 0) first *= factor;
    if (i != 7) last *= factor;
  }
  EXPECT_EQ(selectors->is_first_row, first);
  EXPECT_EQ(selectors->is_last_row, last);
  EXPECT_EQ(selectors->is_transition * last, all);
  EXPECT_EQ(selectors->inv_vanishing * all, EF::one());
}

TYPED_TEST(Domain, PointsOfTheDomainHaveNoSelectors) {
  using EF = TypeParam;
  using F = typename EF::Base;
  EF x = EF::one();
  for (unsigned i = 0; i < 8; ++i) {
    EXPECT_FALSE(selectors_at(3, x));
    x = next_point(3, x);
  }
  EXPECT_EQ(x, EF::one());
  EXPECT_TRUE(selectors_at(3, EF(F::generator())));
}

// A polynomial of degree below rows * chunks, cut into chunks on their cosets by interpolation.
TYPED_TEST(Domain, ChunksRecomposeToTheQuotient) {
  using EF = TypeParam;
  using F = typename EF::Base;
  for (const unsigned log_chunks : {0u, 1u, 2u, 3u}) {
    const unsigned log_degree = 2;
    const std::size_t rows = 4, chunks = std::size_t{1} << log_chunks;
    std::vector<EF> coefficients;
    for (std::size_t i = 0; i < rows * chunks; ++i) {
      coefficients.push_back(EF::from_u64(3 * i * i + 7) + EF::monomial(1) * EF::from_u64(i));
    }
    const auto evaluate = [&](EF x) {
      EF sum = EF::zero();
      for (std::size_t i = coefficients.size(); i-- > 0;) sum = sum * x + coefficients[i];
      return sum;
    };
    const EF x = some_point<EF>();
    const F w = F::two_adic_generator(log_degree + log_chunks);
    std::vector<std::vector<EF>> values;
    for (std::size_t k = 0; k < chunks; ++k) {
      // Lagrange on the coset g w^k H_n, applied to the extension value itself: coefficient 0 only.
      EF value = EF::zero();
      for (std::size_t i = 0; i < rows; ++i) {
        const F point = F::generator() * exp_u64(w, k + chunks * i);
        EF weight = EF::one();
        for (std::size_t j = 0; j < rows; ++j) {
          const F other = F::generator() * exp_u64(w, k + chunks * j);
          if (j != i) weight *= (x - EF(other)) * EF(point - other).inverse();
        }
        value += weight * evaluate(EF(point));
      }
      values.emplace_back(EF::kDegree, EF::zero());
      values.back()[0] = value;
    }
    EXPECT_EQ(recompose_quotient<EF>(log_degree, log_chunks, values, x), evaluate(x));
  }
}

TYPED_TEST(Domain, RecomposeWeighsByTheBasis) {
  using EF = TypeParam;
  std::vector<EF> parts;
  EF expected = EF::zero();
  for (unsigned d = 0; d < EF::kDegree; ++d) {
    parts.push_back(some_point<EF>() + EF::from_u64(d));
    expected += power_naive(EF::monomial(1), d) * parts.back();
  }
  EXPECT_EQ(recompose<EF>(parts), expected);
}

}  // namespace
}  // namespace p3
