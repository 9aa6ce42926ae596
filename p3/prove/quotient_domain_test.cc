// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/prove/quotient_domain.h"

#include <gtest/gtest.h>

#include <vector>

#include "p3/air/periodic.h"
#include "p3/base/bits.h"
#include "p3/field/extension.h"
#include "p3/verify/domain.h"

namespace p3 {
namespace {

// A small extension of each base field, for the verifier's formulas at single points.
template <class F>
struct SomeExtension;
template <>
struct SomeExtension<KoalaBear> {
  using Type = KoalaBear4;
};
template <>
struct SomeExtension<BabyBear> {
  using Type = BabyBear4;
};
template <>
struct SomeExtension<Goldilocks> {
  using Type = Goldilocks2;
};

template <class F>
class QuotientDomain : public ::testing::Test {
 protected:
  // The point of stored row r.
  static F point(std::size_t r, unsigned log_size) {
    return F::generator() * exp_u64(F::two_adic_generator(log_size), reverse_bits(r, log_size));
  }
};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(QuotientDomain, Fields);

TYPED_TEST(QuotientDomain, SelectorsAreTheVerifiersAtEveryPoint) {
  using F = TypeParam;
  using EF = typename SomeExtension<F>::Type;
  ThreadPool pool(3);
  for (unsigned log_degree = 0; log_degree < 5; ++log_degree) {
    for (unsigned log_chunks = 0; log_chunks < 3; ++log_chunks) {
      const auto tables = selector_tables<F>(log_degree, log_chunks, pool);
      const unsigned log_size = log_degree + log_chunks;
      ASSERT_EQ(tables.is_first_row.size(), std::size_t{1} << log_size);
      for (std::size_t r = 0; r < tables.is_first_row.size(); ++r) {
        const auto expected = selectors_at(log_degree, EF(this->point(r, log_size)));
        ASSERT_TRUE(expected);
        EXPECT_EQ(EF(tables.is_first_row[r]), expected->is_first_row);
        EXPECT_EQ(EF(tables.is_last_row[r]), expected->is_last_row);
        EXPECT_EQ(EF(tables.is_transition[r]), expected->is_transition);
        EXPECT_EQ(EF(tables.inv_vanishing[r >> log_degree]), expected->inv_vanishing);
      }
    }
  }
}

TYPED_TEST(QuotientDomain, PeriodicTablesAreTheVerifiersAtEveryPoint) {
  using F = TypeParam;
  using EF = typename SomeExtension<F>::Type;
  ThreadPool pool(2);
  const unsigned log_degree = 3;
  for (unsigned log_period = 0; log_period <= log_degree; ++log_period) {
    std::vector<F> column;
    for (std::size_t i = 0; i < std::size_t{1} << log_period; ++i) {
      column.push_back(F::from_u64(5 * i * i + 3));
    }
    for (unsigned log_chunks = 0; log_chunks < 3; ++log_chunks) {
      const auto table = periodic_table<F>(column, log_degree, log_chunks, pool);
      const unsigned log_size = log_degree + log_chunks;
      for (std::size_t r = 0; r < std::size_t{1} << log_size; ++r) {
        const EF expected =
            evaluate_periodic<F, EF>(column, log_degree, EF(this->point(r, log_size)));
        EXPECT_EQ(EF(table.at(r >> (log_degree - log_period), 0)), expected);
      }
    }
  }
}

TYPED_TEST(QuotientDomain, ChunksAreCosetsOfStoredRows) {
  using F = TypeParam;
  const unsigned log_degree = 3, log_chunks = 2;
  for (std::size_t k = 0; k < 4; ++k) {
    const F shift = chunk_shift<F>(log_degree, log_chunks, k);
    const F vanishing = exp_power_of_2(shift, log_degree);
    for (std::size_t i = 0; i < 8; ++i) {
      const std::size_t r = reverse_bits(k, log_chunks) * 8 + i;
      EXPECT_EQ(exp_power_of_2(this->point(r, log_degree + log_chunks), log_degree), vanishing);
    }
  }
}

}  // namespace
}  // namespace p3
