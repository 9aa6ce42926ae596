// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/dft.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "testing/dft_naive.h"
#include "testing/each_isa.h"

// Every transform against the definition, sum_j coefficient_j * point^j, for every field, shape,
// shift, instruction set and number of threads.
namespace p3 {
namespace {

using testing::dft_naive;
using testing::expect_equal_matrices;
using testing::for_each_isa;
using testing::random_matrix;
using testing::reversed_naive;

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
    for_each_isa([&] {
      auto got = coefficients.clone();
      coset_dft_batch(got, shift, pool);
      expect_equal_matrices(got, expected, "coset_dft_batch");
      coset_idft_batch(got, shift, pool);
      expect_equal_matrices(got, coefficients, "coset_idft_batch");
    });
  }
}

TYPED_TEST(DftTest, PlainTransformsUseTheSubgroup) {
  using F = TypeParam;
  ThreadPool pool(1);
  for (unsigned log_height = 0; log_height <= 7; ++log_height) {
    const auto coefficients = random_matrix<F>(2, std::size_t{1} << log_height, 3);
    auto got = coefficients.clone();
    dft_batch(got, pool);
    expect_equal_matrices(got, dft_naive(coefficients, log_height, F::one()), "dft_batch");
    idft_batch(got, pool);
    expect_equal_matrices(got, coefficients, "idft_batch");
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
    const auto expected =
        reversed_naive(dft_naive(coefficients, shape.log_height + added_bits, shift));
    for_each_isa([&] {
      expect_equal_matrices(coset_lde_bit_reversed(values.view(), added_bits, shift, pool),
                            expected, "coset_lde_bit_reversed");
      expect_equal_matrices(
          coset_lde_from_bit_reversed(reversed_naive(values).view(), added_bits, shift, pool),
          expected, "coset_lde_from_bit_reversed");
    });
  }
}

TYPED_TEST(DftTest, ExtendsInPlaceWhereThereIsRoom) {
  using F = TypeParam;
  for (const unsigned threads : {1u, 3u}) {
    ThreadPool pool(threads);
    // Several panels, with and without whole cache lines, and one that is narrower than a line.
    for (const Shape shape : {Shape{6, 200}, Shape{10, 83}, Shape{5, 3}, Shape{0, 7}}) {
      const auto values = random_matrix<F>(8, std::size_t{1} << shape.log_height, shape.width);
      for (const unsigned added_bits : {0u, 1u, 2u}) {
        const auto expected =
            coset_lde_bit_reversed(values.view(), added_bits, F::generator(), pool);
        auto trace =
            Matrix<F>::with_room(values.height(), values.width(), values.height() << added_bits);
        std::copy_n(values.data(), values.size(), trace.data());
        const F* before = trace.data();
        const auto extended =
            coset_lde_bit_reversed(std::move(trace), added_bits, F::generator(), pool);
        EXPECT_EQ(extended.data(), before);
        expect_equal_matrices(extended, expected, "in place");
        // Without room the result is the same, elsewhere.
        expect_equal_matrices(
            coset_lde_bit_reversed(values.clone(), added_bits, F::generator(), pool), expected,
            "out of place");
      }
    }
  }
}

// Large enough for every level of cache blocking, checked through the inverse and one coset.
TYPED_TEST(DftTest, LargeExtensionRestrictsToItsInput) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const Shape shape : {Shape{17, 5}, Shape{15, 20}, Shape{19, 1}}) {
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

TYPED_TEST(DftTest, ThreadsAndInstructionSetsDoNotChangeTheResult) {
  using F = TypeParam;
  ThreadPool one(1);
  // Few and many panels, narrow and wide rows, one and several blocks.
  for (const Shape shape : {Shape{12, 1}, Shape{17, 4}, Shape{11, 5}, Shape{14, 17}, Shape{9, 70},
                            Shape{5, 300}, Shape{2, 200}}) {
    const auto values = random_matrix<F>(5, std::size_t{1} << shape.log_height, shape.width);
    ASSERT_TRUE(select_isa(Isa::kPortable));
    const auto expected = coset_lde_bit_reversed(values.view(), 1, F::generator(), one);
    auto expected_dft = values.clone();
    coset_dft_batch(expected_dft, F::generator(), one);
    for_each_isa([&] {
      for (const unsigned threads : {1u, 2u, 3u}) {
        ThreadPool pool(threads);
        expect_equal_matrices(coset_lde_bit_reversed(values.view(), 1, F::generator(), pool),
                              expected, "lde");
        auto dft = values.clone();
        coset_dft_batch(dft, F::generator(), pool);
        expect_equal_matrices(dft, expected_dft, "dft");
      }
    });
  }
}

TYPED_TEST(DftTest, ReverseRowsIsAnInvolution) {
  using F = TypeParam;
  ThreadPool pool(3);
  for (unsigned log_height = 0; log_height <= 9; ++log_height) {
    const auto m = random_matrix<F>(6, std::size_t{1} << log_height, 7);
    auto got = m.clone();
    reverse_rows(got, pool);
    expect_equal_matrices(got, reversed_naive(m), "reverse_rows");
    reverse_rows(got, pool);
    expect_equal_matrices(got, m, "reverse_rows twice");
  }
}

}  // namespace
}  // namespace p3
