// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/transform.h"

#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "p3/base/bits.h"
#include "p3/dft/cache_size.h"
#include "testing/dft_naive.h"
#include "testing/each_isa.h"

// The pipeline with blocks so small that every split into blocks and passes happens at sizes where
// the definition can be evaluated.
namespace p3 {
namespace {

using testing::dft_naive;
using testing::expect_equal_matrices;
using testing::for_each_isa;
using testing::random_matrix;
using testing::reversed_naive;

template <class F>
class TransformTest : public ::testing::Test {
 protected:
  // Runs the transform on every instruction set, block size and 1 to 3 threads.
  static void check(Transform<F> transform, const Matrix<F>& in, const Matrix<F>& want,
                    const char* what) {
    for_each_isa([&] {
      for (const std::size_t block_bytes : {1, 256, 2048, 16384, 0}) {
        SCOPED_TRACE(block_bytes);
        ThreadPool pool(1 + static_cast<unsigned>(block_bytes / 256) % 3);
        transform.block_bytes = block_bytes;
        if (block_bytes % 2048 == 0) transform.stream_bytes = 0;  // always
        auto out = Matrix<F>::uninitialized(want.height(), want.width());
        run_transform(transform, in.view(), out, pool);
        expect_equal_matrices(out, want, what);
      }
    });
  }
};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(TransformTest, Fields);

TYPED_TEST(TransformTest, EveryBlockSizeEvaluates) {
  using F = TypeParam;
  for (unsigned log_n = 0; log_n <= 9; ++log_n) {
    for (const std::size_t width : {1u, 2u, 3u, 4u, 7u, 8u, 9u, 16u, 18u, 33u}) {
      if (log_n > 7 && width > 9) continue;
      const auto coefficients = random_matrix<F>(log_n, std::size_t{1} << log_n, width);
      const auto values = dft_naive(coefficients, log_n, F::generator());
      Transform<F> evaluate;
      evaluate.to_shifts = {F::generator()};
      this->check(evaluate, coefficients, reversed_naive(values), "bit-reversed values");
      evaluate.output_reversed = false;
      this->check(evaluate, coefficients, values, "natural values");
      Transform<F> interpolate;
      interpolate.from_shift = F::generator();
      this->check(interpolate, values, coefficients, "coefficients");
      interpolate.input_reversed = true;
      this->check(interpolate, reversed_naive(values), coefficients,
                  "coefficients of bit-reversed values");
    }
  }
}

TYPED_TEST(TransformTest, SeveralCosetsFromOneInterpolation) {
  using F = TypeParam;
  for (const unsigned log_n : {0u, 3u, 6u, 8u}) {
    for (const std::size_t width : {1u, 5u, 17u}) {
      const auto coefficients = random_matrix<F>(log_n, std::size_t{1} << log_n, width);
      Transform<F> extend;
      extend.from_shift = F::minus_one();
      extend.input_reversed = true;
      extend.to_shifts = {F::one(), F::generator(), F::from_u64(99)};
      auto want = Matrix<F>::uninitialized(3 * coefficients.height(), width);
      for (std::size_t k = 0; k < 3; ++k) {
        const auto values = reversed_naive(dft_naive(coefficients, log_n, extend.to_shifts[k]));
        for (std::size_t r = 0; r < values.height(); ++r) {
          for (std::size_t c = 0; c < width; ++c) {
            want.at(k * values.height() + r, c) = values.at(r, c);
          }
        }
      }
      const auto in = reversed_naive(dft_naive(coefficients, log_n, F::minus_one()));
      this->check(extend, in, want, "three cosets");
    }
  }
}

TYPED_TEST(TransformTest, AnEmptyWidthIsNoWork) {
  using F = TypeParam;
  ThreadPool pool(2);
  auto empty = Matrix<F>::uninitialized(8, 0);
  Transform<F> evaluate;
  evaluate.to_shifts = {F::one()};
  run_transform(evaluate, empty.view(), empty, pool);
  EXPECT_EQ(empty.width(), 0u);
}

TEST(CacheSize, BlocksAreReasonablePowersOfTwo) {
  const std::size_t bytes = cache_block_bytes();
  EXPECT_GE(bytes, 64u * 1024);
  EXPECT_LE(bytes, 1024u * 1024);
  EXPECT_EQ(bytes & (bytes - 1), 0u);
}

}  // namespace
}  // namespace p3
