// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "p3/field/isa/isa.h"
#include "p3/field/isa/packed_ops.h"
#include "testing/each_isa.h"
#include "testing/field_laws.h"
#include "testing/random_field.h"

// Every packed operation on every instruction set of this CPU against scalar arithmetic, with the
// words at which carries change in every lane.
namespace p3 {
namespace {

using testing::for_each_isa;
using testing::RandomField;

template <class F>
const PackedOps<F>& ops_of() {
  if constexpr (std::is_same_v<F, KoalaBear>) return packed_ops_koala_bear();
  if constexpr (std::is_same_v<F, BabyBear>) return packed_ops_baby_bear();
  if constexpr (std::is_same_v<F, Goldilocks>) return packed_ops_goldilocks();
}

template <class F>
class PackedTest : public ::testing::Test {
 protected:
  // Pairs of samples, `lanes` at a time, so that every pair visits several lanes.
  template <class Check>
  static void for_pairs(std::size_t lanes, Check check) {
    const auto samples = testing::law_samples<F>(20);
    const std::size_t count = samples.size() * samples.size();
    for (std::size_t base = 0; base < count; base += 3) {
      std::vector<F> a(lanes);
      std::vector<F> b(lanes);
      for (std::size_t i = 0; i < lanes; ++i) {
        const std::size_t pair = (base + i) % count;
        a[i] = samples[pair / samples.size()];
        b[i] = samples[pair % samples.size()];
      }
      check(a, b);
    }
  }
};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(PackedTest, Fields);

template <class F>
void expect_lane(F got, F want, std::size_t lane, const char* what) {
  // The word, not the value: results must be canonical.
  ASSERT_EQ(got.word(), want.word()) << what << ", lane " << lane;
}

TYPED_TEST(PackedTest, ArithmeticMatchesScalar) {
  using F = TypeParam;
  for_each_isa([&] {
    const PackedOps<F>& ops = ops_of<F>();
    std::vector<F> out(ops.lanes);
    this->for_pairs(ops.lanes, [&](const std::vector<F>& a, const std::vector<F>& b) {
      const F scalar = b[0];
      const auto check = [&](const char* what, auto want) {
        for (std::size_t i = 0; i < ops.lanes; ++i) expect_lane(out[i], want(a[i], b[i]), i, what);
      };
      ops.add(a.data(), b.data(), out.data());
      check("add", [](F x, F y) { return x + y; });
      ops.sub(a.data(), b.data(), out.data());
      check("sub", [](F x, F y) { return x - y; });
      ops.mul(a.data(), b.data(), out.data());
      check("mul", [](F x, F y) { return x * y; });
      ops.mul_by_scalar(a.data(), scalar, out.data());
      check("mul_by_scalar", [&](F x, F) { return x * scalar; });
      ops.neg(a.data(), out.data());
      check("neg", [](F x, F) { return -x; });
      ops.square(a.data(), out.data());
      check("square", [](F x, F) { return x * x; });
      ops.doubled(a.data(), out.data());
      check("doubled", [](F x, F) { return x + x; });
      ops.halved(a.data(), out.data());
      check("halved", [](F x, F) { return x.halved(); });
      ops.lazy_sum_times(a.data(), b.data(), a.data(), out.data());
      check("lazy_sum", [](F x, F y) { return (x + y) * x; });
      ops.lazy_difference_times(a.data(), b.data(), b.data(), out.data());
      check("lazy_difference", [](F x, F y) { return (x - y) * y; });
      ops.times_factor(a.data(), b.data(), out.data());
      check("factor", [&](F x, F) { return x * scalar; });
      ops.lazy_sum_times_factor(a.data(), b.data(), b.data(), out.data());
      check("lazy_sum_factor", [&](F x, F y) { return (x + y) * scalar; });
      ops.lanes_one_by_one(a.data(), out.data());
      check("lane", [](F x, F) { return x; });
    });
  });
}

TYPED_TEST(PackedTest, AccumulatorsNeverOverflow) {
  using F = TypeParam;
  for_each_isa([&] {
    const PackedOps<F>& ops = ops_of<F>();
    const std::size_t count = 400;
    // The largest words make the largest products; then random ones.
    const F largest = F::from_word_unchecked(static_cast<typename F::Word>(F::kOrder - 1));
    std::vector<F> a(count * ops.lanes, largest);
    std::vector<F> b(count * ops.lanes, largest);
    for (const bool random : {false, true}) {
      if (random) {
        a = RandomField<F>(1).take(a.size());
        b = RandomField<F>(2).take(b.size());
      }
      for (const std::size_t n : {std::size_t{0}, std::size_t{2}, std::size_t{4}, count}) {
        std::vector<F> out(ops.lanes);
        std::vector<F> out2(ops.lanes);
        ops.dot(a.data(), b.data(), n, out.data());
        ops.dot2(a.data(), b.data(), n, out2.data());
        for (std::size_t i = 0; i < ops.lanes; ++i) {
          F want = F::zero();
          for (std::size_t k = 0; k < n; ++k) want += a[k * ops.lanes + i] * b[k * ops.lanes + i];
          expect_lane(out[i], want, i, "dot");
          expect_lane(out2[i], want, i, "dot2");
        }
      }
    }
  });
}

TYPED_TEST(PackedTest, PartialAccessTouchesOnlyItsElements) {
  using F = TypeParam;
  for_each_isa([&] {
    const PackedOps<F>& ops = ops_of<F>();
    for (std::size_t n = 0; n < ops.lanes; ++n) {
      const auto a = RandomField<F>(n).take(n);  // exactly n: reading more is an address error
      std::vector<F> out(ops.lanes, F::minus_one());
      ops.copy_partial(a.data(), n, out.data());
      for (std::size_t i = 0; i < ops.lanes; ++i) {
        expect_lane(out[i], i < n ? a[i] : F::minus_one(), i, "copy_partial");
      }
      ops.load_partial(a.data(), n, out.data());
      for (std::size_t i = 0; i < ops.lanes; ++i) {
        expect_lane(out[i], i < n ? a[i] : F::zero(), i, "load_partial");
      }
    }
  });
}

TYPED_TEST(PackedTest, TransposesMoveEveryElement) {
  using F = TypeParam;
  for_each_isa([&] {
    const PackedOps<F>& ops = ops_of<F>();
    const std::size_t lanes = ops.lanes;
    const std::size_t stride = lanes + 5;
    const auto rows = RandomField<F>(9).take(lanes * stride);
    std::vector<F> columns(lanes * lanes);
    ops.transpose_rows(rows.data(), stride, columns.data());
    for (std::size_t r = 0; r < lanes; ++r) {
      for (std::size_t c = 0; c < lanes; ++c) {
        expect_lane(columns[c * lanes + r], rows[r * stride + c], r, "transpose_rows");
      }
    }
    std::vector<F> back(lanes * stride, F::minus_one());
    ops.untranspose_rows(columns.data(), back.data(), stride);
    for (std::size_t r = 0; r < lanes; ++r) {
      for (std::size_t c = 0; c < stride; ++c) {
        expect_lane(back[r * stride + c], c < lanes ? rows[r * stride + c] : F::minus_one(), r,
                    "untranspose_rows");
      }
    }
  });
}

TEST(IsaTest, NamesRoundTripAndUnknownOnesAreRefused) {
  for (const Isa isa : {Isa::kPortable, Isa::kAvx2, Isa::kAvx512}) {
    EXPECT_EQ(isa_from_name(isa_name(isa)), isa);
  }
  EXPECT_FALSE(isa_from_name("avx").has_value());
  EXPECT_FALSE(isa_from_name("").has_value());
  EXPECT_FALSE(isa_from_name("AVX2").has_value());
}

TEST(IsaTest, SelectionIsKeptAndPortableIsAlwaysThere) {
  ASSERT_FALSE(supported_isas().empty());
  EXPECT_EQ(supported_isas().front(), Isa::kPortable);
  EXPECT_EQ(supported_isas().back(), best_isa());
  ASSERT_TRUE(select_isa(Isa::kPortable));
  EXPECT_EQ(active_isa(), Isa::kPortable);
  EXPECT_EQ(packed_ops_koala_bear().lanes, 1u);
  ASSERT_TRUE(select_isa(best_isa()));
  EXPECT_EQ(active_isa(), best_isa());
  const std::size_t lanes = packed_ops_koala_bear().lanes;
  EXPECT_EQ(lanes, best_isa() == Isa::kAvx512 ? 16u : best_isa() == Isa::kAvx2 ? 8u : 1u);
}

}  // namespace
}  // namespace p3
