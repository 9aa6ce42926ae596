// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table claims: a bad trace per constraint group, and which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/air/models.h"
#include "rpp/uptime/circuit/unsigned_claims_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = ClaimsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;
namespace rows = claim_row;
namespace aux = claim_aux;

constexpr std::size_t kWord = C::kWord, kAux = C::kAux;
// Blocks of the list (unsigned_claims_test_support.h); the row where it begins stands behind them.
constexpr std::size_t kDecaysAt = 0, kFarAt = 13, kCappedAt = 26, kSpentAt = 39;
constexpr std::size_t kBeginAt = 52, kUsed = kBeginAt + 1;

struct Claims {
  p3::testing::AirPointer air = make_claims_air();
  Trace honest = testing::trace_of(testing::unsigned_claims());
};

// The list begins on the last row of the first block.
void overlap(Trace& trace) { trace.at(kDecaysAt + rows::kStatement, C::kBegin) = Element::one(); }

// Every message of the block counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < C::kRows; ++k) trace.at(kCappedAt + k, C::kRow + k) = element(2);
}

std::vector<BadTrace> block_edits() {
  std::vector<BadTrace> edits = {
      {"claims/flags", overlap, true},
      {"claims/flags", doubled, true},
      {"claims/sequence", set_all(kCappedAt + 12, 1, C::kRow + 12, 0)},
      {"claims/sequence", set_all(kFarAt, 1, C::kRow, 0)},
      {"claims/sequence", set_all(kUsed + 3, 1, C::kRow + rows::kHead, 1)},
      {"claims/begin", add_to(kBeginAt, C::kIndex)},
      {"claims/carry", set_all(kDecaysAt, 3, C::kLeaf, 9)},
  };
  // No rule reads what is carried on the last row.
  for (std::size_t k = 0; k < C::kCarried; ++k) {
    edits.push_back({"claims/carry", add_to(kFarAt + rows::kStatement, C::kIndex + k)});
  }
  return edits;
}

// Cell `place` of aux grows by one, its neighbour, what is left of it, shrinks: `range` is content.
auto moved(std::size_t row, std::size_t place, std::size_t left) {
  return both(add_to(row, kAux + place), add_to(row, kAux + left, -1));
}

std::vector<BadTrace> copy_edits() {
  const auto at = [](std::size_t row) { return kDecaysAt + row; };
  return {
      {"claims/window", add_to(at(rows::kSpan), kWord + 2)},
      {"claims/window", add_to(at(rows::kSpan), kAux + 7)},
      {"claims/epoch", add_to(at(rows::kNumbers), kWord + 4)},
      {"claims/epoch", add_to(at(rows::kHead), kAux + aux::kEpoch + 1)},
      {"claims/epoch", add_to(at(rows::kNumbers), kWord + 6)},
      {"claims/epoch", add_to(at(rows::kNumbers), kWord + 7)},
      {"claims/height", add_to(at(rows::kHeight), kWord + 1)},
      // 2^48 blocks more, in the claim and in the statement.
      {"claims/height",
       both(add_to(at(rows::kHeight), kWord + 3), add_to(at(rows::kRoot), kWord + 3))},
      {"claims/height",
       both(add_to(at(rows::kHeight), kWord + 2), add_to(at(rows::kRoot), kWord + 2))},
      {"claims/zeros", add_to(at(rows::kHeight), kWord + 5)},
      {"claims/zeros", add_to(at(rows::kLast), kWord + 7)},
      {"claims/hours-copy", add_to(at(rows::kRecord), kWord + 4)},
      {"claims/hours-copy", add_to(at(rows::kRecord), kWord + 5)},
      {"claims/hours-copy", add_to(at(rows::kDecay), kWord + 6)},
      {"claims/last-window", add_to(at(rows::kRecord), kWord + 6)},
      {"claims/last-window", add_to(at(rows::kDecay), kWord + 1)},
      {"claims/new-window", add_to(at(rows::kDecay), kWord + 7)},
      {"claims/new-window", add_to(at(rows::kLast), kWord + 2)},
      {"claims/decay-copy", add_to(at(rows::kRecord), kAux + aux::kLastDecay)},
      {"claims/decay-copy", add_to(at(rows::kClaim), kAux + aux::kDecayed + 3)},
      {"claims/nonce-copy", add_to(at(rows::kNumbers), kAux + aux::kRotationCount)},
      {"claims/nonce-copy", add_to(at(rows::kNumbers), kWord + 3)},
      {"claims/nonce-range", add_to(at(rows::kNumbers), kAux + aux::kNonceBefore)},
      {"claims/nonce-range", add_to(at(rows::kNumbers), kAux + aux::kNoncesLeft)},
      {"claims/attempt", add_to(at(rows::kNumbers), kAux + aux::kAttemptsLeft)},
      {"claims/leaf", set_all(kDecaysAt, C::kRows, C::kLeaf, 1)},
  };
}

std::vector<BadTrace> number_edits() {
  const std::size_t key = kDecaysAt + rows::kKey, numbers = kDecaysAt + rows::kNumbers;
  const std::size_t root = kDecaysAt + rows::kRoot, decay = kDecaysAt + rows::kDecay;
  const std::size_t last = kDecaysAt + rows::kLast, claim = kDecaysAt + rows::kClaim;
  return {
      {"claims/length", moved(key, aux::kRest, aux::kRestLeft)},
      {"claims/length", moved(key, aux::kCarry, aux::kCarryLeft)},
      {"claims/length-carry", add_to(key, kAux + aux::kCarryLeft)},
      {"claims/rest", add_to(key, kAux + aux::kRestLeft)},
      {"claims/credited", add_to(key, kAux + aux::kCreditedBefore)},
      {"claims/credited", add_to(key, kAux + aux::kCreditedLeft)},
      // Two days are full.
      {"claims/credited", both(add_to(kFarAt + rows::kKey, kAux + aux::kFull),
                               add_to(kFarAt + rows::kKey, kAux + aux::kCreditedLeft))},
      // Twenty-four hours and a rest.
      {"claims/whole-day",
       both(add_to(key, kAux + aux::kFull), add_to(key, kAux + aux::kCreditedLeft))},
      {"claims/head-time", moved(numbers, aux::kAge, aux::kAgeLeft)},
      {"claims/head-time", add_to(kDecaysAt + rows::kHead, kAux + aux::kTime + 3)},
      {"claims/head-age", add_to(numbers, kAux + aux::kAgeLeft)},
      {"claims/overlap", add_to(root, kAux + aux::kGap)},
      {"claims/overlap", add_to(root, kAux + aux::kGap + 3)},
      {"claims/days",
       both(add_to(decay, kAux + aux::kDayCarry), add_to(last, kAux + aux::kDayCarryLeft, -1))},
      {"claims/days", both(add_to(decay, kAux + aux::kDayCarry + 2),
                           add_to(last, kAux + aux::kDayCarryLeft + 2, -1))},
      {"claims/day-carries", add_to(last, kAux + aux::kDayCarryLeft + 1)},
      {"claims/last-decay", moved(claim, aux::kSeconds, aux::kSecondsLeft)},
      {"claims/day-seconds", add_to(claim, kAux + aux::kSecondsLeft)},
      {"claims/hours-range", add_to(root, kAux + aux::kHours)},
      {"claims/hours-range", add_to(root, kAux + aux::kHoursLeft)},
      {"claims/hours-range", add_to(root, kAux + aux::kRoomAfter)},
      // Nine days are far, and take what there is.
      {"claims/far", both(add_to(kSpentAt + rows::kLast, kAux + aux::kFar),
                          add_to(kSpentAt + rows::kDecay, kAux + aux::kUnspent, 711))},
      {"claims/far", add_to(kFarAt + rows::kLast, kAux + aux::kFarInverse)},
      {"claims/kept", add_to(decay, kAux + aux::kUnspent)},
      // An hour is kept and lost.
      {"claims/kept", both(add_to(kCappedAt + rows::kDecay, kAux + aux::kUnspent),
                           both(add_to(kCappedAt + rows::kDecay, kAux + aux::kKept),
                                add_to(kCappedAt + rows::kLast, kAux + aux::kOver)))},
      {"claims/hours", add_to(last, kAux + aux::kOver)},
      {"claims/hours", add_to(kCappedAt + rows::kLast, kAux + aux::kOver, -1)},
  };
}

TEST(Claims, EveryGroupIsNeeded) {
  const Claims tables;
  std::vector<p3::testing::LabelCase> cases;
  for (const auto& edits : {block_edits(), copy_edits(), number_edits()}) {
    for (p3::testing::LabelCase& c : p3::testing::cases_of(tables.air, tables.honest, edits)) {
      cases.push_back(std::move(c));
    }
  }
  EXPECT_THAT(p3::testing::check_label_cases(*tables.air, cases), IsEmpty());
}

// Cells that nothing reads: `aux` where a row has no use for it, the inverse of no days, and what
// the row where the list begins has beside its flag.
TEST(Claims, EveryOtherCellIsBound) {
  const Claims tables;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (const std::size_t block : {kDecaysAt, kFarAt, kCappedAt, kSpentAt}) {
    for (const std::size_t row : {rows::kChain, rows::kAddress, rows::kHeight}) {
      unread(block + row, kAux, 8);
    }
    unread(block + rows::kHead, kAux + 6, 2);
    unread(block + rows::kLast, kAux + 6, 2);
    if (block != kFarAt) unread(block + rows::kLast, kAux + aux::kFarInverse, 1);
  }
  unread(kBeginAt, kWord, 16);
  unread(kBeginAt, C::kIndex + 1, C::kCarried - 1);
  EXPECT_EQ(p3::testing::free_cells(tables.air, tables.honest, kUsed), expected);
}

TEST(Claims, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/uptime-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## claims");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& label : p3::testing::labels_of(*Claims().air)) {
    ASSERT_TRUE(label.starts_with("claims/")) << label;
    EXPECT_NE(text.find("`" + label.substr(7) + "`", begin), std::string::npos) << label;
  }
}

// Numbers at their limits, and lists of all lengths, have traces without complaint.
TEST(Claims, BordersHold) {
  const Claims tables;
  const auto holds = [&](const UptimeWitness& list) {
    const Trace trace = testing::trace_of(list);
    return p3::testing::violated_labels(*tables.air, trace.view(), {});
  };
  UptimeWitness list = testing::unsigned_claims();
  EXPECT_THAT(holds(list), IsEmpty());
  // The largest time of all, and an account that was last seen at 0.
  SignedClaim& first = list.claims[0];
  first.body.window_end = first.head_timestamp = ~std::uint64_t{0};
  first.body.window_start = first.body.window_end - kMaxWindowSeconds;
  first.record = {720, 0, 0};
  first.body.nonce = 1;
  list.claims[1].body.nonce = kNonceEnd - kRotationNonces - 1;
  list.claims[1].body.rotation_count = 0xffffffff;
  // Every number of seconds over, days around 2^16 and limbs around their ends.
  SignedClaim& second = list.claims[2];
  second.record.hours = 720;
  for (const std::uint64_t days :
       {0ull, 1ull, 719ull, 720ull, 721ull, 65535ull, 65536ull, 1ull << 32, (1ull << 32) + 65535}) {
    for (const std::uint64_t seconds : {0ull, 1ull, 65535ull, 65536ull, 86'399ull}) {
      second.body.window_end = second.head_timestamp = ~std::uint64_t{0} - days * 3;
      second.body.window_start = second.body.window_end - kHourSeconds;
      second.record.window_end = second.body.window_start;
      second.record.last_decay = second.body.window_end - days * kDecaySeconds - seconds;
      EXPECT_THAT(holds(list), IsEmpty()) << days << " " << seconds;
    }
  }
  for (const std::size_t count : {0u, 1u, 3u}) {
    UptimeWitness shorter = list;
    shorter.claims.resize(count);
    EXPECT_THAT(holds(shorter), IsEmpty()) << count;
  }
}

}  // namespace
}  // namespace rpp
