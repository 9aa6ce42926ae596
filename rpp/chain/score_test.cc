// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/score.h"

#include <gtest/gtest.h>

#include "rpp/chain/limits.h"

namespace rpp {
namespace {

TEST(Score, ReferenceValues) {
  EXPECT_EQ(score_of(0, 0), 400'000u);
  EXPECT_EQ(score_of(24, 0), 550'000u);
  EXPECT_EQ(score_of(0, 128), 550'000u);
  EXPECT_EQ(score_of(1, 0), 412'000u);    // 300000 / 25
  EXPECT_EQ(score_of(0, 1), 402'325u);    // 300000 / 129 = 2325.58
  EXPECT_EQ(score_of(720, 0), 690'322u);  // 216000000 / 744 = 290322.58
  // The largest successes: no product wraps, and the limit is not reached.
  EXPECT_EQ(score_of(720, 0xffffffff), 690'322u + 299'999u);
}

// Against fractions in whole numbers: q = floor(n x / (x + h)) has q (x + h) <= n x < (q + 1)(x +
// h).
TEST(Score, DivisionsRoundDown) {
  for (std::uint64_t hours = 0; hours <= kMaxTimetokeHours; ++hours) {
    const std::uint64_t q = score_of(static_cast<std::uint32_t>(hours), 0) - 400'000u;
    EXPECT_LE(q * (hours + 24), 300'000 * hours);
    EXPECT_GT((q + 1) * (hours + 24), 300'000 * hours);
  }
}

TEST(Tier, EachRequiresTheOneBefore) {
  EXPECT_EQ(tier_of(0, 0), 1u);
  EXPECT_EQ(tier_of(23, 0xffffffff), 1u);
  EXPECT_EQ(tier_of(24, 0), 2u);
  EXPECT_EQ(tier_of(24, 9), 2u);
  EXPECT_EQ(tier_of(24, 10), 3u);
  EXPECT_EQ(tier_of(720, 99), 3u);
  EXPECT_EQ(tier_of(24, 100), 4u);
  // 400000 + 150000 + 300000 s / (s + 128) reaches 750000 at s = 256.
  EXPECT_EQ(score_of(24, 256), kTrustedScore);
  EXPECT_EQ(tier_of(24, 255), 4u);
  EXPECT_EQ(tier_of(24, 256), 5u);
}

TEST(Tier, StandingIsWrittenToTheAccount) {
  Account account;
  account.hours = 30;
  account.successes = 12;
  update_standing(account);
  EXPECT_EQ(account.tier, 3u);
  EXPECT_EQ(account.reputation, score_of(30, 12));
}

TEST(NewAccount, IsWhatTheIdentityRulesSay) {
  Digest address;
  address[3] = Element::from_u64(7);
  VoteKey key;
  key.root = address;
  key.first_slot = 5;
  key.activation_height = 9;
  Account expected;
  expected.address = address;
  expected.nonce = 1;
  expected.wallet_key = address;
  expected.vote_key = key;
  expected.tier = 1;
  expected.reputation = 400'000;
  expected.window_end = 1234;
  expected.last_decay = 1234;
  EXPECT_EQ(new_account(address, key, 1234), expected);
}

}  // namespace
}  // namespace rpp
