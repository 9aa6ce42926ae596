// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table ballots: a bad trace per constraint group, which cells are bound, which forgeries the buses
// stop.
#include "rpp/consensus/air/ballots_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using Columns = BallotsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::set_all;
using ::testing::IsEmpty;

constexpr std::size_t kLeft = Columns::kLeft, kRight = Columns::kRight, kOut = Columns::kOut;

// Block 0: an active member's precommit; 1: a prevote; then two openings, a member's and the
// leader's.
struct Ballots {
  p3::testing::AirPointer air = make_ballots_air();
  Trace honest;
  std::size_t used = 0;

  Ballots() {
    const BallotsInput all = testing::make_tables_sample(true).ballots;
    BallotsInput input;
    const auto take = [&](auto& list, std::size_t i) { return list[i]; };
    input.votes = {take(all.votes, 1), take(all.votes, 0)};
    input.opens = {take(all.opens, 0), all.opens.back()};
    honest = ballots_trace(input);
    used = 2 * Columns::kVoteRows + 2 * Columns::kOpenRows;
  }
};
constexpr std::size_t kPrecommit = 0, kPrevote = 8, kOwn = 16, kLeaders = 21;

// The leader's opening begins on row 6 of the vote before it, so that two flags are set on rows 6
// and 7, which have no messages of the same bus.
void overlap(Trace& trace) {
  const Trace old = trace.clone();
  for (std::size_t r = 6; r < trace.height(); ++r) {
    std::ranges::fill(trace.row_span(r), Element::zero());
  }
  for (std::size_t k = 0; k < Columns::kOpenRows; ++k) {
    Element* row = trace.row(6 + k);
    std::copy_n(old.row(kLeaders + k), kOut + 8, row);
    std::copy_n(old.row(0) + Columns::kMember, 4, row + Columns::kMember);
    row[Columns::kOpen + k] = Element::one();
    if (k < 2) row[Columns::kVote + 6 + k] = Element::one();
  }
  // What the vote hands down to row 6, and the opening's tweak of its own leaf.
  std::copy_n(old.row(6) + kLeft, 8, trace.row(6) + kLeft);
  trace.at(7, kRight + 5) = trace.at(7, Columns::kLeaf);
}

// Every message of the vote counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < Columns::kVoteRows; ++k) {
    trace.at(kPrecommit + k, Columns::kVote + k) = element(2);
  }
}

std::vector<BadTrace> edits() {
  return {
      {"ballots/flags", overlap},
      {"ballots/flags", doubled, true},
      {"ballots/sequence", set_all(kPrevote + 7, 1, Columns::kVote + 7, 0)},
      {"ballots/sequence", set_all(kLeaders + 4, 1, Columns::kOpen + 4, 0)},
      {"ballots/carry", add_to(kPrecommit + 7, Columns::kMember)},
      {"ballots/carry", set_all(kPrecommit + 7, 1, Columns::kStage, 0)},
      {"ballots/carry", set_all(kPrevote + 5, 3, Columns::kLeaf, 5)},
      {"ballots/carry", set_all(kOwn + 3, 2, Columns::kMark, 1)},
      {"ballots/bits", set_all(kPrevote, 8, Columns::kMark, 2)},
      {"ballots/bits", set_all(kPrevote, 8, Columns::kStage, 2)},
      {"ballots/bits", set_all(kOwn, 5, Columns::kStage, 0)},
      {"ballots/message", add_to(kPrevote + 2, kRight + 6)},
      {"ballots/message", add_to(kPrevote + 2, kRight + 7)},
      {"ballots/message", add_to(kPrevote + 3, kRight + 7)},
      {"ballots/result", add_to(kPrevote + 3, kLeft)},
      {"ballots/result", add_to(kPrevote + 4, kLeft + 7)},
      {"ballots/result", add_to(kPrecommit + 6, kLeft + 3)},
      {"ballots/prevote-leaf", add_to(kPrevote + 5, kRight + 2)},
      {"ballots/secret", add_to(kOwn + 1, kRight + 4)},
      {"ballots/secret", add_to(kLeaders + 1, kRight + 5)},
      {"ballots/secret", add_to(kOwn + 1, kRight + 7)},
      {"ballots/secret", add_to(kOwn, kRight)},
      {"ballots/output", add_to(kOwn + 2, kRight + 6)},
      {"ballots/output", add_to(kOwn + 2, kRight + 7)},
      {"ballots/output", add_to(kOwn + 2, kLeft)},
      {"ballots/output", add_to(kLeaders + 3, kLeft + 1)},
      {"ballots/output-leaf", add_to(kOwn + 3, kRight)},
      {"ballots/output-leaf", add_to(kOwn + 3, kRight + 1)},
      {"ballots/output-leaf", add_to(kOwn + 3, kRight + 7)},
  };
}

TEST(Ballots, EveryGroupIsNeeded) {
  const Ballots ballots;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *ballots.air, p3::testing::cases_of(ballots.air, ballots.honest, edits())),
              IsEmpty());
}

// Cells that nothing reads: halves of rows without a hash, and what an output needs only for a tree
// leaf that the leader's opening does not have.
TEST(Ballots, EveryOtherCellIsBound) {
  const Ballots ballots;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (const std::size_t block : {kPrecommit, kPrevote}) {
    for (const std::size_t row : {0, 1, 4, 6, 7}) unread(block + row, kRight, 16);
  }
  unread(kOwn, kOut, 8);  // a member's key leaf was joined by its vote
  unread(kOwn + 4, kRight, 16);
  unread(kLeaders + 3, kOut, 8);  // no leaf of the output tree
  unread(kLeaders + 4, kLeft, 24);
  EXPECT_EQ(p3::testing::free_cells(ballots.air, ballots.honest, ballots.used), expected);
}

}  // namespace
}  // namespace rpp
