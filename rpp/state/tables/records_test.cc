// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table records: honest blocks, a bad trace per constraint group, which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/air/analysis.h"
#include "rpp/chain/score.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/air/account_places.h"
#include "rpp/state/air/records_columns.h"
#include "rpp/state/air/records_model.h"
#include "rpp/state/air/standing_air.h"
#include "rpp/state/tables/records_test_support.h"
#include "testing/air_groups.h"

namespace rpp {
namespace {

using C = RecordsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;
namespace rows = record_row;
namespace places = account_place;

constexpr std::size_t kWord = C::kWord, kBefore = C::kBefore, kAfter = C::kAfter;
// Blocks of the sample; the row where the list begins stands behind them.
constexpr std::size_t kFirst = 0, kSecond = C::kRows, kThird = 2 * C::kRows;
constexpr std::size_t kStartAt = 3 * C::kRows, kUsed = kStartAt + 1;

p3::testing::AirPointer air() {
  static const p3::testing::AirPointer made = make_records_air();
  return made;
}

// Both versions of a word.
auto in_both(std::size_t row, std::size_t place) {
  return both(add_to(row, kBefore + place), add_to(row, kAfter + place));
}

std::vector<BadTrace> block_edits() {
  return {
      // The list begins inside of a record.
      {"records/flags", set_all(kFirst + rows::kHeight, 1, C::kStart, 1)},
      // Every message of the record counts twice.
      {"records/flags",
       [](Trace& trace) {
         for (std::size_t k = 0; k < C::kRows; ++k) trace.at(kThird + k, C::kRow + k) = element(2);
       },
       true},
      {"records/sequence", set_all(kSecond + rows::kEnd, 1, C::kRow + rows::kEnd, 0)},
      {"records/sequence", set_all(kFirst, 1, C::kRow, 0)},
      {"records/sequence", set_all(kUsed + 3, 1, C::kRow + rows::kHeight, 1)},
      {"records/carry", add_to(kSecond + rows::kEnd, C::kIndex)},
      {"records/carry", set_all(kFirst + rows::kKey, 11, C::kAccount, 2)},
      {"records/carry", add_to(kFirst, C::kHours)},
      {"records/carry", add_to(kFirst, C::kTier)},
      {"records/carry", add_to(kFirst, C::kScore)},
      {"records/carry", add_to(kFirst, C::kScore + 1)},
      {"records/start", add_to(kStartAt, C::kIndex)},
  };
}

std::vector<BadTrace> owner_edits() {
  const auto window = kFirst + rows::kWindow;
  return {
      {"records/address", in_both(kFirst + rows::kAddress, 7)},
      {"records/somebody", add_to(kFirst + rows::kChain, kBefore)},
      {"records/key-digest", in_both(kFirst + rows::kKey, places::kKeyFirst + 1)},
      {"records/key-digest", in_both(kFirst + rows::kNonce, places::kKeyRest + 5)},
      {"records/rotation-count", in_both(kFirst + rows::kKey, places::kRotationCount)},
      {"records/rotation-count", in_both(kFirst + rows::kKey, places::kRotationCount + 1)},
      {"records/nonce", in_both(window, places::kNonce)},
      {"records/nonce", in_both(window, places::kNonce + 1)},
      {"records/nonce-used", add_to(window, kAfter + places::kNonce, -1)},
      {"records/nonce-used", add_to(window, kAfter + places::kNonce + 1)},
      // A carry of -1.
      {"records/nonce-used", both(add_to(window, kAfter + places::kNonce, 0x10000),
                                  add_to(window, kAfter + places::kNonce + 1, -1))},
  };
}

std::vector<BadTrace> record_edits() {
  namespace time = record_time_cells;
  const auto head = kFirst + rows::kHead, root = kFirst + rows::kRoot;
  const auto middle = kFirst + rows::kBefore, last = kFirst + rows::kAfter;
  return {
      {"records/end-copy",
       both(add_to(head, kAfter + time::kEnd + 3), add_to(head, kBefore + time::kTimestamp + 3))},
      {"records/timestamp", add_to(head, kBefore + time::kTimestamp)},
      {"records/timestamp", add_to(head, kBefore + time::kTimestamp + 3)},
      {"records/timestamp", both(add_to(head, kBefore + time::kTimestamp, -0x20000),
                                 add_to(head, kBefore + time::kTimestamp + 1, 2))},
      {"records/age", add_to(head, kAfter + time::kAgeLeft)},
      {"records/record-before", add_to(middle, kBefore + places::kHours)},
      {"records/record-before", add_to(middle, kBefore + places::kWindowEnd + 1)},
      {"records/record-before", add_to(middle, kBefore + places::kWindowEnd + 2)},
      {"records/record-before", add_to(middle, kBefore + places::kDecay)},
      {"records/record-before", add_to(last, kBefore + places::kDecayRest + 1)},
      {"records/record-after", add_to(middle, kWord + record_word::kHoursAfter)},
      {"records/record-after", add_to(middle, kWord + record_word::kEndAfter)},
      {"records/record-after", add_to(last, kWord + record_word::kEndAfter1)},
      {"records/record-after", add_to(last, kWord + record_word::kDecayAfter)},
      {"records/record-after", add_to(last, kAfter + places::kDecayRest + 1)},
      {"records/read", add_to(kFirst + rows::kAddress, kAfter + 3)},
      {"records/read", add_to(kFirst + rows::kKey, kAfter + 4)},
      {"records/read", add_to(kFirst + rows::kNonce, kAfter + 7)},
      {"records/kept", add_to(kFirst + rows::kWindow, kAfter + places::kBalance)},
      {"records/kept", add_to(root, kAfter + 5)},
      {"records/kept", add_to(last, kAfter + 4)},
      {"records/fill", add_to(last, kWord + record_word::kFill)},
      {"records/digest", add_to(kFirst + rows::kLeaf, kWord + 2)},
      {"records/standing", add_to(root, kAfter + places::kTier)},
      {"records/standing", add_to(root, kAfter + places::kScoreLow)},
      {"records/standing", add_to(middle, kAfter + places::kScoreHigh)},
      {"records/standing", both(add_to(middle, kAfter + places::kHours),
                                add_to(middle, kWord + record_word::kHoursAfter))},
      {"records/standing", in_both(last, places::kSuccesses)},
      {"records/standing", in_both(last, places::kSuccesses + 1)},
  };
}

testing::StandingPlace standing_at(std::size_t block) {
  return {"records", block + rows::kDigest, kBefore, kAfter, C::kHours, C::kScore};
}

TEST(Records, EveryGroupIsNeeded) {
  testing::RecordBlock block = testing::record_block();
  // Of tier 3, as the bad traces of the standing want it.
  block.witness.accounts[1].account.successes = 20;
  testing::renew_facts(block);
  const Trace honest = testing::records_of(block);
  ASSERT_EQ(honest.at(kFirst, C::kTier), element(3));
  std::vector<p3::testing::LabelCase> cases;
  for (const auto& edits :
       {block_edits(), owner_edits(), record_edits(), testing::standing_edits(standing_at(kFirst)),
        testing::large_standing_edits(standing_at(kSecond))}) {
    for (auto& c : p3::testing::cases_of(air(), honest, edits)) cases.push_back(std::move(c));
  }
  EXPECT_THAT(p3::testing::check_label_cases(*air(), cases), IsEmpty());
}

// Cells that nothing reads: those of rows that have no use for them.
TEST(Records, EveryOtherCellIsBound) {
  const Trace honest = testing::records_of(testing::record_block());
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (const std::size_t block : {kFirst, kSecond, kThird}) {
    unread(block + rows::kChain, kAfter, 8);
    unread(block + rows::kHeight, kBefore, 16);
    unread(block + rows::kDigest, kBefore, 8);
    unread(block + rows::kLeaf, kBefore + 5, 3);
    unread(block + rows::kEnd, kBefore + standing_aux::kSteps, 4);
    if (block != kSecond) unread(block + rows::kLeaf, kBefore + standing_aux::kInverse, 1);
    for (const std::size_t row :
         {rows::kChain, rows::kHead, rows::kHeight, rows::kDigest, rows::kLeaf, rows::kEnd}) {
      unread(block + row, C::kPrevious, 1);
    }
  }
  unread(kStartAt, 0, C::kIndex);
  unread(kStartAt, C::kAccount, C::kRow - C::kAccount);
  EXPECT_EQ(p3::testing::free_cells(air(), honest, kUsed), expected);
}

TEST(Records, HonestBlocksAreContent) {
  testing::RecordBlock block = testing::record_block();
  for (std::size_t count = block.witness.records.size() + 1; count-- > 0;) {
    block.witness.records.resize(count);
    testing::renew_facts(block);
    const auto verdict =
        p3::testing::try_batch(testing::world_of(air(), testing::records_of(block), block));
    EXPECT_TRUE(verdict.content()) << count << ": " << to_string(verdict);
  }
}

TEST(Records, Columns) {
  const p3::AirAnalysis analysis = p3::analyse(*air(), 10, true);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(air()->shape().width + 5 * analysis.permutation_width() +
                (std::size_t{5} << analysis.log_quotient_chunks),
            90u);
}

TEST(Records, EveryGroupIsInTheDocument) {
  EXPECT_THAT(testing::undocumented(*air(), "records"), IsEmpty());
}

}  // namespace
}  // namespace rpp
