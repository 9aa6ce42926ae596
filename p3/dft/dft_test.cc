// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/dft.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "p3/field/field_ops.h"
#include "testing/random_field.h"

// Every transform against the definition, sum_j coefficient_j * point^j, for every field, shape,
// shift and number of threads.
namespace p3 {
namespace {

struct Shape {
  unsigned log_height;
  std::size_t width;
};

// Small heights meet every width; large heights a few.
std::vector<Shape> shapes() {
  std::vector<Shape> out;
  for (unsigned log_height = 0; log_height <= 4; ++log_height) {
    for (std::size_t width = 1; width <= 40; ++width) out.push_back({log_height, width});
  }
  for (unsigned log_height = 5; log_height <= 10; ++log_height) {
    for (const std::size_t width : {1u, 2u, 3u, 4u, 5u, 8u, 16u, 17u, 33u, 40u}) {
      if (log_height <= 8 || width <= 5 || width == 17) out.push_back({log_height, width});
    }
  }
  return out;
}

// Values of the columns of `coefficients` at shift * w^i, i < 2^log_size, natural order.
template <class F>
Matrix<F> dft_naive(const Matrix<F>& coefficients, unsigned log_size, F shift) {
  Matrix<F> out = Matrix<F>::zeros(std::size_t{1} << log_size, coefficients.width());
  F point = shift;
  for (std::size_t i = 0; i < out.height(); ++i, point *= F::two_adic_generator(log_size)) {
    F power = F::one();
    for (std::size_t j = 0; j < coefficients.height(); ++j, power *= point) {
      for (std::size_t c = 0; c < out.width(); ++c) out.at(i, c) += coefficients.at(j, c) * power;
    }
  }
  return out;
}

template <class F>
Matrix<F> random_matrix(std::uint64_t seed, std::size_t height, std::size_t width) {
  testing::RandomField<F> random(seed);
  Matrix<F> m = Matrix<F>::uninitialized(height, width);
  for (std::size_t i = 0; i < m.size(); ++i) m.data()[i] = random.next();
  return m;
}

template <class F>
Matrix<F> reversed(const Matrix<F>& m) {
  Matrix<F> out = Matrix<F>::uninitialized(m.height(), m.width());
  const unsigned log_height = log2_strict(m.height());
  for (std::size_t r = 0; r < m.height(); ++r) {
    for (std::size_t c = 0; c < m.width(); ++c) out.at(reverse_bits(r, log_height), c) = m.at(r, c);
  }
  return out;
}

template <class F>
void expect_equal(const Matrix<F>& a, const Matrix<F>& b, const char* what) {
  ASSERT_EQ(a.height(), b.height()) << what;
  ASSERT_EQ(a.width(), b.width()) << what;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a.data()[i].word(), b.data()[i].word())
        << what << " row " << i / a.width() << " column " << i % a.width() << " of " << a.height()
        << " x " << a.width();
  }
}

template <class F>
class DftTest : public ::testing::Test {
 protected:
  std::vector<F> shifts() const {
    return {F::one(), F::generator(), F::from_u64(12345), F::minus_one()};
  }
};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(DftTest, Fields);

TYPED_TEST(DftTest, MatchesTheDefinition) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const Shape shape : shapes()) {
    const auto coefficients = random_matrix<F>(1, std::size_t{1} << shape.log_height, shape.width);
    const F shift = this->shifts()[shape.width % 4];
    const auto expected = dft_naive(coefficients, shape.log_height, shift);
    auto got = coefficients.clone();
    coset_dft_batch(got, shift, pool);
    expect_equal(got, expected, "coset_dft_batch");
    coset_idft_batch(got, shift, pool);
    expect_equal(got, coefficients, "coset_idft_batch");
  }
}

TYPED_TEST(DftTest, PlainTransformsUseTheSubgroup) {
  using F = TypeParam;
  ThreadPool pool(1);
  for (unsigned log_height = 0; log_height <= 7; ++log_height) {
    const auto coefficients = random_matrix<F>(2, std::size_t{1} << log_height, 3);
    auto got = coefficients.clone();
    dft_batch(got, pool);
    expect_equal(got, dft_naive(coefficients, log_height, F::one()), "dft_batch");
    idft_batch(got, pool);
    expect_equal(got, coefficients, "idft_batch");
  }
}

TYPED_TEST(DftTest, LowDegreeExtensionMatchesTheDefinition) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const Shape shape : shapes()) {
    if (shape.log_height > 7) continue;
    const auto coefficients = random_matrix<F>(3, std::size_t{1} << shape.log_height, shape.width);
    const auto values = dft_naive(coefficients, shape.log_height, F::one());
    const unsigned added_bits = static_cast<unsigned>(shape.width + shape.log_height) % 4;
    const F shift = this->shifts()[(shape.width / 4) % 4];
    const auto expected = reversed(dft_naive(coefficients, shape.log_height + added_bits, shift));
    expect_equal(coset_lde_bit_reversed(values.view(), added_bits, shift, pool), expected,
                 "coset_lde_bit_reversed");
    expect_equal(coset_lde_from_bit_reversed(reversed(values).view(), added_bits, shift, pool),
                 expected, "coset_lde_from_bit_reversed");
  }
}

// Large enough for every level of cache blocking, checked through the inverse and one coset.
TYPED_TEST(DftTest, LargeExtensionRestrictsToItsInput) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const Shape shape : {Shape{15, 3}, Shape{13, 20}, Shape{16, 1}}) {
    const auto values = random_matrix<F>(4, std::size_t{1} << shape.log_height, shape.width);
    // With shift 1 the extension contains its input: natural row 2i is row i.
    auto extended = coset_lde_bit_reversed(values.view(), 1, F::one(), pool);
    reverse_rows(extended, pool);
    for (std::size_t r = 0; r < values.height(); ++r) {
      for (std::size_t c = 0; c < shape.width; ++c) {
        ASSERT_EQ(extended.at(2 * r, c).word(), values.at(r, c).word());
      }
    }
    // The degree stays below n: a shifted extension interpolates to n zero high coefficients.
    auto shifted = coset_lde_bit_reversed(values.view(), 1, F::generator(), pool);
    reverse_rows(shifted, pool);
    coset_idft_batch(shifted, F::generator(), pool);
    auto coefficients = values.clone();
    idft_batch(coefficients, pool);
    for (std::size_t r = 0; r < shifted.height(); ++r) {
      for (std::size_t c = 0; c < shape.width; ++c) {
        const F want = r < values.height() ? coefficients.at(r, c) : F::zero();
        ASSERT_EQ(shifted.at(r, c).word(), want.word());
      }
    }
  }
}

TYPED_TEST(DftTest, ThreadsDoNotChangeTheResult) {
  using F = TypeParam;
  ThreadPool one(1);
  for (const Shape shape :
       {Shape{12, 1}, Shape{12, 4}, Shape{11, 5}, Shape{9, 70}, Shape{2, 200}}) {
    const auto values = random_matrix<F>(5, std::size_t{1} << shape.log_height, shape.width);
    const auto expected = coset_lde_bit_reversed(values.view(), 2, F::generator(), one);
    auto expected_dft = values.clone();
    coset_dft_batch(expected_dft, F::generator(), one);
    for (const unsigned threads : {2u, 3u}) {
      ThreadPool pool(threads);
      expect_equal(coset_lde_bit_reversed(values.view(), 2, F::generator(), pool), expected, "lde");
      auto dft = values.clone();
      coset_dft_batch(dft, F::generator(), pool);
      expect_equal(dft, expected_dft, "dft");
    }
  }
}

TYPED_TEST(DftTest, ReverseRowsIsAnInvolution) {
  using F = TypeParam;
  ThreadPool pool(3);
  for (unsigned log_height = 0; log_height <= 9; ++log_height) {
    const auto m = random_matrix<F>(6, std::size_t{1} << log_height, 7);
    auto got = m.clone();
    reverse_rows(got, pool);
    expect_equal(got, reversed(m), "reverse_rows");
    reverse_rows(got, pool);
    expect_equal(got, m, "reverse_rows twice");
  }
}

}  // namespace
}  // namespace p3
