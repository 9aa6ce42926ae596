// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table proposer: an honest block, a bad trace per constraint group, which cells are bound, and
// what a proposer may try.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/air/analysis.h"
#include "rpp/chain/score.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/air/account_places.h"
#include "rpp/state/air/proposer_columns.h"
#include "rpp/state/air/records_model.h"
#include "rpp/state/air/standing_air.h"
#include "rpp/state/tables/records_test_support.h"
#include "testing/air_groups.h"

namespace rpp {
namespace {

using C = ProposerColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace rows = proposer_row;
namespace places = account_place;

constexpr std::size_t kBefore = C::kBefore, kAfter = C::kAfter;

p3::testing::AirPointer air() {
  static const p3::testing::AirPointer made = make_proposer_air();
  return made;
}

p3::testing::Verdict judge(const testing::RecordBlock& block, Trace trace) {
  return p3::testing::try_batch(testing::world_of(air(), std::move(trace), block));
}
p3::testing::Verdict judge(const testing::RecordBlock& block) {
  return judge(block, testing::proposer_of(block));
}

std::vector<BadTrace> edits() {
  return {
      // Every message of the block counts twice.
      {"proposer/flags",
       [](Trace& trace) {
         for (std::size_t k = 0; k < C::kRows; ++k) trace.at(k, C::kRow + k) = element(2);
       },
       true},
      {"proposer/sequence", set_all(rows::kThird, 1, C::kRow + rows::kThird, 0)},
      {"proposer/sequence", set_all(0, 1, C::kRow, 0)},
      {"proposer/carry", set_all(0, 1, C::kAccount, 1)},
      {"proposer/carry", add_to(0, C::kHours)},
      {"proposer/carry", add_to(0, C::kTier)},
      {"proposer/carry", add_to(0, C::kScore)},
      {"proposer/carry", add_to(0, C::kScore + 1)},
      {"proposer/somebody", add_to(rows::kFees, kAfter)},
      {"proposer/balance", add_to(rows::kBalance, kAfter + places::kBalance)},
      {"proposer/balance", add_to(rows::kBalance, kAfter + places::kBalance + 3)},
      {"proposer/balance",
       both(add_to(rows::kFees, kBefore, 0x20000), add_to(rows::kFees, kBefore + 1, -2))},
      {"proposer/successes",
       both(add_to(rows::kSuccesses, kBefore + places::kSuccesses), add_to(0, C::kPrevious))},
      {"proposer/successes", add_to(rows::kSuccesses, kBefore + places::kSuccesses + 1)},
      {"proposer/kept", add_to(rows::kAddress, kAfter + 1)},
      {"proposer/kept", add_to(rows::kBalance, kAfter + places::kNonce)},
      {"proposer/kept", add_to(rows::kBalance, kAfter + 1)},
      {"proposer/kept", add_to(rows::kStanding, kAfter + 5)},
      {"proposer/kept", add_to(rows::kHours, kAfter + places::kDecay)},
      {"proposer/kept", add_to(rows::kSuccesses, kAfter + 4)},
      {"proposer/kept", add_to(rows::kSuccesses, kAfter + 1)},
      {"proposer/standing", add_to(rows::kStanding, kAfter + places::kTier)},
      {"proposer/standing", add_to(rows::kStanding, kAfter + places::kScoreLow)},
      {"proposer/standing", add_to(rows::kHours, kAfter + places::kScoreHigh)},
      {"proposer/standing", both(add_to(rows::kHours, kAfter + places::kHours),
                                 add_to(rows::kHours, kBefore + places::kHours))},
      {"proposer/standing", both(add_to(rows::kSuccesses, kAfter + places::kSuccesses),
                                 add_to(rows::kSuccesses, kBefore + places::kSuccesses))},
  };
}

testing::StandingPlace standing() {
  return {"proposer", rows::kFirst, kBefore, kAfter, C::kHours, C::kScore};
}

// A proposer with so many successes before and hours.
testing::RecordBlock proposer_with(std::uint32_t successes, std::uint32_t hours = 30) {
  testing::RecordBlock block = testing::record_block();
  Account& account = block.witness.accounts[0].account;
  account.successes = successes;
  account.hours = hours;
  update_standing(account);
  testing::renew_facts(block);
  return block;
}

TEST(Proposer, EveryGroupIsNeeded) {
  const Trace honest = testing::proposer_of(testing::record_block());
  ASSERT_EQ(honest.at(0, C::kTier), element(3));
  const Trace large = testing::proposer_of(proposer_with(0x2'0003));
  auto cases = p3::testing::cases_of(air(), honest, edits());
  for (auto& c : p3::testing::cases_of(air(), honest, testing::standing_edits(standing()))) {
    cases.push_back(std::move(c));
  }
  for (auto& c : p3::testing::cases_of(air(), large, testing::large_standing_edits(standing()))) {
    cases.push_back(std::move(c));
  }
  EXPECT_THAT(p3::testing::check_label_cases(*air(), cases), IsEmpty());
}

TEST(Proposer, EveryOtherCellIsBound) {
  const Trace honest = testing::proposer_of(testing::record_block());
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  unread(rows::kFees, kBefore + kFeeLimbs, 4);
  unread(rows::kFirst, kBefore, 8);
  unread(rows::kSecond, kBefore + standing_aux::kInverse, 1);
  unread(rows::kSecond, kBefore + 5, 3);
  unread(rows::kThird, kBefore + standing_aux::kSteps, 4);
  for (const std::size_t row : {rows::kFees, rows::kFirst, rows::kSecond, rows::kThird}) {
    unread(row, C::kPrevious, 1);
  }
  EXPECT_EQ(p3::testing::free_cells(air(), honest, C::kRows), expected);
}

TEST(Proposer, Columns) {
  const p3::AirAnalysis analysis = p3::analyse(*air(), 10, true);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(air()->shape().width + 5 * analysis.permutation_width() +
                (std::size_t{5} << analysis.log_quotient_chunks),
            66u);
}

TEST(Proposer, EveryGroupIsInTheDocument) {
  EXPECT_THAT(testing::undocumented(*air(), "proposer"), IsEmpty());
}

// Limbs that carry, and every border of the rules of score and tier.
TEST(Proposer, HonestBlocksAreContent) {
  for (const std::uint32_t successes : {0u, 8u, 9u, 98u, 99u, 254u, 255u, 0xfffeu, 0xffffu,
                                        0x1'0000u, 0xffff'ff7fu, 0xffff'fffeu}) {
    for (const std::uint32_t hours : {0u, 23u, 24u, 720u}) {
      const testing::RecordBlock block = proposer_with(successes, hours);
      if (hours == 24 || successes == 0xffff'fffe) {
        EXPECT_TRUE(judge(block).content()) << successes << " " << hours;
      }
      EXPECT_THAT(p3::testing::violated_labels(*air(), testing::proposer_of(block).view(), {}),
                  IsEmpty());
    }
  }
}

// Score and tier that are not those of hours and successes: no cells make up for it.
TEST(ProposerAttacks, WrongStanding) {
  for (const std::uint32_t successes : {8u, 9u, 99u, 255u, 0xffffu}) {
    for (const int by : {-1, 1}) {
      testing::RecordBlock block = proposer_with(successes);
      block.facts.proposer.after.reputation += static_cast<std::uint32_t>(by);
      EXPECT_FALSE(judge(block).accepted()) << successes;
      block = proposer_with(successes);
      block.facts.proposer.after.tier += static_cast<std::uint32_t>(by);
      const auto verdict = judge(block);
      EXPECT_FALSE(verdict.accepted());
      // There is no tier 6 to claim.
      if (block.facts.proposer.after.tier > kMaxTier) {
        EXPECT_THAT(verdict.labels, ElementsAre("proposer/tier")) << to_string(verdict);
      } else {
        EXPECT_THAT(verdict.buses, ElementsAre("range")) << to_string(verdict);
      }
    }
  }
}

// A quotient one off, with the rest that goes with it and the score that follows.
TEST(ProposerAttacks, AnotherQuotient) {
  using namespace standing_aux;
  for (const std::int64_t by : {-1, 1}) {
    testing::RecordBlock block = proposer_with(19);
    block.facts.proposer.after.reputation -= static_cast<std::uint32_t>(by);
    Trace trace = testing::proposer_of(block);
    const auto add = [&](std::size_t row, std::size_t place, std::int64_t x) {
      trace.at(row, kAfter + place) += Element::from_i64(x);
    };
    const std::int64_t divisor = 20 + kHalfSuccesses;
    add(rows::kFirst, kQuotientLow, by);
    add(rows::kFirst, kQuotientLowLeft, -by);
    add(rows::kSecond, kRest, -by * divisor);
    add(rows::kSecond, kRestLeft, by * divisor);
    const auto verdict = judge(block, std::move(trace));
    EXPECT_THAT(verdict.labels, IsEmpty());
    EXPECT_THAT(verdict.buses, ElementsAre("range")) << to_string(verdict);
    EXPECT_FALSE(verdict.accepted());
  }
}

// Sums that leave their type.
TEST(ProposerAttacks, Overflow) {
  testing::RecordBlock block = proposer_with(0xffff'ffff);
  EXPECT_THAT(judge(block).labels, ::testing::Contains("proposer/successes"));
  // The carry as it should be: the upper limb is 2^16.
  Trace trace = testing::proposer_of(block);
  trace.at(rows::kSuccesses, kAfter + places::kSuccesses + 1) = element(0x10000);
  EXPECT_FALSE(judge(block, std::move(trace)).accepted());

  block = testing::record_block();
  block.witness.accounts[0].account.balance = ~std::uint64_t{0};
  testing::renew_facts(block);
  EXPECT_THAT(judge(block).labels, ElementsAre("proposer/balance"));
}

// The largest u32 and one more, carried into a limb that `range` does not have.
TEST(ProposerAttacks, SuccessesBeyondTheirLimbs) {
  testing::RecordBlock block = proposer_with(0xffff'ffff);
  // Everything as for 2^32 successes, which is what an honest sum would be.
  Trace trace = testing::proposer_of(proposer_with(0xffff'fffe));
  const auto set = [&](std::size_t row, std::size_t place, std::uint64_t x) {
    trace.at(row, place) = element(x);
  };
  set(rows::kSuccesses, kBefore + places::kSuccesses, 0xffff);
  for (const std::size_t k : {0u, 1u}) {
    set(rows::kSuccesses, kAfter + places::kSuccesses + k, k * 0x10000);
    set(rows::kFirst, kAfter + standing_aux::kSuccesses + k, k * 0x10000);
  }
  // Rest: 38399999; D - 1 - rest.
  using namespace standing_aux;
  const std::uint64_t left = (std::uint64_t{1} << 32) + kHalfSuccesses - 1 - standing::kDividend;
  set(rows::kSecond, kAfter + kRestLeft, left & 0xffff);
  set(rows::kSecond, kAfter + kRestLeft + 1, left >> 16);
  set(rows::kSecond, kBefore + kCarry, 0);
  set(rows::kSecond, kBefore + kBorrow, 1);
  trace.at(rows::kSecond, kBefore + kInverse) = element(0x10000).inverse();
  const auto verdict = judge(block, std::move(trace));
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre("range")) << to_string(verdict);
}

// Fees that are not the block's, an account that is not the proposer's, and two proposers.
TEST(ProposerAttacks, SomebodyElse) {
  testing::RecordBlock block = testing::record_block();
  testing::RecordBlock claimed = block;
  claimed.facts.fields.fee_total += 1;
  testing::renew_facts(claimed);
  EXPECT_THAT(judge(block, testing::proposer_of(claimed)).buses, ElementsAre("global"));
  claimed = block;
  claimed.witness.proposer = claimed.witness.accounts[1].account.address;
  testing::renew_facts(claimed);
  EXPECT_THAT(judge(block, testing::proposer_of(claimed)).buses, ElementsAre("global"));
  // The words of account 1 with the address of account 0.
  Trace trace = testing::proposer_of(claimed);
  const Trace honest = testing::proposer_of(block);
  for (const std::size_t row : {rows::kAddress, rows::kFees}) {
    std::copy_n(honest.row(row), 16, trace.row(row));
  }
  EXPECT_THAT(judge(block, std::move(trace)).buses, ElementsAre("memory"));
}

TEST(ProposerAttacks, TwoProposersOrNone) {
  const testing::RecordBlock block = testing::record_block();
  Trace trace = testing::proposer_of(block);
  for (std::size_t k = 0; k < C::kRows; ++k) {
    std::copy_n(trace.row(k), C::kWidth, trace.row(20 + k));
  }
  EXPECT_THAT(judge(block, std::move(trace)).buses, ::testing::Contains("global"));
  EXPECT_THAT(judge(block, Trace::zeros(64, C::kWidth)).buses, ElementsAre("global"));
}

// The sentinel, whose address is 0, is no proposer.
TEST(ProposerAttacks, Nobody) {
  testing::RecordBlock block = testing::record_block();
  block.witness.accounts[0].account.address = {};
  block.witness.proposer = {};
  testing::renew_facts(block);
  EXPECT_THAT(judge(block).labels, ElementsAre("proposer/somebody"));
}

}  // namespace
}  // namespace rpp
