// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// What an attacker would leave out, add or exchange among the consensus tables. Every row keeps the
// constraints of its table: it is the messages that do not fit. The statement table and the shared
// tables, played by the test, answer as they would to the honest round.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/ballots_air.h"
#include "rpp/consensus/air/members_air.h"
#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "testing/air_groups.h"
#include "testing/batch_trial.h"
#include "testing/bus_ledger.h"

namespace rpp {
namespace {

using p3::testing::TrialBatch;
using ::testing::Contains;
using ::testing::IsEmpty;
using testing::TablesSample;

TrialBatch batch_of(const TablesSample& sample) {
  TrialBatch batch;
  batch.push_back({make_members_air(testing::kSampleKeyHeight), members_trace(sample.members)});
  batch.push_back({make_ballots_air(), ballots_trace(sample.ballots)});
  batch.push_back({make_tickets_air(), tickets_trace(sample.tickets)});
  return batch;
}

// The forged tables in a world that grants them every hash, node, signature and range, and every
// exported value; what the statement table imports stays as the honest round gives it.
p3::testing::Verdict forged(const TablesSample& sample) {
  const TablesSample honest = testing::make_tables_sample(sample.tickets.same_slot);
  TrialBatch batch = batch_of(sample);
  const auto imported = [](const auto& entry) { return entry.first[0] >= 5; };
  auto demanded = p3::testing::open_tuples(batch_of(honest)).at(bus::kGlobal);
  for (auto& [bus, tuples] : p3::testing::open_tuples(batch)) {
    if (bus == bus::kLink) continue;
    if (bus == bus::kGlobal) {
      std::erase_if(tuples, imported);
      std::erase_if(demanded, [&](const auto& entry) { return !imported(entry); });
      tuples.insert(demanded.begin(), demanded.end());
    }
    for (auto& [tuple, sum] : tuples) sum = -sum;
    batch.push_back(p3::testing::bus_table(bus, tuples));
  }
  return try_batch(batch);
}

void expect_refused(const TablesSample& sample, const char* bus) {
  const auto verdict = forged(sample);
  EXPECT_THAT(verdict.labels, IsEmpty()) << to_string(verdict);
  EXPECT_THAT(verdict.buses, Contains(bus)) << to_string(verdict);
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

TablesSample sample_of(bool same_slot = true) { return testing::make_tables_sample(same_slot); }

auto vote_of(TablesSample& sample, std::uint32_t member, Stage stage) {
  return std::ranges::find_if(sample.ballots.votes, [&](const VoteEntry& vote) {
    return vote.member == member && vote.stage == stage;
  });
}
auto own_opening(TablesSample& sample, std::uint32_t member) {
  return std::ranges::find_if(sample.ballots.opens, [&](const OpenEntry& open) {
    return open.member == member && !open.lead;
  });
}
auto own_ticket(TablesSample& sample, std::uint32_t member) {
  return std::ranges::find_if(sample.tickets.entries, [&](const TicketEntry& ticket) {
    return ticket.member == member && !ticket.lead;
  });
}

TEST(Forgery, TheHonestRoundPasses) {
  for (const bool same_slot : {false, true}) {
    const auto verdict = forged(sample_of(same_slot));
    EXPECT_TRUE(verdict.content()) << to_string(verdict);
  }
}

TEST(Forgery, BitWithoutVote) {
  for (const Stage stage : kStages) {
    TablesSample sample = sample_of();
    sample.ballots.votes.erase(vote_of(sample, stage == Stage::kPrevote ? 2 : 3, stage));
    expect_refused(sample, bus::kLink);
  }
}

TEST(Forgery, VoteWithoutBit) {
  TablesSample sample = sample_of();
  VoteEntry extra = *vote_of(sample, 2, Stage::kPrevote);
  extra.stage = Stage::kPrecommit;
  ++extra.leaf;
  sample.ballots.votes.push_back(extra);
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, VoteTwice) {
  TablesSample sample = sample_of();
  sample.ballots.votes.push_back(*vote_of(sample, 2, Stage::kPrevote));
  expect_refused(sample, bus::kLink);
}

// A precommit's place is taken by a second prevote.
TEST(Forgery, PrevoteInPlaceOfThePrecommit) {
  TablesSample sample = sample_of();
  *vote_of(sample, 3, Stage::kPrecommit) = *vote_of(sample, 3, Stage::kPrevote);
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, VoteWithForeignAddressKeyOrLeaf) {
  TablesSample sample = sample_of();
  vote_of(sample, 2, Stage::kPrevote)->address = sample.members.members[1].leaf.address;
  expect_refused(sample, bus::kLink);
  sample = sample_of();
  vote_of(sample, 2, Stage::kPrevote)->pp = sample.members.members[1].leaf.key_pp;
  expect_refused(sample, bus::kLink);
  sample = sample_of();
  vote_of(sample, 2, Stage::kPrevote)->leaf += 2;
  expect_refused(sample, bus::kLink);
}

// An active member's vote claims that the key is not active, and has no opening.
TEST(Forgery, ActiveKeyWithoutOpening) {
  TablesSample sample = sample_of();
  sample.ballots.opens.erase(own_opening(sample, 0));
  expect_refused(sample, bus::kLink);
  vote_of(sample, 0, Stage::kPrecommit)->active = false;
  expect_refused(sample, bus::kLink);
  sample.tickets.entries.erase(own_ticket(sample, 0));
  expect_refused(sample, bus::kLink);
}

// Two votes take both keys of an active precommit, the opening takes none.
TEST(Forgery, SecondVoteInPlaceOfTheOpening) {
  TablesSample sample = sample_of();
  sample.ballots.opens.erase(own_opening(sample, 0));
  sample.ballots.votes.push_back(*vote_of(sample, 0, Stage::kPrecommit));
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, OpeningOfAMemberThatDidNotPrecommit) {
  TablesSample sample = sample_of();
  OpenEntry extra = *own_opening(sample, 0);
  extra.member = 2;
  extra.pp = sample.members.members[2].leaf.key_pp;
  sample.ballots.opens.push_back(extra);
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, OpeningOfAnInactiveKey) {
  TablesSample sample = sample_of();
  OpenEntry extra = *own_opening(sample, 0);
  const VoteEntry& vote = *vote_of(sample, 3, Stage::kPrecommit);
  extra.member = 3;
  extra.leaf = vote.leaf;
  extra.pp = vote.pp;
  sample.ballots.opens.push_back(extra);
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, OtherSecretThanTheLeafCommitsTo) {
  TablesSample sample = sample_of();
  own_opening(sample, 0)->secret[0] += Element::one();
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, TicketMissingDoubledOrOfOtherWeight) {
  TablesSample sample = sample_of();
  sample.tickets.entries.erase(own_ticket(sample, 1));
  expect_refused(sample, bus::kLink);
  sample = sample_of();
  sample.tickets.entries.push_back(*own_ticket(sample, 1));
  expect_refused(sample, bus::kLink);
  sample = sample_of();
  own_ticket(sample, 1)->weight += 1;
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, TicketsComparedWithAnotherLeader) {
  TablesSample sample = sample_of();
  std::ranges::find_if(sample.tickets.entries, &TicketEntry::lead)->output[0] = Element::zero();
  expect_refused(sample, bus::kLink);
}

TEST(Forgery, MemberLeftOutOrAdded) {
  TablesSample sample = sample_of();
  MemberEntry last = sample.members.members.back();
  last.prevote = last.precommit = false;
  last.leaf.address[0] = Element::from_i64(-1);
  sample.members.members.push_back(last);
  expect_refused(sample, bus::kGlobal);  // another total
  sample = sample_of();
  sample.ballots.votes.erase(vote_of(sample, 3, Stage::kPrevote));
  sample.ballots.votes.erase(vote_of(sample, 3, Stage::kPrecommit));
  sample.members.members.pop_back();
  expect_refused(sample, bus::kGlobal);
}

// Blocks of `members` that are cut out, doubled or exchanged with the chain as it was.
using RowsEdit = std::function<void(Trace&)>;
p3::testing::Verdict with_rows(const RowsEdit& edit) {
  TrialBatch batch = batch_of(sample_of());
  const auto demanded = p3::testing::open_tuples(batch).at(bus::kGlobal);
  edit(batch[0].trace);
  auto open = p3::testing::open_tuples(batch);
  open[bus::kGlobal] = demanded;
  open.erase(bus::kLink);
  for (auto& [bus, tuples] : open) {
    for (auto& [tuple, sum] : tuples) sum = -sum;
    batch.push_back(p3::testing::bus_table(bus, tuples));
  }
  return try_batch(batch);
}

constexpr std::size_t kBlock = MembersColumns::kRows;

void clear_block(Trace& trace, std::size_t block) {
  for (std::size_t r = block * kBlock; r < (block + 1) * kBlock; ++r) {
    std::ranges::fill(trace.row_span(r), Element::zero());
  }
}
void copy_block(Trace& trace, std::size_t from, std::size_t to) {
  for (std::size_t k = 0; k < kBlock; ++k) {
    std::ranges::copy(trace.row_span(from * kBlock + k), trace.row(to * kBlock + k));
  }
}

TEST(Forgery, BlocksOfMembersMissingOrTwice) {
  constexpr std::size_t kLeaderBlock = 4, kFree = 5;
  const std::pair<const char*, RowsEdit> edits[] = {
      {bus::kLink, [](Trace& trace) { clear_block(trace, 2); }},
      {bus::kLink, [](Trace& trace) { copy_block(trace, 2, kFree); }},
      {bus::kGlobal, [](Trace& trace) { clear_block(trace, kLeaderBlock); }},
      {bus::kGlobal, [](Trace& trace) { copy_block(trace, kLeaderBlock, kFree); }},
  };
  for (const auto& [bus, edit] : edits) {
    const auto verdict = with_rows(edit);
    EXPECT_THAT(verdict.labels, IsEmpty()) << to_string(verdict);
    EXPECT_THAT(verdict.buses, Contains(bus)) << to_string(verdict);
    EXPECT_TRUE(verdict.verifier) << to_string(verdict);
  }
  // Order of blocks means nothing.
  const auto verdict = with_rows([](Trace& trace) {
    copy_block(trace, 2, kFree);
    clear_block(trace, 2);
  });
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// The leader's block holds another member's leaf under the leader's index.
TEST(Forgery, LeaderWithAnotherLeaf) {
  const auto verdict = with_rows([](Trace& trace) {
    const std::size_t row = 4 * kBlock + member_row::kDigest;
    trace.at(row, MembersColumns::kWord) += Element::one();
  });
  EXPECT_THAT(verdict.labels, IsEmpty()) << to_string(verdict);
  EXPECT_THAT(verdict.buses, Contains(bus::kLink)) << to_string(verdict);
  EXPECT_TRUE(verdict.verifier);
}

// Whether the members' table asks for a number that is no 16-bit limb.
bool asks_for_too_much(const TablesSample& sample) {
  TrialBatch batch;
  batch.push_back({make_members_air(testing::kSampleKeyHeight), members_trace(sample.members)});
  const auto open = p3::testing::open_tuples(batch);
  return std::ranges::any_of(open.at(bus::kRange), [](const auto& entry) {
    return std::ranges::any_of(entry.first, [](auto x) { return x >> 16 != 0; });
  });
}

// A first address of zero is the sentinel's, which the chain begins with.
TEST(Forgery, AddressesNotIncreasing) {
  TablesSample sample = sample_of();
  EXPECT_FALSE(asks_for_too_much(sample));
  auto& members = sample.members.members;
  std::swap(members[2].leaf.address, members[1].leaf.address);
  EXPECT_TRUE(asks_for_too_much(sample));
  members[2].leaf.address = members[1].leaf.address;
  EXPECT_TRUE(asks_for_too_much(sample));
  sample = sample_of();
  sample.members.members[0].leaf.address = {};
  EXPECT_TRUE(asks_for_too_much(sample));
}

TEST(Forgery, VotesOutsideTheKeysWindow) {
  TablesSample sample = sample_of();
  sample.members.leader = 0;
  std::uint64_t& first_slot = sample.members.members[2].leaf.first_slot;
  const auto refused = [&] {
    TrialBatch batch;
    batch.push_back({make_members_air(testing::kSampleKeyHeight), members_trace(sample.members)});
    return !p3::testing::violated_labels(*batch[0].air, batch[0].trace.view(), {}).empty() ||
           asks_for_too_much(sample);
  };
  // The last slot of the window, the next one, and one before it.
  first_slot = sample.members.vote_slot - (key_slots(testing::kSampleKeyHeight) - 1);
  EXPECT_FALSE(refused());
  --first_slot;
  EXPECT_TRUE(refused());
  first_slot = sample.members.vote_slot + 1;
  EXPECT_TRUE(refused());
  // Nobody asks for the window of a key that is not used.
  sample.members.members[2].prevote = false;
  EXPECT_FALSE(refused());
}

TEST(Forgery, TierAndHoursOutOfRange) {
  TablesSample sample = sample_of();
  sample.members.members[2].leaf.tier = 6;
  EXPECT_TRUE(asks_for_too_much(sample));
  sample = sample_of();
  sample.members.members[2].leaf.timetoke_hours = 721;
  EXPECT_TRUE(asks_for_too_much(sample));
}

}  // namespace
}  // namespace rpp
