// SPDX-License-Identifier: Apache-2.0 OR MIT
// Every kernel of every instruction set against the scalar tree hasher.
#include "p3/hash/batch_hasher.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "p3/field/isa/isa.h"

namespace p3 {
namespace {

template <class F>
class BatchHasherTest : public testing::Test {
 public:
  F random_element() {
    // Now and then the borders of the range, where reductions go wrong.
    switch (rng_() % 8) {
      case 0:
        return F::zero();
      case 1:
        return F::from_word_unchecked(static_cast<typename F::Word>(F::kOrder - 1));
      default:
        return F::from_word_unchecked(static_cast<typename F::Word>(rng_() % F::kOrder));
    }
  }
  Matrix<F> random_matrix(std::size_t height, std::size_t width) {
    auto m = Matrix<F>::uninitialized(height, width);
    for (std::size_t i = 0; i < m.size(); ++i) m.data()[i] = random_element();
    return m;
  }
  // Digests that are valid for every kind.
  std::vector<Digest> random_digests(std::size_t count) {
    std::vector<Digest> digests(count);
    for (Digest& d : digests) {
      std::array<F, kDigestElements<F>> elements;
      for (F& x : elements) x = random_element();
      d = digest_from_elements<F>(elements.data());
    }
    return digests;
  }

  // Calls check(hasher) for every suite, arity and instruction set.
  template <class Check>
  void for_each_hasher(const Check& check) {
    constexpr std::array kHashes = {TreeHash::kPoseidon2, TreeHash::kPoseidon2Width16,
                                    TreeHash::kKeccakF, TreeHash::kKeccak256};
    for (const Isa isa : supported_isas()) {
      ASSERT_TRUE(select_isa(isa));
      for (const TreeHash name : kHashes) {
        for (const unsigned arity : {2u, 4u}) {
          if (!hash_suite_exists<F>(name, arity)) continue;
          SCOPED_TRACE(std::string(isa_name(isa)) + " hash " +
                       std::to_string(static_cast<int>(name)) + " arity " + std::to_string(arity));
          check(*make_batch_hasher<F>(name, arity));
        }
      }
    }
    ASSERT_TRUE(select_isa(best_isa()));
  }

  void expect_rows(const BatchHasher<F>& hasher, const std::vector<Matrix<F>>& matrices,
                   std::size_t begin, std::size_t end) {
    std::vector<MatrixView<F>> views;
    for (const auto& m : matrices) views.push_back(m.view());
    // Guard words find writes outside the asked range.
    const Digest guard{{1, 2, 3, 4}};
    std::vector<Digest> digests(end - begin + 2, guard);
    hasher.hash_rows(views, begin, end, digests.data() + 1);
    EXPECT_EQ(digests.front(), guard);
    EXPECT_EQ(digests.back(), guard);
    for (std::size_t i = begin; i < end; ++i) {
      std::vector<F> row;
      for (const auto& m : matrices) row.insert(row.end(), m.row(i), m.row(i) + m.width());
      ASSERT_EQ(digests[i - begin + 1], hasher.scalar().hash_elements(row)) << "row " << i;
    }
  }

 private:
  std::mt19937_64 rng_{20260101};
};
using Fields = testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(BatchHasherTest, Fields);

TYPED_TEST(BatchHasherTest, RowsOfOneMatrixOfEveryWidth) {
  using F = TypeParam;
  this->for_each_hasher([&](const BatchHasher<F>& hasher) {
    for (std::size_t width = 1; width <= 75; ++width) {
      std::vector<Matrix<F>> matrices;
      matrices.push_back(this->random_matrix(19, width));
      this->expect_rows(hasher, matrices, 0, 19);
    }
  });
}

TYPED_TEST(BatchHasherTest, AnyRangeOfRows) {
  using F = TypeParam;
  this->for_each_hasher([&](const BatchHasher<F>& hasher) {
    std::vector<Matrix<F>> matrices;
    matrices.push_back(this->random_matrix(37, 35));
    for (std::size_t begin = 0; begin <= 37; begin += 3) {
      for (std::size_t end = begin; end <= 37; ++end) {
        this->expect_rows(hasher, matrices, begin, end);
      }
    }
  });
}

TYPED_TEST(BatchHasherTest, SeveralMatricesAreOneStream) {
  using F = TypeParam;
  const std::vector<std::vector<std::size_t>> widths = {
      {1, 1}, {3, 1, 5}, {16, 16}, {17, 34, 1}, {33, 33, 33}, {0, 7, 0, 40}, {100, 3, 68}, {0}};
  this->for_each_hasher([&](const BatchHasher<F>& hasher) {
    for (const auto& group : widths) {
      for (const std::size_t height : {1u, 2u, 4u, 8u, 16u, 33u}) {
        std::vector<Matrix<F>> matrices;
        for (const std::size_t width : group) {
          matrices.push_back(this->random_matrix(height, width));
        }
        this->expect_rows(hasher, matrices, 0, height);
      }
    }
    this->expect_rows(hasher, {}, 0, 5);
  });
}

TYPED_TEST(BatchHasherTest, LayersOfEveryStepAndLength) {
  using F = TypeParam;
  this->for_each_hasher([&](const BatchHasher<F>& hasher) {
    const unsigned arity = hasher.scalar().max_arity();
    for (unsigned step = 1; step <= arity; ++step) {
      for (std::size_t count = 0; count <= 35; ++count) {
        const auto children = this->random_digests(count * step);
        std::vector<Digest> out(count + 1);
        hasher.compress_layer(children.data(), step, count, out.data());
        EXPECT_EQ(out[count], Digest());
        for (std::size_t i = 0; i < count; ++i) {
          std::vector<Digest> group(children.begin() + i * step, children.begin() + (i + 1) * step);
          group.resize(arity);
          ASSERT_EQ(out[i], hasher.scalar().compress(group)) << i << " of " << count;
        }
      }
    }
  });
}

TYPED_TEST(BatchHasherTest, PairsInPlace) {
  using F = TypeParam;
  this->for_each_hasher([&](const BatchHasher<F>& hasher) {
    for (std::size_t count = 0; count <= 35; ++count) {
      const auto left = this->random_digests(count);
      const auto right = this->random_digests(count);
      std::vector<Digest> out = left;
      hasher.compress_pairs(out.data(), right.data(), count, out.data());
      for (std::size_t i = 0; i < count; ++i) {
        std::vector<Digest> group = {left[i], right[i]};
        group.resize(hasher.scalar().max_arity());
        ASSERT_EQ(out[i], hasher.scalar().compress(group));
      }
    }
  });
}

TYPED_TEST(BatchHasherTest, AcceleratedTreeHasherIsTheScalarOne) {
  using F = TypeParam;
  for (const TreeHash name : {TreeHash::kPoseidon2, TreeHash::kKeccakF, TreeHash::kKeccak256}) {
    for (const unsigned arity : {2u, 4u}) {
      const HashSuite<F> suite = make_hash_suite<F>(name, arity);
      const HashSuite<F> fast = accelerated_suite(suite);
      EXPECT_EQ(fast.hasher->kind(), suite.hasher->kind());
      ASSERT_EQ(fast.hasher->max_arity(), arity);
      EXPECT_EQ(fast.challenger_permutation, suite.challenger_permutation);
      const Matrix<F> matrix = this->random_matrix(21, 35);
      const std::span<const F> rows(matrix.data(), matrix.size());
      EXPECT_EQ(fast.hasher->hash_elements(rows), suite.hasher->hash_elements(rows));
      std::vector<Digest> expected(21), got(21);
      suite.hasher->hash_rows(rows, 35, expected);
      fast.hasher->hash_rows(rows, 35, got);
      EXPECT_EQ(got, expected);
      EXPECT_EQ(expected[20], suite.hasher->hash_elements(rows.last(35)));
      const std::vector<Digest> children = this->random_digests(21 * arity);
      suite.hasher->compress_many(children, expected);
      fast.hasher->compress_many(children, got);
      EXPECT_EQ(got, expected);
      EXPECT_EQ(expected[20], suite.hasher->compress(std::span(children).last(arity)));
      EXPECT_EQ(got[0], fast.hasher->compress(std::span(children).first(arity)));
    }
  }
}

TYPED_TEST(BatchHasherTest, UsesTheConstantsOfTheUser) {
  using F = TypeParam;
  if constexpr (F::kBytes == 4) {
    Poseidon2Constants<F, 24> leaf;
    Poseidon2Constants<F, 16> node;
    leaf.initial[1][2] = F::two();
    leaf.internal[3] = F::minus_one();
    node.terminal[3][15] = F::generator();
    const auto suite = make_poseidon2_suite<F, 24, 16, 16>(TreeHash::kPoseidon2, leaf, node);
    const auto hasher = make_batch_hasher<F>(suite);
    std::vector<Matrix<F>> matrices;
    matrices.push_back(this->random_matrix(20, 21));
    this->expect_rows(*hasher, matrices, 0, 20);
    const auto children = this->random_digests(2);
    Digest out;
    hasher->compress_layer(children.data(), 2, 1, &out);
    EXPECT_EQ(out, suite.hasher->compress(children));
    EXPECT_NE(out, make_hash_suite<F>(TreeHash::kPoseidon2, 2).hasher->compress(children));
  }
}

}  // namespace
}  // namespace p3
