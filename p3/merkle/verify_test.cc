// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/verify.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "p3/merkle/merkle_test_support.h"
#include "p3/merkle/tree.h"

// Every reason to refuse an opening, each reached from an honest one by a single change.
namespace p3::testing {
namespace {

template <class F>
class MerkleVerifyTest : public ::testing::Test {
 protected:
  // Matrices of 16, 8, 16 and 4 rows; queries with a duplicate (9) and with paths that merge (8 and
  // 9 below the 8-row matrix, 12 below the 4-row one).
  struct Case {
    HashSuite<F> suite;
    unsigned cap_height = 1;
    std::vector<Dimensions> dimensions;
    Cap cap;
    std::vector<std::uint64_t> indices{9, 2, 8, 9, 10, 15};
    MultiOpening<F> opening;

    MerkleError verify() const {
      return verify_multi_opening<F>(*suite.hasher, dimensions, cap_height, cap, indices, opening);
    }
  };

  std::vector<Case> cases() {
    std::vector<Case> out;
    ThreadPool pool(1);
    for (const HashSuite<F>& suite : all_suites<F>()) {
      Case c;
      c.suite = suite;
      std::vector<Matrix<F>> matrices;
      matrices.push_back(random_matrix<F>(16, 3, 1));
      matrices.push_back(random_matrix<F>(8, 2, 2));
      matrices.push_back(random_matrix<F>(16, 1, 3));
      matrices.push_back(random_matrix<F>(4, 4, 4));
      const auto tree =
          MerkleTree<F>::commit(*make_batch_hasher(suite), std::move(matrices), c.cap_height, pool);
      c.dimensions = tree.dimensions();
      c.cap = tree.cap();
      c.opening = tree.open(c.indices);
      out.push_back(std::move(c));
    }
    return out;
  }

  // Applies a change to every honest case and expects one error.
  template <class Change>
  void expect(MerkleError error, const Change& change) {
    for (Case& c : cases()) {
      ASSERT_EQ(c.verify(), MerkleError::kNone);
      change(c);
      EXPECT_STREQ(name(c.verify()), name(error)) << "arity " << c.suite.arity;
    }
  }
};

using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(MerkleVerifyTest, Fields);

#define P3_EXPECT_AFTER(error, ...) this->expect(MerkleError::error, [](auto& c) { __VA_ARGS__; })

TYPED_TEST(MerkleVerifyTest, EmptyBatch) { P3_EXPECT_AFTER(kEmptyBatch, c.dimensions.clear()); }

TYPED_TEST(MerkleVerifyTest, IncompatibleHeights) {
  P3_EXPECT_AFTER(kIncompatibleHeights, c.dimensions[1].height = 7);
  P3_EXPECT_AFTER(kIncompatibleHeights, c.dimensions[3].height = 0);
  P3_EXPECT_AFTER(kIncompatibleHeights, c.dimensions[0].height = ~std::size_t{0});
}

// Here the cap is a layer of 8 or 16 digests, or of 2 beside a single row: those rows are not in
// it, and any others would do.
TYPED_TEST(MerkleVerifyTest, MatrixAboveCap) {
  P3_EXPECT_AFTER(kMatrixAboveCap, c.cap_height = 3);
  P3_EXPECT_AFTER(kMatrixAboveCap, c.cap_height = 100; c.cap.resize(16));
  P3_EXPECT_AFTER(kMatrixAboveCap, c.dimensions[3].height = 1);
}

// 0.8.0 accepts extra roots that no path reaches; here the length is exact.
TYPED_TEST(MerkleVerifyTest, WrongCapSize) {
  P3_EXPECT_AFTER(kWrongCapSize, c.cap.clear());
  P3_EXPECT_AFTER(kWrongCapSize, c.cap.pop_back());
  P3_EXPECT_AFTER(kWrongCapSize, c.cap.emplace_back());
  P3_EXPECT_AFTER(kWrongCapSize, c.cap.resize(2 * c.cap.size()));
  P3_EXPECT_AFTER(kWrongCapSize, c.cap.resize(c.cap.size() / 2));
}

// Such caps cannot be written by 0.8.0, whose decoder refuses them.
TYPED_TEST(MerkleVerifyTest, WrongCapSizeForACapThatIsNoPowerOfTwo) {
  using F = TypeParam;
  const auto suite = make_hash_suite<F>(TreeHash::kKeccakF, 2);
  const std::vector<Dimensions> dimensions = {{5, 1}};
  const MerkleSchedule schedule = make_merkle_schedule(dimensions, 2, 3);
  ASSERT_EQ(schedule.cap_size, 6u);
  EXPECT_EQ(verify_multi_opening<F>(*suite.hasher, dimensions, 3, Cap(6), {}, MultiOpening<F>{}),
            MerkleError::kWrongCapSize);
}

TYPED_TEST(MerkleVerifyTest, WrongBatchSizeOfTheRowSets) {
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values.pop_back());
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values.emplace_back());
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values.clear());
  P3_EXPECT_AFTER(kWrongBatchSize, c.indices.push_back(0));
}

TYPED_TEST(MerkleVerifyTest, WrongBatchSizeOfTheRowsOfAQuery) {
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values[1].pop_back());
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values[1].clear());
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values[2].emplace_back());
}

TYPED_TEST(MerkleVerifyTest, WrongWidth) {
  P3_EXPECT_AFTER(kWrongWidth, c.opening.opened_values[1][0].pop_back());
  P3_EXPECT_AFTER(kWrongWidth, c.opening.opened_values[2][1].clear());
  P3_EXPECT_AFTER(kWrongWidth, c.opening.opened_values[4][3].emplace_back());
}

// The leaf hash has no separators, so only the width check notices a column that moves.
TYPED_TEST(MerkleVerifyTest, WrongWidthWhenAColumnMovesToTheNextMatrix) {
  P3_EXPECT_AFTER(kWrongWidth, auto& rows = c.opening.opened_values[1];
                  rows[2].insert(rows[2].begin(), rows[0].back()); rows[0].pop_back());
}

TYPED_TEST(MerkleVerifyTest, IndexOutOfBounds) {
  P3_EXPECT_AFTER(kIndexOutOfBounds, c.indices[5] = 16);
  P3_EXPECT_AFTER(kIndexOutOfBounds, c.indices[0] = ~std::uint64_t{0});
}

TYPED_TEST(MerkleVerifyTest, InconsistentDuplicateOpenings) {
  using F = TypeParam;
  P3_EXPECT_AFTER(kInconsistentDuplicateOpenings, c.opening.opened_values[3][0][0] += F::one());
  P3_EXPECT_AFTER(kInconsistentDuplicateOpenings, c.opening.opened_values[0][3][3] += F::one());
  P3_EXPECT_AFTER(kInconsistentDuplicateOpenings, c.opening.opened_values[3].pop_back());
  P3_EXPECT_AFTER(kInconsistentDuplicateOpenings, c.opening.opened_values[3][1].emplace_back());
}

TYPED_TEST(MerkleVerifyTest, SiblingCountMismatch) {
  P3_EXPECT_AFTER(kSiblingCountMismatch, c.opening.siblings.pop_back());
  P3_EXPECT_AFTER(kSiblingCountMismatch, c.opening.siblings.emplace_back());
  P3_EXPECT_AFTER(kSiblingCountMismatch, c.opening.siblings.clear());
}

TYPED_TEST(MerkleVerifyTest, SiblingCountMismatchWithoutAnyIndex) {
  for (auto& c : this->cases()) {
    c.indices.clear();
    c.opening.opened_values.clear();
    EXPECT_EQ(c.verify(), MerkleError::kSiblingCountMismatch);
    c.opening.siblings.clear();
    EXPECT_EQ(c.verify(), MerkleError::kNone);
  }
}

// Only the lowest index of merged paths is hashed: the rows of the others must not be free.
TYPED_TEST(MerkleVerifyTest, InconsistentGroupOpening) {
  using F = TypeParam;
  // 8 and 9 share row 4 of the 8-row matrix; 9 is opened twice, so both copies change alike.
  P3_EXPECT_AFTER(kInconsistentGroupOpening, c.opening.opened_values[0][1][0] += F::one();
                  c.opening.opened_values[3][1][0] += F::one());
  // 8, 9 and 10 share row 2 of the 4-row matrix.
  P3_EXPECT_AFTER(kInconsistentGroupOpening, c.opening.opened_values[4][3][2] += F::one());
}

TYPED_TEST(MerkleVerifyTest, CapMismatchAfterAChangedRow) {
  using F = TypeParam;
  P3_EXPECT_AFTER(kCapMismatch, c.opening.opened_values[1][0][2] += F::one());  // leaf
  P3_EXPECT_AFTER(kCapMismatch, c.opening.opened_values[1][2][0] += F::one());
  P3_EXPECT_AFTER(kCapMismatch, c.opening.opened_values[1][1][0] += F::one());  // injected
  P3_EXPECT_AFTER(kCapMismatch, c.opening.opened_values[5][3][0] += F::one());
}

TYPED_TEST(MerkleVerifyTest, CapMismatchAfterAnyChangedSibling) {
  for (auto& c : this->cases()) {
    ASSERT_GT(c.opening.siblings.size(), 0u);
    for (Digest& sibling : c.opening.siblings) {
      sibling.words[3] ^= 1;
      EXPECT_EQ(c.verify(), MerkleError::kCapMismatch);
      sibling.words[3] ^= 1;
    }
    EXPECT_EQ(c.verify(), MerkleError::kNone);
  }
}

TYPED_TEST(MerkleVerifyTest, CapMismatchAfterSwappedSiblings) {
  P3_EXPECT_AFTER(kCapMismatch, std::swap(c.opening.siblings.front(), c.opening.siblings.back()));
}

TYPED_TEST(MerkleVerifyTest, CapMismatchAfterAChangedCap) {
  P3_EXPECT_AFTER(kCapMismatch, c.cap[c.cap.size() / 2].words[0] ^= 1);  // above 8, 9 and 10
  P3_EXPECT_AFTER(kCapMismatch, std::reverse(c.cap.begin(), c.cap.end()));
}

TYPED_TEST(MerkleVerifyTest, CapMismatchForAnotherIndexOfTheSameShape) {
  for (auto& c : this->cases()) {
    for (std::uint64_t& index : c.indices) index ^= 1;  // the walk reads as many siblings
    EXPECT_EQ(c.verify(), MerkleError::kCapMismatch);
  }
}

TYPED_TEST(MerkleVerifyTest, ChecksComeInTheOrderOfTheSpecification) {
  using F = TypeParam;
  P3_EXPECT_AFTER(kIncompatibleHeights, c.dimensions[1].height = 7; c.cap.clear());
  P3_EXPECT_AFTER(kWrongBatchSize, c.opening.opened_values.pop_back(); c.indices[0] = 99);
  P3_EXPECT_AFTER(kIndexOutOfBounds, c.indices[5] = 99;
                  c.opening.opened_values[3][0][0] += F::one());
  P3_EXPECT_AFTER(kInconsistentDuplicateOpenings, c.opening.opened_values[3][0][0] += F::one();
                  c.opening.siblings.clear());
  P3_EXPECT_AFTER(kSiblingCountMismatch, c.opening.siblings.clear();
                  c.opening.opened_values[1][0].pop_back());
  P3_EXPECT_AFTER(kWrongWidth, c.opening.opened_values[1][0].pop_back();
                  c.opening.opened_values[4][3][2] += F::one());
}

TYPED_TEST(MerkleVerifyTest, EveryQueryOpenedAndCapOfLeavesNeedNoSiblings) {
  using F = TypeParam;
  ThreadPool pool(1);
  for (const HashSuite<F>& suite : all_suites<F>()) {
    for (const unsigned cap_height : {0u, 9u}) {
      std::vector<Matrix<F>> matrices;
      matrices.push_back(random_matrix<F>(8, 2, 1));
      const auto tree =
          MerkleTree<F>::commit(*make_batch_hasher(suite), std::move(matrices), cap_height, pool);
      std::vector<std::uint64_t> indices = {5, 1, 7, 0, 3, 2, 4, 6};
      // Padding slots of a 4-ary tree are listed as siblings like any other.
      const bool padded = suite.arity == 4 && cap_height == 0;
      if (cap_height == 9) indices.resize(2);
      const auto opening = tree.open(indices);
      EXPECT_EQ(opening.siblings.size(), padded ? 2u : 0u);
      EXPECT_EQ(verify_multi_opening<F>(*suite.hasher, tree.dimensions(), cap_height, tree.cap(),
                                        indices, opening),
                MerkleError::kNone);
    }
  }
}

TEST(MerkleError, NamesAreDistinct) {
  std::vector<std::string> names;
  for (int e = 0; e <= static_cast<int>(MerkleError::kCapMismatch); ++e) {
    names.emplace_back(name(static_cast<MerkleError>(e)));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
  EXPECT_EQ(std::count(names.begin(), names.end(), "unknown"), 0);
}

}  // namespace
}  // namespace p3::testing
