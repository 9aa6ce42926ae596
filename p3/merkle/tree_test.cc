// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/tree.h"

#include <gtest/gtest.h>

#include "p3/merkle/merkle_test_support.h"
#include "p3/merkle/verify.h"

// The prover's tree against the slow one, and its openings against the verifier.
namespace p3::testing {
namespace {

template <class F>
class MerkleTreeTest : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(MerkleTreeTest, Fields);

using Shape = std::vector<Dimensions>;

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = {
      {{1, 3}},
      {{1, 1}, {1, 20}},
      {{2, 1}},
      {{8, 5}},
      {{128, 2}},
      {{256, 3}, {256, 1}},
      {{16, 3}, {8, 2}, {16, 1}, {4, 7}, {8, 1}},
      {{2, 4}, {32, 2}, {1, 9}},
      {{4, 40}, {16, 1}, {2, 2}, {8, 3}, {1, 1}},
      {{512, 2}, {64, 1}, {128, 3}},
      // Heights that are no powers of two, on the ladder of the tallest.
      {{5, 2}, {3, 1}, {2, 2}, {1, 1}},
      {{13, 1}, {4, 2}},
      {{100, 2}, {50, 1}, {7, 3}},
  };
  return all;
}

template <class F>
std::vector<Matrix<F>> matrices_of(const Shape& shape, std::uint64_t seed) {
  std::vector<Matrix<F>> matrices;
  for (const Dimensions& d : shape) {
    matrices.push_back(random_matrix<F>(d.height, d.width, seed + matrices.size()));
  }
  return matrices;
}

bool is_power_of_two(std::size_t n) { return n != 0 && (n & (n - 1)) == 0; }

// What commit() takes: a cap that can be written and depends on every matrix.
bool can_be_committed(const Shape& shape, unsigned arity, unsigned cap_height) {
  const MerkleSchedule schedule = make_merkle_schedule(shape, arity, cap_height);
  return is_power_of_two(schedule.cap_size) && schedule.cap_binds_all();
}

TYPED_TEST(MerkleTreeTest, CapsEqualTheSlowTree) {
  using F = TypeParam;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto batch = make_batch_hasher(suite);
    for (const Shape& shape : shapes()) {
      const auto matrices = matrices_of<F>(shape, 17);
      const NaiveTree<F> naive(*suite.hasher, matrices);
      for (unsigned cap_height = 0; cap_height < naive.layers.size() + 1; ++cap_height) {
        const Cap expected = naive.cap(cap_height);
        if (!can_be_committed(shape, suite.arity, cap_height)) continue;
        for (const unsigned threads : {1u, 3u}) {
          ThreadPool pool(threads);
          const auto tree =
              MerkleTree<F>::commit(*batch, matrices_of<F>(shape, 17), cap_height, pool);
          ASSERT_EQ(tree.cap(), expected) << "cap height " << cap_height;
        }
      }
    }
  }
}

// cap_binds_all() by its meaning: the slow tree's cap changes with a cell of every matrix.
TYPED_TEST(MerkleTreeTest, ACapThatBindsAllChangesWithEveryMatrix) {
  using F = TypeParam;
  std::size_t unbound = 0;
  for (const HashSuite<F>& suite : all_suites<F>()) {
    for (const Shape& shape : shapes()) {
      const NaiveTree<F> honest(*suite.hasher, matrices_of<F>(shape, 17));
      for (unsigned cap_height = 0; cap_height < honest.layers.size() + 1; ++cap_height) {
        bool all_change = true;
        for (std::size_t m = 0; m < shape.size(); ++m) {
          auto matrices = matrices_of<F>(shape, 17);
          matrices[m].at(0, 0) += F::one();
          const NaiveTree<F> other(*suite.hasher, matrices);
          all_change = all_change && other.cap(cap_height) != honest.cap(cap_height);
        }
        EXPECT_EQ(make_merkle_schedule(shape, suite.arity, cap_height).cap_binds_all(), all_change)
            << "cap height " << cap_height << " of a tree of " << honest.layers.size();
        unbound += all_change ? 0 : 1;
      }
    }
  }
  EXPECT_GT(unbound, 0u);
}

// Index lists that matter: none, one, duplicates, neighbours that merge at once, all, random.
std::vector<std::vector<std::uint64_t>> index_lists(std::size_t height) {
  SplitMix64 random(height);
  std::vector<std::vector<std::uint64_t>> lists{{}, {0}, {height - 1}, {height - 1, height - 1, 0}};
  lists.push_back({height / 2, height / 2 ^ (height / 2 > 0 ? 1 : 0), 0});
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = height; i-- > 0;) all.push_back(i);
  lists.push_back(all);
  for (std::size_t count : {2u, 5u, 30u}) {
    auto& list = lists.emplace_back();
    for (std::size_t i = 0; i < count; ++i) list.push_back(random.next() % height);
  }
  return lists;
}

TYPED_TEST(MerkleTreeTest, OpeningsVerify) {
  using F = TypeParam;
  ThreadPool pool(1);
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto batch = make_batch_hasher(suite);
    for (const Shape& shape : shapes()) {
      for (const unsigned cap_height : {0u, 1u, 2u, 20u}) {
        if (!can_be_committed(shape, suite.arity, cap_height)) continue;
        const auto tree = MerkleTree<F>::commit(*batch, matrices_of<F>(shape, 5), cap_height, pool);
        for (const auto& indices : index_lists(tree.max_height())) {
          for (const std::uint64_t index : indices) ASSERT_LT(index, tree.max_height());
          const auto opening = tree.open(indices);
          EXPECT_EQ(verify_multi_opening<F>(*suite.hasher, tree.dimensions(), cap_height,
                                            tree.cap(), indices, opening),
                    MerkleError::kNone);
        }
      }
    }
  }
}

// The list of siblings by its definition: level by level, groups ascending, unknown children
// ascending.
TYPED_TEST(MerkleTreeTest, SiblingsAreListedInOrder) {
  using F = TypeParam;
  ThreadPool pool(2);
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto batch = make_batch_hasher(suite);
    const Shape shape = {{64, 2}, {16, 1}, {8, 3}};
    const auto matrices = matrices_of<F>(shape, 3);
    const NaiveTree<F> naive(*suite.hasher, matrices);
    const auto tree = MerkleTree<F>::commit(*batch, matrices_of<F>(shape, 3), 1, pool);
    const std::vector<std::uint64_t> indices = {40, 3, 63, 41, 3, 2, 17};
    std::vector<Digest> expected;
    std::vector<bool> known(64, false);
    for (const std::uint64_t i : indices) known[i] = true;
    for (std::size_t level = 0; level + 1 < naive.steps.size(); ++level) {
      const unsigned step = naive.steps[level];
      std::vector<bool> parents(naive.layers[level + 1].size(), false);
      for (std::size_t p = 0; p < known.size() / step; ++p) {
        for (unsigned c = 0; c < step; ++c) parents[p] = parents[p] || known[p * step + c];
        for (unsigned c = 0; parents[p] && c < step; ++c) {
          if (!known[p * step + c]) expected.push_back(naive.layers[level][p * step + c]);
        }
      }
      known = parents;
    }
    EXPECT_EQ(tree.open(indices).siblings, expected);
  }
}

TYPED_TEST(MerkleTreeTest, RowsAreListedInTheOrderOfTheQueries) {
  using F = TypeParam;
  ThreadPool pool(1);
  const auto batch = make_batch_hasher<F>(TreeHash::kKeccakF, 2);
  const auto tree = MerkleTree<F>::commit(*batch, matrices_of<F>({{16, 2}, {4, 3}}, 1), 0, pool);
  const std::vector<std::uint64_t> indices = {13, 2, 13};
  const auto opening = tree.open(indices);
  for (std::size_t q = 0; q < 3; ++q) {
    ASSERT_EQ(opening.opened_values[q].size(), 2u);
    for (std::size_t c = 0; c < 2; ++c) {
      EXPECT_EQ(opening.opened_values[q][0][c], tree.matrices()[0].at(indices[q], c));
    }
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(opening.opened_values[q][1][c], tree.matrices()[1].at(indices[q] / 4, c));
    }
  }
}

TYPED_TEST(MerkleTreeTest, EveryCellMattersToTheCap) {
  using F = TypeParam;
  ThreadPool pool(1);
  const Shape shape = {{8, 2}, {4, 1}, {1, 2}};
  for (const HashSuite<F>& suite : all_suites<F>()) {
    const auto batch = make_batch_hasher(suite);
    const Cap cap = MerkleTree<F>::commit(*batch, matrices_of<F>(shape, 2), 0, pool).cap();
    for (std::size_t m = 0; m < shape.size(); ++m) {
      for (std::size_t cell = 0; cell < shape[m].height * shape[m].width; ++cell) {
        auto matrices = matrices_of<F>(shape, 2);
        matrices[m].data()[cell] += F::one();
        EXPECT_NE(MerkleTree<F>::commit(*batch, std::move(matrices), 0, pool).cap(), cap);
      }
    }
  }
}

}  // namespace
}  // namespace p3::testing
