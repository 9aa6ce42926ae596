// SPDX-License-Identifier: Apache-2.0 OR MIT
// What is just allowed, and what is just not.
#include <gtest/gtest.h>

#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/uptime/check.h"
#include "rpp/uptime/sample.h"

namespace rpp {
namespace {

constexpr std::uint64_t kMax = ~std::uint64_t{0};
constexpr std::uint64_t kDay = kDecaySeconds;

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

// A draft of one claim; every test changes a copy.
const UptimeSample& base() {
  static const UptimeSample kSample =
      make_uptime_sample(11, {.rules = {}, .count = 1, .senders = 0}, pool());
  return kSample;
}

struct Judged {
  std::string verdict;
  UptimeStatement statement;
};

Judged judged(const UptimeDraft& draft) {
  const UptimeWitness witness = sign(draft, pool());
  const UptimeClaims claimed = uptime_list_facts(witness).claimed;
  return {testing::text_of(uptime_errors(draft.rules, witness, claimed)),
          claimed.statements.empty() ? UptimeStatement{} : claimed.statements[0]};
}

// One claim whose window ends at `end`, of this length, `idle` seconds after the last one, with
// `decay` seconds from the last decay to the end of the window; its head is `age` seconds old.
struct Times {
  std::uint64_t end = 1'800'000'000;
  std::uint64_t length = kHourSeconds;
  std::uint64_t idle = 0;
  std::uint64_t decay = kHourSeconds;
  std::uint64_t age = 0;
  std::uint32_t hours = 100;
};

Judged judged(const Times& times) {
  UptimeDraft draft = base().draft;
  DraftClaim& claim = draft.claims[0];
  claim.body.window_end = times.end;
  claim.body.window_start = times.end - times.length;
  claim.record.window_end = claim.body.window_start - times.idle;
  claim.record.last_decay = times.end - times.decay;
  claim.record.hours = times.hours;
  draft.blocks[claim.head].timestamp = times.end - times.age;
  return judged(draft);
}

TEST(UptimeBoundary, Windows) {
  EXPECT_EQ(judged(Times{}).verdict, "");  // touches the last one, an hour long
  EXPECT_EQ(judged(Times{.idle = kMax}).verdict, "window_overlap: statement 0\n");  // by 1 s
  EXPECT_EQ(judged(Times{.length = kHourSeconds - 1}).verdict, "window_too_short: statement 0\n");
  EXPECT_EQ(judged(Times{.length = 1}).verdict, "window_too_short: statement 0\n");
  EXPECT_EQ(judged(Times{.length = 0}).verdict, "window_order: statement 0\n");
  EXPECT_EQ(judged(Times{.length = kDay}).verdict, "");
  EXPECT_EQ(judged(Times{.length = kDay + 1}).verdict, "window_too_long: statement 0\n");
  // Backwards: as integers, not modulo 2^64.
  EXPECT_EQ(judged(Times{.length = kMax, .idle = 1}).verdict, "window_order: statement 0\n");
  EXPECT_EQ(judged(Times{.length = -kHourSeconds}).verdict, "window_order: statement 0\n");
}

TEST(UptimeBoundary, ExtremeTimes) {
  EXPECT_EQ(judged(Times{.end = kMax, .length = kDay, .decay = kDay}).verdict, "");
  EXPECT_EQ(judged(Times{.end = kHourSeconds}).verdict, "");  // from second 0
  // The head may be younger than 3,600 s after second 0: end - 3,600 is negative, not large.
  EXPECT_EQ(judged(Times{.end = kHourSeconds, .age = kHourSeconds - 1}).verdict, "");
}

TEST(UptimeBoundary, Heads) {
  EXPECT_EQ(judged(Times{.age = kHeadMaxAgeSeconds - 1}).verdict, "");
  EXPECT_EQ(judged(Times{.age = kHeadMaxAgeSeconds}).verdict, "head_too_old: statement 0\n");
  EXPECT_EQ(judged(Times{.age = kMax}).verdict, "head_too_new: statement 0\n");  // by 1 s
}

TEST(UptimeBoundary, CreditedHours) {
  EXPECT_EQ(judged(Times{}).statement.credited, 1u);
  EXPECT_EQ(judged(Times{.length = 2 * kHourSeconds - 1}).statement.credited, 1u);
  EXPECT_EQ(judged(Times{.length = 2 * kHourSeconds}).statement.credited, 2u);
  EXPECT_EQ(judged(Times{.length = kDay}).statement.credited, 24u);
}

TEST(UptimeBoundary, Decay) {
  const auto after = [](std::uint64_t decay, std::uint32_t hours) {
    const Judged result = judged(Times{.decay = decay, .hours = hours});
    EXPECT_EQ(result.verdict, "");
    EXPECT_EQ(result.statement.after.window_end, Times{}.end);
    const std::uint64_t since = Times{}.end - result.statement.after.last_decay;
    EXPECT_EQ(since, decay % kDay);
    return result.statement.after.hours;
  };
  EXPECT_EQ(after(0, 100), 101u);
  EXPECT_EQ(after(kDay - 1, 100), 101u);
  EXPECT_EQ(after(kDay, 100), 100u);
  EXPECT_EQ(after(2 * kDay - 1, 100), 100u);
  EXPECT_EQ(after(99 * kDay, 100), 2u);
  EXPECT_EQ(after(100 * kDay, 100), 1u);
  EXPECT_EQ(after(101 * kDay + 5, 100), 1u);  // never below 0
  EXPECT_EQ(after(10'000 * kDay, 0), 1u);
  EXPECT_EQ(judged(Times{.decay = kMax}).verdict, "decay_time: statement 0\n");  // by 1 s
}

TEST(UptimeBoundary, Cap) {
  EXPECT_EQ(judged(Times{.hours = 719}).statement.after.hours, 720u);
  const Judged full = judged(Times{.hours = 720});
  EXPECT_EQ(full.verdict, "");
  EXPECT_EQ(full.statement.after.hours, 720u);
  EXPECT_EQ(full.statement.credited, 1u);  // what is credited is not capped, the sum is
  // Decay comes first: 720 - 1 + 24.
  EXPECT_EQ(judged(Times{.length = kDay, .decay = kDay, .hours = 720}).statement.after.hours, 720u);
  EXPECT_EQ(judged(Times{.decay = 2 * kDay, .hours = 720}).statement.after.hours, 719u);
  EXPECT_EQ(judged(Times{.hours = 721}).verdict, "hours_range: statement 0\n");
  EXPECT_EQ(judged(Times{.hours = Element::kPrime - 1}).verdict, "hours_range: statement 0\n");
}

Judged at_height(std::uint64_t height, std::uint64_t epoch_length) {
  UptimeDraft draft = base().draft;
  DraftClaim& claim = draft.claims[0];
  draft.rules.epoch_length = epoch_length;
  draft.blocks[claim.head].height = claim.body.head_height = height;
  claim.body.epoch = epoch_of(height, epoch_length);
  return judged(draft);
}

TEST(UptimeBoundary, Heights) {
  for (const std::uint64_t length : {std::uint64_t{1}, std::uint64_t{1440}, kMax}) {
    EXPECT_EQ(at_height(0, length).verdict, "");
    EXPECT_EQ(at_height(1439, length).verdict, "");
    EXPECT_EQ(at_height(1440, length).verdict, "");
    EXPECT_EQ(at_height(kMaxBlockHeight, length).verdict, "");
    EXPECT_EQ(at_height(kMaxBlockHeight + 1, length).verdict, "head_height_range: statement 0\n");
    // Position and leaf are there, 2^32 further down.
    EXPECT_EQ(at_height(std::uint64_t{1} << 32, length).verdict,
              "head_height_range: statement 0\n");
  }
  EXPECT_EQ(at_height(1439, 1440).statement.epoch, 0u);
  EXPECT_EQ(at_height(1440, 1440).statement.epoch, 1u);
}

TEST(UptimeBoundary, EmptyList) {
  UptimeDraft draft = base().draft;
  draft.claims.clear();
  EXPECT_EQ(judged(draft).verdict, "");
  const UptimeClaims claimed = uptime_list_facts(sign(draft, pool())).claimed;
  EXPECT_EQ(claimed.fields.count, 0u);
  EXPECT_EQ(claimed.fields.list_root, empty_tree_root(kStatementListDepth, Tag::kList));
  EXPECT_EQ(claimed.fields.history_root, base().claimed.fields.history_root);
}

}  // namespace
}  // namespace rpp
