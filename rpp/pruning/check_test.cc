// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/check.h"

#include <gtest/gtest.h>

#include "rpp/lists/rules_test_support.h"
#include "rpp/pruning/broken_rule.h"

namespace rpp {
namespace {

const PruningSample& sample() {
  static const PruningSample kSample = make_pruning_sample(7, {.blocks = 3});
  return kSample;
}

// Every value of the enum has a twin: the parameter is the enum, not a list of cases.
class EveryPruningRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryPruningRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<PruningRule>(GetParam());
  ASSERT_EQ(testing::text_of(pruning_errors(sample().witness, sample().fields)), "");
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedPruning forged = break_rule(rule, variant, sample());
    const auto errors = pruning_errors(forged.witness, forged.fields);
    ASSERT_EQ(errors.size(), 1u) << testing::text_of(errors);
    EXPECT_EQ(errors[0].rule, rule) << describe(errors[0]);
    EXPECT_EQ(check_pruning(forged.witness, forged.fields), errors[0]);
    if (rule == PruningRule::kPublicFieldMismatch) {
      EXPECT_EQ(errors[0].where.field, kPruningTable.fields[variant].name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryPruningRule,
                         ::testing::Range(std::size_t{0}, kNumPruningRules), [](const auto& param) {
                           return std::string(pruning_rules()[param.param].name);
                         });

TEST(PruningRules, AreTheTableOfTheDocument) {
  testing::expect_documented(pruning_rules(), "docs/spec/witness-pruning.md");
  EXPECT_STREQ(rule_name(PruningRule::kHistoryPath), "invalid_history_path");
  EXPECT_STREQ(rule_name(static_cast<PruningRule>(kNumPruningRules)), "unknown");
  EXPECT_EQ(describe(PruningError{PruningRule::kHistoryPath, {.item = 2}}),
            "invalid_history_path: block 2");
}

}  // namespace
}  // namespace rpp
