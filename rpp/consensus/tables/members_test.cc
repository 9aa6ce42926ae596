// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table members: a bad trace per constraint group, which cells are bound, and sets of every size.
#include "rpp/consensus/air/members_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/random_field.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using Columns = MembersColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;

constexpr std::size_t kWord = Columns::kWord, kAux = Columns::kAux, kRows = Columns::kRows;

// Cells of the rows of a block.
constexpr std::size_t at(std::size_t block, std::size_t row) { return block * kRows + row; }

struct Members {
  p3::testing::AirPointer air = make_members_air(testing::kSampleKeyHeight);
  MembersInput input = testing::make_tables_sample(false).members;
  Trace honest = members_trace(input);
  std::size_t lead = input.members.size();  // its block
  std::size_t used = (lead + 1) * kRows;
};

// Every message of member 0 counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < kRows; ++k) trace.at(k, Columns::kRow + k) = element(2);
  trace.at(member_row::kBefore, Columns::kTurn) = element(2);
}

// Adds `by` times power and place of a member to what it leaves behind for a stage.
void add_vote(Trace& trace, std::size_t member, std::size_t stage, std::int64_t by) {
  const Element times = Element::from_i64(by);
  const Element* before = trace.row(at(member, member_row::kBefore));
  Element* after = trace.row(at(member, member_row::kAfter));
  for (std::size_t k = 0; k < 2; ++k) {
    after[kAux + 2 + 2 * stage + k] += times * before[kWord + 4 + k];
  }
  after[kAux + 6 + stage] += times * before[kWord + 1];
  after[kWord + 2 + stage] += times * before[kWord + 1];
}

// Member 2, who only prevotes, precommits twice.
void counted_twice(Trace& trace) {
  set_all(at(2, 0), kRows, Columns::kPrecommit, 2)(trace);
  add_vote(trace, 2, 1, 2);
}

// Member 0 precommits without a prevote.
void precommit_only(Trace& trace) {
  set_all(at(0, 0), kRows, Columns::kPrevote, 0)(trace);
  add_vote(trace, 0, 0, -1);
}

// The leader's key becomes active at the next height.
void leader_not_active(Trace& trace, std::size_t lead) {
  set_all(at(lead, 0), kRows, Columns::kActive, 0)(trace);
  Element* clock = trace.row(at(lead, member_row::kClock));
  Element* value = trace.row(at(lead, member_row::kValue));
  for (std::size_t k = 0; k < 4; ++k) value[kWord + k] = clock[kAux + 4 + k];
  value[kWord] += Element::one();
  for (std::size_t k = 0; k < 7; ++k) clock[kWord + k] = Element::zero();
}

std::vector<BadTrace> structure_edits(std::size_t lead) {
  const auto block = [](std::size_t i, std::size_t column, std::int64_t value) {
    return set_all(at(i, 0), kRows, column, value);
  };
  return {
      {"members/flags", doubled, true},
      {"members/sequence", set_all(at(lead, 8), 1, Columns::kRow + 8, 0)},
      {"members/carry", set_all(at(2, member_row::kAfter), 2, Columns::kPrevote, 0)},
      {"members/carry", set_all(at(0, member_row::kBefore), 3, Columns::kActive, 0)},
      {"members/carry", add_to(at(lead, member_row::kDigest), Columns::kMember)},
      {"members/carry", add_to(at(lead, 0), Columns::kPosition)},
      {"members/kind", block(2, Columns::kPosition, 7)},
      {"members/kind", block(2, Columns::kTree, 7)},
      {"members/kind", block(lead, Columns::kTree, 2)},
      {"members/bits", counted_twice},
      {"members/bits", precommit_only},
      {"members/bits", block(lead, Columns::kPrevote, 1)},
      {"members/leader-active", [lead](Trace& trace) { leader_not_active(trace, lead); }},
  };
}

std::vector<BadTrace> cell_edits(std::size_t lead) {
  using namespace member_row;
  const auto word = [](std::size_t block, std::size_t row, std::size_t k, std::int64_t by = 1) {
    return add_to(at(block, row), kWord + k, by);
  };
  const auto aux = [](std::size_t block, std::size_t row, std::size_t k, std::int64_t by = 1) {
    return add_to(at(block, row), kAux + k, by);
  };
  return {
      {"members/order", aux(1, kAddress, 0)},
      {"members/order", aux(1, kAddress, 3)},
      {"members/order", aux(1, kAddress, 4, 2)},
      {"members/order", word(1, kPrevious, 0)},
      {"members/window", aux(0, kKey, 0)},
      {"members/window", aux(lead, kKey, 1)},
      {"members/window", aux(1, kKey, 2, 2)},
      {"members/window", aux(1, kClock, 3)},
      {"members/activation", word(0, kClock, 0)},
      {"members/activation", word(3, kClock, 3)},
      {"members/activation",
       both(word(2, kClock, 4, 2), both(word(2, kClock, 0, 2 << 16), word(2, kClock, 1, -2)))},
      {"members/weight", aux(0, kValue, 2)},
      {"members/weight", both(aux(0, kValue, 0), aux(0, kValue, 2, 3))},
      {"members/weight", both(aux(1, kValue, 0, -1), aux(1, kValue, 2, -4))},
      {"members/copies", word(1, kBefore, 6)},
      {"members/copies", word(lead, kAfter, 7)},
      {"members/copies", word(2, kValue, 4)},
      {"members/sums", aux(1, kAfter, 0)},
      {"members/sums", aux(2, kAfter, 3)},
      {"members/sums", aux(2, kAfter, 5, -1)},
      {"members/words", word(1, kAfter, 0)},
      {"members/words", word(1, kAfter, 1)},
      {"members/words", word(2, kAfter, 2)},
      {"members/words", both(aux(2, kAfter, 7), word(2, kAfter, 3))},
      {"members/position", word(1, kAfter, 4)},
      {"members/groups-ended", word(lead, kBefore, 1)},
      {"members/groups-ended", word(lead, kBefore, 3)},
      {"members/leader-leaf", aux(lead, kDigest, 0, -1)},
      {"members/start", word(lead, kAfter, 0)},
      {"members/start", word(lead, kAfter, 4)},
      {"members/start", aux(lead, kAfter, 5)},
      {"members/start", both(word(lead, kAfter, 2), aux(lead, kAfter, 6))},
  };
}

TEST(Members, EveryGroupIsNeeded) {
  const Members members;
  auto edits = structure_edits(members.lead);
  for (auto& edit : cell_edits(members.lead)) edits.push_back(std::move(edit));
  EXPECT_THAT(p3::testing::check_label_cases(
                  *members.air, p3::testing::cases_of(members.air, members.honest, edits)),
              IsEmpty());
}

TEST(Members, EveryOtherCellIsBound) {
  using namespace member_row;
  const Members members;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t block, std::size_t row, std::size_t column,
                          std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({at(block, row), column + k});
  };
  for (std::size_t block = 0; block <= members.lead; ++block) {
    const bool lead = block == members.lead;
    unread(block, kAddress, kAux + 5, 3);
    unread(block, kRoot, kAux, 8);
    unread(block, kKey, kAux + 6, 2);
    unread(block, kClock, kWord + 7, 1);
    unread(block, kValue, kAux + 3, 5);
    // The pair of the inverse: hours 0 leaves it free.
    if (members.input.members[lead ? members.input.leader : block].leaf.timetoke_hours == 0) {
      unread(block, kValue, kAux + 1, 1);
    }
    unread(block, kBefore, kAux + 6, 2);
    unread(block, kDigest, kAux + 1, 7);
  }
  EXPECT_EQ(p3::testing::free_cells(members.air, members.honest, members.used), expected);
}

// n members by increasing address, the last one the leader.
MembersInput set_of(std::size_t n) {
  p3::testing::RandomField<Element> random(n);
  MembersInput input;
  std::vector<Digest> addresses(n);
  for (Digest& x : addresses) std::ranges::copy(random.take(8), x.elements.begin());
  std::ranges::sort(addresses);
  for (std::size_t i = 0; i < n; ++i) {
    MemberEntry entry;
    entry.leaf.address = addresses[i];
    entry.leaf.voting_power = static_cast<std::uint32_t>(0xffffffffu - i);
    entry.prevote = i % 3 != 0;
    entry.precommit = i % 3 == 1;
    input.members.push_back(entry);
  }
  input.leader = static_cast<std::uint32_t>(n - 1);
  return input;
}

std::vector<std::uint64_t> bits_of(const MembersInput& input, bool MemberEntry::* bit) {
  std::vector<std::uint64_t> words((input.members.size() + 15) / 16);
  for (std::size_t i = 0; i < input.members.size(); ++i) {
    words[i / 16] |= std::uint64_t{input.members[i].*bit} << (i % 16);
  }
  return words;
}

TEST(Members, GroupsAndTotalsOfSetsOfEverySize) {
  for (const std::size_t n : {1u, 2u, 15u, 16u, 17u, 32u, 255u, 256u}) {
    const MembersInput input = set_of(n);
    p3::testing::TrialBatch batch;
    batch.push_back({make_members_air(input.key_height), members_trace(input)});
    ASSERT_THAT(p3::testing::violated_labels(*batch[0].air, batch[0].trace.view(), {}), IsEmpty());
    std::vector<std::vector<std::uint64_t>> groups, totals;
    const auto open = p3::testing::open_tuples(batch);
    for (const auto& [tuple, count] : open.at(bus::kGlobal)) {
      if (tuple[0] == 5 || tuple[0] == 6) {
        EXPECT_EQ(count, Element::from_i64(-1));
      }
      if (tuple[0] == 5) groups.push_back(tuple);
      if (tuple[0] == 6) totals.push_back(tuple);
    }
    const auto prevotes = bits_of(input, &MemberEntry::prevote);
    const auto precommits = bits_of(input, &MemberEntry::precommit);
    ASSERT_EQ(groups.size(), prevotes.size()) << n;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      EXPECT_THAT(groups[k],
                  ::testing::ElementsAre(5, k, 1, prevotes[k], precommits[k], 0, 0, 0, 0, 0));
    }
    std::uint64_t sums[3] = {0, 0, 0};
    for (const MemberEntry& member : input.members) {
      sums[0] += member.leaf.voting_power;
      sums[1] += member.prevote ? member.leaf.voting_power : 0;
      sums[2] += member.precommit ? member.leaf.voting_power : 0;
    }
    ASSERT_EQ(totals.size(), 1u);
    for (std::size_t s = 0; s < 3; ++s) {
      EXPECT_EQ(totals[0][2 + 2 * s] + (totals[0][3 + 2 * s] << 16), sums[s]);
    }
    for (const auto& [tuple, count] : open.at(bus::kRange)) {
      for (const std::uint64_t x : tuple) EXPECT_LT(x, 0x10000u);
    }
  }
}

}  // namespace
}  // namespace rpp
