// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table records among the others: what somebody may try who wants more than his record says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/chain/score.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/air/account_places.h"
#include "rpp/state/air/records_columns.h"
#include "rpp/state/air/records_model.h"
#include "rpp/state/tables/records_test_support.h"

namespace rpp {
namespace {

using C = RecordsColumns;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace rows = record_row;

constexpr std::size_t kThird = 2 * C::kRows;

p3::testing::Verdict judge(const testing::RecordBlock& block, Trace trace) {
  static const p3::testing::AirPointer air = make_records_air();
  return p3::testing::try_batch(testing::world_of(air, std::move(trace), block));
}
p3::testing::Verdict judge(const testing::RecordBlock& block) {
  return judge(block, testing::records_of(block));
}

// A witness with one thing changed, and what follows from it.
testing::RecordBlock changed(const std::function<void(StateWitness&)>& change) {
  testing::RecordBlock block = testing::record_block();
  change(block.witness);
  testing::renew_facts(block);
  return block;
}

void expect_label(const char* label, const std::function<void(StateWitness&)>& change) {
  const auto verdict = judge(changed(change));
  EXPECT_THAT(verdict.labels, ElementsAre(label)) << to_string(verdict);
  EXPECT_FALSE(verdict.accepted()) << label;
}

void expect_bus(const p3::testing::Verdict& verdict, const char* bus) {
  EXPECT_THAT(verdict.labels, IsEmpty()) << to_string(verdict);
  EXPECT_THAT(verdict.buses, ElementsAre(bus)) << to_string(verdict);
  EXPECT_FALSE(verdict.accepted());
}

TEST(RecordsAttacks, StatementOfAnotherAccountState) {
  expect_label("records/key-digest", [](auto& w) { w.records[1].key_digest[7] += Element::one(); });
  expect_label("records/rotation-count", [](auto& w) { w.records[1].rotation_count += 1; });
  expect_label("records/nonce", [](auto& w) { w.records[1].nonce += 1; });
  expect_label("records/record-before", [](auto& w) { w.records[1].before.hours -= 1; });
  expect_label("records/record-before", [](auto& w) { w.records[1].before.window_end -= 1; });
  expect_label("records/record-before",
               [](auto& w) { w.records[1].before.last_decay += std::uint64_t{1} << 32; });
}

// The record that the list holds is not the one that is written.
TEST(RecordsAttacks, AnotherRecordAfter) {
  for (const int field : {0, 1, 2}) {
    testing::RecordBlock block = testing::record_block();
    Account& after = block.facts.records[2].access.after;
    if (field == 0) after.hours += 1, update_standing(after);
    if (field == 1) after.window_end += 1;
    if (field == 2) after.last_decay += std::uint64_t{1} << 48;
    EXPECT_THAT(judge(block).labels, ElementsAre("records/record-after"));
  }
}

// A nonce that stays, or that skips one.
TEST(RecordsAttacks, NonceNotConsumed) {
  for (const int by : {-1, 1}) {
    testing::RecordBlock block = testing::record_block();
    block.facts.records[2].access.after.nonce += static_cast<std::uint32_t>(by);
    EXPECT_THAT(judge(block).labels, ElementsAre("records/nonce-used"));
  }
}

// No nonce behind the largest one: the carry would need a third limb.
TEST(RecordsAttacks, NonceOverflow) {
  testing::RecordBlock block = changed([](auto& w) {
    w.accounts[2].account.nonce = 0xffff'ffff;
    w.records[1].nonce = 0xffff'ffff;
  });
  EXPECT_THAT(judge(block).labels, ElementsAre("records/nonce-used"));
  Trace trace = testing::records_of(block);
  trace.at(C::kRows + rows::kWindow, C::kAfter + account_place::kNonce + 1) = element(0x10000);
  expect_bus(judge(block, std::move(trace)), "range");
}

// A claim without its nonce used serves twice: the second time the account has moved on.
TEST(RecordsAttacks, SameRecordTwice) {
  testing::RecordBlock block = changed([](auto& w) { w.records[2] = w.records[0]; });
  EXPECT_FALSE(judge(block).accepted());
  EXPECT_THAT(judge(block).labels, ElementsAre("records/nonce", "records/record-before"));
}

TEST(RecordsAttacks, TimestampWindow) {
  // At the borders (3600 and 0) the sample is honest; here is one second beyond.
  for (const std::int64_t by : {-1, 1}) {
    testing::RecordBlock block = changed([by](auto& w) {
      auto& record = w.records[by < 0 ? 0 : 2];
      record.window_end += static_cast<std::uint64_t>(by);
      record.after.window_end = record.window_end;
      if (by < 0) w.records[2].before.window_end = record.window_end;
    });
    const auto verdict = judge(block);
    EXPECT_FALSE(verdict.accepted());
    if (by < 0) expect_bus(verdict, "range");
    EXPECT_THAT(verdict.labels.empty(), by < 0) << to_string(verdict);
  }
}

// An age of -1 as an element, with limbs that carry as if it were an integer.
TEST(RecordsAttacks, NegativeAge) {
  testing::RecordBlock block = changed([](auto& w) {
    w.records[2].window_end += 1;
    w.records[2].after.window_end = w.records[2].window_end;
  });
  Trace trace = testing::records_of(block);
  const std::size_t row = kThird + rows::kHead, cells = C::kAfter;
  trace.at(row, cells + record_time_cells::kAge) = Element::minus_one();
  trace.at(row, cells + record_time_cells::kAgeLeft) = element(kClaimMaxAgeSeconds + 1);
  expect_bus(judge(block, std::move(trace)), "range");
}

// Another timestamp, chain or number of records than the block's.
TEST(RecordsAttacks, AnotherBlock) {
  const testing::RecordBlock block = testing::record_block();
  expect_bus(judge(block, testing::records_of(changed([](auto& w) { w.height += 1; }))), "global");
  expect_bus(judge(changed([](auto& w) { w.records[0].chain_id[0] += Element::one(); })), "global");
  testing::RecordBlock fewer = block;
  fewer.witness.records.pop_back();
  testing::renew_facts(fewer);
  expect_bus(judge(block, testing::records_of(fewer)), "global");
}

// Two records of one number, and one before the first.
TEST(RecordsAttacks, NumbersOutOfOrder) {
  for (const std::int64_t number : {0, 1, 3, -1}) {
    const testing::RecordBlock block = testing::record_block();
    Trace trace = testing::records_of(block);
    for (std::size_t k = 0; k < C::kRows; ++k) {
      trace.at(kThird + k, C::kIndex) = Element::from_i64(number);
    }
    const auto verdict = judge(block, std::move(trace));
    EXPECT_THAT(verdict.buses, Contains("global")) << number;
    EXPECT_FALSE(verdict.accepted());
  }
}

// Reads of the version before the first record of the account.
TEST(RecordsAttacks, StaleRead) {
  const testing::RecordBlock honest = testing::record_block();
  // The third record as if the first one had not been.
  testing::RecordBlock stale = honest;
  stale.witness.records = {honest.witness.records[0], honest.witness.records[1],
                           honest.witness.records[0]};
  Trace trace = testing::records_of(honest);
  const Trace first = testing::records_of(stale);
  for (std::size_t k = 0; k < C::kRows; ++k) {
    std::copy_n(first.row(k), C::kIndex, trace.row(kThird + k));
    std::copy_n(first.row(k) + C::kAccount, C::kRow - C::kAccount,
                trace.row(kThird + k) + C::kAccount);
  }
  expect_bus(judge(stale, std::move(trace)), "memory");
}

// A version that comes later: 1 + time does not reach it.
TEST(RecordsAttacks, ReadOfTheFuture) {
  const testing::RecordBlock block = testing::record_block();
  Trace trace = testing::records_of(block);
  for (const std::size_t row : {rows::kAddress, rows::kKey, rows::kNonce, rows::kWindow,
                                rows::kRoot, rows::kBefore, rows::kAfter}) {
    trace.at(row, C::kPrevious) = element(3);
  }
  const auto verdict = judge(block, std::move(trace));
  EXPECT_THAT(verdict.buses, Contains("range")) << to_string(verdict);
  EXPECT_FALSE(verdict.accepted());
}

// The words of another account behind the right address.
TEST(RecordsAttacks, WordsOfAnotherAccount) {
  const testing::RecordBlock block = testing::record_block();
  for (const std::size_t row : {rows::kAddress, rows::kKey, rows::kNonce, rows::kWindow,
                                rows::kRoot, rows::kBefore, rows::kAfter}) {
    Trace trace = testing::records_of(block);
    trace.at(C::kRows + row, C::kAccount) = element(1);
    EXPECT_FALSE(judge(block, std::move(trace)).accepted()) << row;
  }
  Trace trace = testing::records_of(block);
  for (std::size_t k = 0; k < C::kRows; ++k) trace.at(C::kRows + k, C::kAccount) = element(0);
  expect_bus(judge(block, std::move(trace)), "memory");
}

// Nobody's record: no account, and the sentinel.
TEST(RecordsAttacks, Nobody) {
  testing::RecordBlock block = changed([](auto& w) { w.records[1].address[0] += Element::one(); });
  EXPECT_FALSE(judge(block).accepted());
  EXPECT_THAT(judge(block).labels, Contains("records/address"));
  expect_label("records/somebody", [](auto& w) {
    w.accounts[2].account.address = {};
    w.records[1].address = {};
  });
}

TEST(RecordsAttacks, WrongStanding) {
  for (const int by : {-1, 1}) {
    testing::RecordBlock block = testing::record_block();
    block.facts.records[2].access.after.reputation += static_cast<std::uint32_t>(by);
    EXPECT_THAT(judge(block).labels, ElementsAre("records/hours-score"));
    block = testing::record_block();
    block.facts.records[2].access.after.tier -= 1;
    expect_bus(judge(block), "range");
  }
}

TEST(RecordsAttacks, HoursAboveTheLimit) {
  expect_bus(judge(changed([](auto& w) { w.records[1].after.hours = kMaxTimetokeHours + 1; })),
             "range");
  const auto verdict =
      judge(changed([](auto& w) { w.records[1].after.hours = kMaxTimetokeHours; }));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// Any other field of the account, changed along the way.
TEST(RecordsAttacks, OtherFieldsStay) {
  const auto keeps = [](const std::function<void(Account&)>& change) {
    testing::RecordBlock block = testing::record_block();
    change(block.facts.records[2].access.after);
    const auto verdict = judge(block);
    EXPECT_FALSE(verdict.accepted());
    EXPECT_THAT(verdict.labels, Contains("records/kept")) << to_string(verdict);
  };
  keeps([](Account& a) { a.balance += 1; });
  keeps([](Account& a) { a.next_index += 1; });
  keeps([](Account& a) { a.successes += 1; });
  keeps([](Account& a) { a.flags = 0; });
  keeps([](Account& a) { a.previous_vote_key.activation_height += 1; });
}

// A field of the statement changed behind the hash: the list holds another record.
TEST(RecordsAttacks, ListOfOtherStatements) {
  const testing::RecordBlock block = testing::record_block();
  Trace trace = testing::records_of(block);
  trace.at(rows::kHead, C::kWord + 4) += Element::one();
  expect_bus(judge(block, std::move(trace)), "hasher");
}

}  // namespace
}  // namespace rpp
