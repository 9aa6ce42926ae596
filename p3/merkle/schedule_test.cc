// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/merkle/schedule.h"

#include <gtest/gtest.h>

namespace p3 {
namespace {

std::vector<Dimensions> of_heights(std::initializer_list<std::size_t> heights) {
  std::vector<Dimensions> dimensions;
  for (const std::size_t h : heights) dimensions.push_back({h, 1});
  return dimensions;
}

MerkleSchedule schedule(std::initializer_list<std::size_t> heights, unsigned arity,
                        unsigned cap_height = 0) {
  return make_merkle_schedule(of_heights(heights), arity, cap_height);
}

std::vector<unsigned> groups(const MerkleSchedule& s) {
  std::vector<unsigned> out;
  for (const MerkleStep& step : s.steps) out.push_back(step.group);
  return out;
}

using Groups = std::vector<unsigned>;
using Matrices = std::vector<std::size_t>;

TEST(MerkleSchedule, PowersOfTwoAreCompatible) {
  EXPECT_TRUE(heights_are_compatible(of_heights({1})));
  EXPECT_TRUE(heights_are_compatible(of_heights({16, 1, 4, 16, 2, 8})));
}

TEST(MerkleSchedule, OddHeightsFollowTheLadderOfTheTallest) {
  EXPECT_TRUE(heights_are_compatible(of_heights({5, 3, 2, 1})));
  EXPECT_TRUE(heights_are_compatible(of_heights({13, 7, 4, 2, 1})));
  EXPECT_FALSE(heights_are_compatible(of_heights({5, 4})));
  EXPECT_FALSE(heights_are_compatible(of_heights({8, 3})));
  EXPECT_FALSE(heights_are_compatible(of_heights({8, 7})));
  EXPECT_FALSE(heights_are_compatible(of_heights({13, 5})));
}

TEST(MerkleSchedule, ZeroAndAbsurdHeightsAreIncompatible) {
  EXPECT_FALSE(heights_are_compatible(of_heights({0})));
  EXPECT_FALSE(heights_are_compatible(of_heights({8, 0})));
  EXPECT_FALSE(heights_are_compatible(of_heights({~std::size_t{0}})));
  EXPECT_FALSE(heights_are_compatible(of_heights({(std::size_t{1} << 60) + 1})));
}

TEST(MerkleSchedule, BinaryTree) {
  const MerkleSchedule s = schedule({8, 2, 8, 4}, 2);
  EXPECT_EQ(groups(s), (Groups{2, 2, 2}));
  EXPECT_EQ(s.leaf_matrices, (Matrices{0, 2}));
  EXPECT_EQ(s.steps[0].injected, (Matrices{3}));
  EXPECT_EQ(s.steps[1].injected, (Matrices{1}));
  EXPECT_TRUE(s.steps[2].injected.empty());
  EXPECT_EQ(s.cap_level, 3u);
  EXPECT_EQ(s.cap_size, 1u);
}

TEST(MerkleSchedule, BinaryCapsArePowersOfTwoUpToTheLeaves) {
  for (unsigned cap_height = 0; cap_height <= 6; ++cap_height) {
    const MerkleSchedule s = schedule({16}, 2, cap_height);
    EXPECT_EQ(s.cap_size, std::size_t{1} << std::min(cap_height, 4u));
    EXPECT_EQ(s.cap_level, 4 - std::min(cap_height, 4u));
  }
}

TEST(MerkleSchedule, SingleRowHasNoStepAndACapOfOne) {
  for (const unsigned arity : {2u, 4u}) {
    const MerkleSchedule s = schedule({1, 1}, arity, 3);
    EXPECT_TRUE(s.steps.empty());
    EXPECT_EQ(s.cap_size, 1u);
    EXPECT_EQ(s.leaf_matrices, (Matrices{0, 1}));
  }
}

TEST(MerkleSchedule, FourAryTreeOfAPowerOfFour) {
  EXPECT_EQ(groups(schedule({64}, 4)), (Groups{4, 4, 4}));
  EXPECT_EQ(schedule({64}, 4, 1).cap_size, 4u);
  EXPECT_EQ(schedule({64}, 4, 2).cap_size, 16u);
  EXPECT_EQ(schedule({64}, 4, 3).cap_size, 64u);
  EXPECT_EQ(schedule({64}, 4, 9).cap_size, 64u);
}

// 32 leaves: 32 -> 8 -> 2, padded to 4 -> 1.
TEST(MerkleSchedule, FourAryTreeOfAnOddPowerOfTwoPadsItsTop) {
  const MerkleSchedule s = schedule({32}, 4, 1);
  EXPECT_EQ(groups(s), (Groups{4, 4, 4}));
  EXPECT_EQ(s.steps[1].nodes, 2u);
  EXPECT_EQ(s.steps[1].slots, 4u);
  EXPECT_EQ(s.cap_size, 4u);
}

// The vector fib_p2ary4_c: the steps above the cap multiply to 16, but the layer holds 8.
TEST(MerkleSchedule, CapIsNotLongerThanItsLayer) {
  const MerkleSchedule s = schedule({128}, 4, 2);
  EXPECT_EQ(groups(s), (Groups{4, 4, 4, 4}));
  EXPECT_EQ(s.slots_at(2), 8u);
  EXPECT_EQ(s.cap_size, 8u);
}

TEST(MerkleSchedule, PairsBridgeToTheLevelOfAShorterMatrix) {
  const MerkleSchedule s = schedule({16, 8}, 4);
  EXPECT_EQ(groups(s), (Groups{2, 4, 4}));  // 16 -> 8 (injection) -> 2, padded to 4 -> 1
  EXPECT_EQ(s.steps[0].injected, (Matrices{1}));
  EXPECT_EQ(s.steps[0].inject_height, 8u);
  EXPECT_EQ(groups(schedule({16, 4}, 4)), (Groups{4, 4}));
  EXPECT_EQ(groups(schedule({4, 2, 1}, 4)), (Groups{2, 4}));
  EXPECT_EQ(schedule({4, 2, 1}, 4).steps[1].injected, (Matrices{2}));
}

TEST(MerkleSchedule, PaddedSlotsOfOddHeights) {
  const MerkleSchedule s = schedule({5, 3}, 2);
  EXPECT_EQ(s.leaf_slots, 6u);
  EXPECT_EQ(s.steps[0].nodes, 3u);
  EXPECT_EQ(s.steps[0].slots, 4u);
  EXPECT_EQ(s.steps[0].inject_height, 3u);
  EXPECT_EQ(groups(s), (Groups{2, 2, 2}));
}

// However the heights are mixed, every matrix enters exactly once.
TEST(MerkleSchedule, EveryMatrixIsInjectedOnce) {
  for (const unsigned arity : {2u, 4u}) {
    for (unsigned mask = 1; mask < 256; ++mask) {
      std::vector<Dimensions> dimensions;
      for (unsigned k = 0; k < 8; ++k) {
        if ((mask >> k & 1) != 0) dimensions.push_back({std::size_t{1} << k, 1});
      }
      const MerkleSchedule s = make_merkle_schedule(dimensions, arity, 0);
      Matrices seen = s.leaf_matrices;
      for (const MerkleStep& step : s.steps) {
        for (const std::size_t m : step.injected) {
          EXPECT_EQ(dimensions[m].height, step.nodes);
          seen.push_back(m);
        }
      }
      std::sort(seen.begin(), seen.end());
      ASSERT_EQ(seen.size(), dimensions.size());
      for (std::size_t m = 0; m < seen.size(); ++m) EXPECT_EQ(seen[m], m);
    }
  }
}

}  // namespace
}  // namespace p3
