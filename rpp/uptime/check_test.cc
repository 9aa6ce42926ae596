// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/check.h"

#include <gtest/gtest.h>

#include <string>

#include "rpp/lists/rules_test_support.h"
#include "rpp/uptime/broken_rule.h"

namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

UptimeRules rules() { return breakable_uptime().rules; }

const UptimeSample& sample() {
  static const UptimeSample kSample = make_uptime_sample(7, breakable_uptime(), pool());
  return kSample;
}

// Every value of the enum has a twin: the parameter is the enum, not a list of cases.
class EveryUptimeRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryUptimeRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<UptimeRule>(GetParam());
  ASSERT_EQ(testing::text_of(uptime_errors(rules(), sample().witness, sample().claimed)), "");
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedUptime forged = break_rule(rule, variant, sample(), pool());
    const auto errors = uptime_errors(rules(), forged.witness, forged.claimed);
    ASSERT_EQ(errors.size(), 1u) << testing::text_of(errors);
    EXPECT_EQ(errors[0].rule, rule) << describe(errors[0]);
    EXPECT_EQ(check_uptime(rules(), forged.witness, forged.claimed), errors[0]);
    const bool whole =
        rule == UptimeRule::kStatementCount || rule == UptimeRule::kPublicFieldMismatch;
    EXPECT_EQ(errors[0].where.item, whole ? std::nullopt : std::optional(1u));
    if (rule == UptimeRule::kStatementMismatch) {
      EXPECT_EQ(errors[0].where.field, kUptimeStatementTable.fields[variant].name);
    }
    if (rule == UptimeRule::kPublicFieldMismatch) {
      EXPECT_EQ(errors[0].where.field, kUptimeListTable.fields[variant].name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryUptimeRule, ::testing::Range(std::size_t{0}, kNumUptimeRules),
                         [](const auto& param) {
                           return std::string(uptime_rules()[param.param].name);
                         });

TEST(UptimeRules, AreTheTableOfTheDocument) {
  testing::expect_documented(uptime_rules(), "docs/spec/witness-uptime.md");
  EXPECT_STREQ(rule_name(UptimeRule::kSignature), "invalid_signature");
  EXPECT_STREQ(rule_name(UptimeRule::kDecayTime), "decay_time");
  EXPECT_STREQ(rule_name(static_cast<UptimeRule>(kNumUptimeRules)), "unknown");
}

TEST(UptimeRules, ErrorsNameStatementAndField) {
  using Rule = UptimeRule;
  EXPECT_EQ(describe(UptimeError{Rule::kStatementCount, {}}), "statement_count");
  const UptimeError error{Rule::kStatementMismatch, {.item = 3, .part = {}, .field = "epoch"}};
  EXPECT_EQ(describe(error), "statement_mismatch: statement 3, epoch");
  EXPECT_EQ(where_text(error), "statement 3, epoch");
}

// Claims that no list has: another number of statements, and hours that no element can be.
TEST(UptimeRules, AnyClaimsGetAVerdict) {
  using Rule = UptimeRule;
  UptimeClaims claimed = sample().claimed;
  claimed.statements.resize(2000);
  auto errors = uptime_errors(rules(), sample().witness, claimed);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], (UptimeError{Rule::kStatementMismatch, {}}));
  claimed = sample().claimed;
  claimed.statements[2].credited = 0xffffffffu;
  errors = uptime_errors(rules(), sample().witness, claimed);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(describe(errors[0]), "statement_mismatch: statement 2, credited_hours");
  UptimeWitness witness = sample().witness;
  witness.claims[2].record.hours = Element::kPrime;
  EXPECT_EQ(describe(uptime_errors(rules(), witness, sample().claimed).at(0)),
            "hours_range: statement 2");
}

}  // namespace
}  // namespace rpp
