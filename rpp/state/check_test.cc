// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/check.h"

#include <gtest/gtest.h>

#include "rpp/lists/rules_test_support.h"
#include "rpp/state/broken_rule.h"

namespace rpp {
namespace {

const StateSample& sample() {
  static const StateSample kSample = make_state_sample(7, breakable_state());
  return kSample;
}

// Every value of the enum has a twin: the parameter is the enum, not a list of cases.
class EveryStateRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryStateRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<StateRule>(GetParam());
  const StateRules& rules = sample().draft.rules;
  ASSERT_EQ(testing::text_of(state_errors(rules, sample().witness, sample().fields)), "");
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedState forged = break_rule(rule, variant, sample());
    const auto errors = state_errors(rules, forged.witness, forged.fields);
    ASSERT_EQ(errors.size(), 1u) << variant << '\n' << testing::text_of(errors);
    EXPECT_EQ(errors[0].rule, rule) << variant << ' ' << describe(errors[0]);
    EXPECT_EQ(check_state(rules, forged.witness, forged.fields), errors[0]);
    if (rule == StateRule::kPublicFieldMismatch) {
      EXPECT_EQ(errors[0].where.field, kStatePublicTable.fields[variant].name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryStateRule, ::testing::Range(std::size_t{0}, kNumStateRules),
                         [](const auto& param) {
                           return std::string(state_rules()[param.param].name);
                         });

// The attacks fit other constants as well, and other states.
TEST(StateRulesTest, AreBrokenAloneUnderOtherConstants) {
  const StateRules rules{8, 1000, 100, 2, 1};
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const StateSample other = make_state_sample(seed, breakable_state(rules));
    for (std::size_t i = 0; i < kNumStateRules; ++i) {
      const auto rule = static_cast<StateRule>(i);
      for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
        const ForgedState forged = break_rule(rule, variant, other);
        const auto errors = state_errors(rules, forged.witness, forged.fields);
        ASSERT_EQ(errors.size(), 1u) << rule_name(rule) << variant << testing::text_of(errors);
        EXPECT_EQ(errors[0].rule, rule) << variant << ' ' << describe(errors[0]);
      }
    }
  }
}

TEST(StateRulesTest, AreTheTableOfTheDocument) {
  testing::expect_documented(state_rules(), "docs/spec/witness-state.md");
  EXPECT_STREQ(rule_name(StateRule::kNonce), "nonce_mismatch");
  EXPECT_STREQ(rule_name(StateRule::kPublicFieldMismatch), "public_field_mismatch");
  EXPECT_STREQ(rule_name(static_cast<StateRule>(kNumStateRules)), "unknown");
}

TEST(StateRulesTest, ErrorsNameWhatTheyAreAbout) {
  using Rule = StateRule;
  const auto text = [](Rule rule) { return describe(StateError{rule, {.item = 3}}); };
  EXPECT_EQ(describe(StateError{Rule::kHeightRange, {}}), "height_range");
  EXPECT_EQ(text(Rule::kAccountPath), "invalid_account_path: account 3");
  EXPECT_EQ(text(Rule::kRecordBefore), "record_before: record 3");
  EXPECT_EQ(text(Rule::kTooFewValidators), "too_few_validators: transaction 3");
  EXPECT_EQ(text(Rule::kKeyChangePresence), "key_change_presence: transaction 3");
  EXPECT_EQ(text(Rule::kPowerRange), "power_range: validator 3");
  EXPECT_EQ(describe(StateError{Rule::kElementRange, {.item = 3, .part = {}, .field = "records"}}),
            "element_range: item 3, records");
}

// What no circuit is asked but every witness of good shape gets: facts without a crash.
TEST(StateRulesTest, EmptyWitnessesGetAVerdict) {
  const StateRules rules;
  const StateWitness nothing;
  EXPECT_EQ(testing::text_of(state_errors(rules, nothing, state_facts(rules, nothing).fields)),
            "proposer\n");
  StateWitness boundary;
  boundary.height = ~std::uint64_t{0} - 1;
  boundary.state.validator_count = 3;
  const auto errors =
      state_errors({1, 1, 1, 2, 1}, boundary, state_facts({1, 1, 1, 2, 1}, boundary).fields);
  EXPECT_EQ(testing::text_of(errors), "height_range\nproposer\nvalidator_count\n");
}

}  // namespace
}  // namespace rpp
