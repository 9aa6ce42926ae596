// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/leaves.h"

#include <gtest/gtest.h>

#include <map>

namespace rpp {
namespace {

constexpr std::uint64_t kLast = ~std::uint64_t{0};

TEST(LeavesTest, Ranges) {
  EXPECT_EQ(attestation_leaves(20), 16384u);
  EXPECT_EQ(vote_leaves(20), 1032192u);
  EXPECT_EQ(vote_leaves(6), 63u);
  EXPECT_EQ(vote_leaves(5), 32u);
  EXPECT_EQ(attestation_leaves(5), 0u);
}

TEST(LeavesTest, VoteLeavesStayInTheWindow) {
  EXPECT_EQ(vote_leaf(20, 100, 100, Stage::kPrevote), 0u);
  EXPECT_EQ(vote_leaf(20, 100, 100, Stage::kPrecommit), 1u);
  EXPECT_EQ(vote_leaf(20, 100, 100 + 516095, Stage::kPrecommit), 1032191u);
  EXPECT_EQ(vote_leaf(20, 100, 100 + 516096, Stage::kPrevote), std::nullopt);
  EXPECT_EQ(vote_leaf(20, 100, 99, Stage::kPrevote), std::nullopt);
  // Not taken modulo 2^64 or 2^63.
  EXPECT_EQ(vote_leaf(20, 100, kLast, Stage::kPrevote), std::nullopt);
  EXPECT_EQ(vote_leaf(20, 0, std::uint64_t{1} << 63, Stage::kPrevote), std::nullopt);
  EXPECT_EQ(vote_leaf(20, kLast, kLast, Stage::kPrecommit), 1u);
  EXPECT_EQ(vote_leaf(20, kLast, 5, Stage::kPrecommit), std::nullopt);
  // 63 vote leaves: the last slot has a prevote leaf only.
  EXPECT_EQ(vote_leaf(6, 0, 31, Stage::kPrevote), 62u);
  EXPECT_EQ(vote_leaf(6, 0, 31, Stage::kPrecommit), std::nullopt);
}

TEST(LeavesTest, EveryLeafOfAVoteKeyHasOnePurpose) {
  for (const unsigned height : {1u, 4u, 6u, 8u}) {
    std::map<std::uint32_t, int> uses;
    for (std::uint64_t slot = 0; slot < 300; ++slot) {
      for (const Stage stage : {Stage::kPrevote, Stage::kPrecommit}) {
        const auto leaf = vote_leaf(height, 0, slot, stage);
        if (!leaf) continue;
        ++uses[*leaf];
        EXPECT_FALSE(is_attestation_leaf(height, *leaf));
        EXPECT_EQ(is_precommit_leaf(height, *leaf), stage == Stage::kPrecommit);
      }
    }
    for (std::uint32_t counter = 0; counter < 300; ++counter) {
      const auto leaf = attestation_leaf(height, counter);
      if (!leaf) continue;
      ++uses[*leaf];
      EXPECT_TRUE(is_attestation_leaf(height, *leaf));
      EXPECT_FALSE(is_precommit_leaf(height, *leaf));
    }
    ASSERT_EQ(uses.size(), std::size_t{1} << height);
    for (const auto& [leaf, count] : uses) {
      EXPECT_LT(leaf, 1u << height);
      EXPECT_EQ(count, 1) << leaf;
    }
  }
  EXPECT_FALSE(is_attestation_leaf(8, 256));
}

TEST(LeavesTest, WalletLeaves) {
  EXPECT_EQ(wallet_leaf(16, 0, 3), 3u);
  EXPECT_EQ(wallet_leaf(16, 16383, 3), 65535u);
  EXPECT_EQ(wallet_leaf(16, 16384, 0), std::nullopt);
  EXPECT_EQ(wallet_leaf(16, 5, 4), std::nullopt);
  // 4 * 2^30 is 0 modulo 2^32.
  EXPECT_EQ(wallet_leaf(16, 1u << 30, 0), std::nullopt);
  EXPECT_EQ(wallet_leaf(16, ~0u, ~0u), std::nullopt);
}

TEST(LeavesTest, VrfSecretsAreAtPrecommitLeavesOfVoteKeys) {
  for (std::uint32_t leaf = 0; leaf < 256; ++leaf) {
    EXPECT_FALSE(carries_vrf(KeyKind::kWallet, 8, leaf));
    EXPECT_EQ(carries_vrf(KeyKind::kVote, 8, leaf), leaf % 2 == 1 && leaf < 252);
  }
}

}  // namespace
}  // namespace rpp
