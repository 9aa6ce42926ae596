// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/check.h"

#include <gtest/gtest.h>

#include "rpp/identity/broken_rule.h"
#include "rpp/lists/rules_test_support.h"

namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

const IdentitySample& sample() {
  static const IdentitySample kSample = make_identity_sample(7, breakable_identities(), pool());
  return kSample;
}

std::vector<IdentityError> errors_of(const ForgedIdentities& forged) {
  return identity_errors(sample().draft.rules, forged.witness, forged.claims);
}

// Every value of the enum has a twin: the parameter is the enum, not a list of cases.
class EveryIdentityRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryIdentityRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<IdentityRule>(GetParam());
  ASSERT_EQ(testing::text_of(errors_of({sample().witness, sample().claims})), "");
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedIdentities forged = break_rule(rule, variant, sample(), pool());
    const std::vector<IdentityError> errors = errors_of(forged);
    ASSERT_EQ(errors.size(), 1u) << testing::text_of(errors);
    EXPECT_EQ(errors[0].rule, rule) << describe(errors[0]);
    EXPECT_EQ(check_identities(sample().draft.rules, forged.witness, forged.claims), errors[0]);
    const bool of_a_member =
        rule >= IdentityRule::kMemberRange && rule <= IdentityRule::kAttestation;
    EXPECT_EQ(errors[0].where.part.has_value(), of_a_member);
    if (rule == IdentityRule::kStatementMismatch) {
      EXPECT_EQ(errors[0].where.field, kIdentityStatementTable.fields[variant].name);
    }
    if (rule == IdentityRule::kPublicFieldMismatch) {
      EXPECT_EQ(errors[0].where.field, kIdentityListTable.fields[variant].name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryIdentityRule,
                         ::testing::Range(std::size_t{0}, kNumIdentityRules),
                         [](const auto& param) {
                           return std::string(identity_rules()[param.param].name);
                         });

TEST(IdentityRulesTest, AreTheTableOfTheDocument) {
  testing::expect_documented(identity_rules(), "docs/spec/witness-identity.md");
  EXPECT_STREQ(rule_name(IdentityRule::kAccountCount), "account_count_overflow");
  EXPECT_STREQ(rule_name(IdentityRule::kAttestation), "invalid_attestation");
  EXPECT_STREQ(rule_name(static_cast<IdentityRule>(kNumIdentityRules)), "unknown");
}

TEST(IdentityRulesTest, ErrorsNameStatementAndAttestation) {
  using Rule = IdentityRule;
  EXPECT_EQ(describe(IdentityError{Rule::kHeightRange, {}}), "height_range");
  const IdentityError error{Rule::kMemberOrder, {.item = 3, .part = 1}};
  EXPECT_EQ(describe(error), "member_order: statement 3, attestation 1");
  EXPECT_EQ(where_text(error), "statement 3, attestation 1");
}

TEST(IdentityRulesTest, AnyClaimsGetAVerdict) {
  IdentityClaims claims = sample().claims;
  claims.statements.resize(2000);
  const auto errors = errors_of({sample().witness, claims});
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], (IdentityError{IdentityRule::kStatementMismatch, {}}));
}

}  // namespace
}  // namespace rpp
