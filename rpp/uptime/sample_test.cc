// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/sample.h"

#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/lists/changed_field.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/uptime/check.h"

namespace rpp {
namespace {

std::string verdict(const UptimeSample& sample) {
  return testing::text_of(uptime_errors(sample.draft.rules, sample.witness, sample.claimed));
}

// Among the samples are windows that touch the last one, records at the cap, and decay.
TEST(UptimeSampleTest, SamplesAreValid) {
  p3::ThreadPool pool(2);
  std::size_t touching = 0;
  std::size_t capped = 0;
  std::size_t decayed = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto count = static_cast<std::uint32_t>(seed % 6);
    const UptimeSample sample = make_uptime_sample(
        seed, {.rules = {}, .count = count, .senders = count > 2 ? 2u : 0u}, pool);
    EXPECT_EQ(verdict(sample), "") << seed;
    const UptimeListFacts facts = uptime_list_facts(sample.witness);
    for (std::size_t i = 0; i < count; ++i) {
      const SignedClaim& claim = sample.witness.claims[i];
      touching += claim.body.window_start == claim.record.window_end;
      capped += sample.claimed.statements[i].after.hours == kMaxTimetokeHours;
      decayed += facts.claims[i].days > 1;
    }
  }
  EXPECT_GT(touching, 0u);
  EXPECT_GT(capped, 0u);
  EXPECT_GT(decayed, 0u);
}

TEST(UptimeSampleTest, AFullListIsValid) {
  p3::ThreadPool pool(2);
  const UptimeSample sample =
      make_uptime_sample(1, {.rules = {7}, .count = kMaxUptimeRecords, .senders = 128}, pool);
  EXPECT_EQ(verdict(sample), "");
  EXPECT_EQ(sample.claimed.fields.count, kMaxUptimeRecords);
}

TEST(UptimeSampleTest, DependOnSeedAndOptionsAlone) {
  p3::ThreadPool one(1);
  p3::ThreadPool two(2);
  const UptimeSampleOptions options{.rules = {}, .count = 3, .senders = 2};
  const UptimeSample sample = make_uptime_sample(5, options, one);
  EXPECT_EQ(sample.witness, make_uptime_sample(5, options, two).witness);
  EXPECT_NE(sample.witness, make_uptime_sample(6, options, two).witness);
}

TEST(UptimeSampleTest, OptionsOutOfRange) {
  EXPECT_EQ(bad_sample_option(UptimeSampleOptions{}), std::nullopt);
  EXPECT_TRUE(bad_sample_option(UptimeSampleOptions{.rules = {}, .count = 513, .senders = 0}));
  EXPECT_TRUE(bad_sample_option(UptimeSampleOptions{.rules = {}, .count = 1, .senders = 2}));
  EXPECT_TRUE(bad_sample_option(UptimeSampleOptions{.rules = {0}, .count = 1, .senders = 0}));
}

// Where the chain's own functions are defined, the facts are theirs.
TEST(UptimeFactsTest, AgreeWithTheFunctionsOfTheChain) {
  p3::ThreadPool pool(2);
  const UptimeSample sample = make_uptime_sample(3, {.rules = {}, .count = 8, .senders = 3}, pool);
  const UptimeListFacts facts = uptime_list_facts(sample.witness);
  for (std::size_t i = 0; i < facts.claims.size(); ++i) {
    const SignedClaim& claim = sample.witness.claims[i];
    const UptimeStatement statement =
        statement_of(claim.body, sample.witness.history_root, claim.record);
    EXPECT_EQ(facts.claims[i].statement, statement);
    EXPECT_EQ(facts.claims[i].statement_digest, statement_hash(statement));
    EXPECT_EQ(facts.claims[i].hash, claim_hash(claim.body));
  }
}

TEST(ShownClaim, GivesEveryFieldOfAListOfOne) {
  p3::ThreadPool pool(1);
  const UptimeSample sample = make_uptime_sample(4, {.rules = {}, .count = 1, .senders = 0}, pool);
  const UptimeStatement& shown = sample.claimed.statements[0];
  const UptimeListPublic& fields = sample.claimed.fields;
  EXPECT_EQ(shown_statement_mismatch(fields, shown), std::nullopt);
  for (std::size_t i = 0; i < kUptimeListTable.fields.size(); ++i) {
    const FieldValues values = with_changed_field(values_of(fields), i);
    EXPECT_EQ(shown_statement_mismatch(uptime_list_public_of(values), shown), i);
  }
  for (std::size_t i = 0; i < kUptimeStatementTable.fields.size(); ++i) {
    const FieldValues values = with_changed_field(values_of(shown), i);
    EXPECT_TRUE(shown_statement_mismatch(fields, uptime_statement_of(values))) << i;
  }
}

}  // namespace
}  // namespace rpp
