// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/check.h"

#include <gtest/gtest.h>

#include <string>

#include "rpp/lists/rules_test_support.h"
#include "rpp/transaction/broken_rule.h"

namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

const TransactionSample& sample() {
  static const TransactionSample kSample =
      make_transaction_sample(7, breakable_transactions(), pool());
  return kSample;
}

// Every value of the enum has a twin: the parameter is the enum, not a list of cases.
class EveryTransactionRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryTransactionRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<TransactionRule>(GetParam());
  ASSERT_EQ(testing::text_of(transaction_errors(sample().witness, sample().claims)), "");
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedTransactions forged = break_rule(rule, variant, sample(), pool());
    const auto errors = transaction_errors(forged.witness, forged.claims);
    ASSERT_EQ(errors.size(), 1u) << testing::text_of(errors);
    EXPECT_EQ(errors[0].rule, rule) << describe(errors[0]);
    EXPECT_EQ(check_transactions(forged.witness, forged.claims), errors[0]);
    const bool whole =
        rule == TransactionRule::kStatementCount || rule == TransactionRule::kPublicFieldMismatch;
    EXPECT_EQ(errors[0].where.item, whole ? std::nullopt : std::optional(1u));
    if (rule == TransactionRule::kStatementMismatch) {
      EXPECT_EQ(errors[0].where.field, kTransactionStatementTable.fields[variant].name);
    }
    if (rule == TransactionRule::kPublicFieldMismatch) {
      EXPECT_EQ(errors[0].where.field, kTransactionListTable.fields[variant].name);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryTransactionRule,
                         ::testing::Range(std::size_t{0}, kNumTransactionRules),
                         [](const auto& param) {
                           return std::string(transaction_rules()[param.param].name);
                         });

TEST(TransactionRules, AreTheTableOfTheDocument) {
  testing::expect_documented(transaction_rules(), "docs/spec/witness-transaction.md");
  EXPECT_STREQ(rule_name(TransactionRule::kSignature), "invalid_signature");
  EXPECT_STREQ(rule_name(TransactionRule::kRecipient), "recipient_mismatch");
  EXPECT_STREQ(rule_name(static_cast<TransactionRule>(kNumTransactionRules)), "unknown");
}

TEST(TransactionRules, ErrorsNameStatementAndField) {
  using Rule = TransactionRule;
  EXPECT_EQ(describe(TransactionError{Rule::kStatementCount, {}}), "statement_count");
  EXPECT_EQ(describe(TransactionError{Rule::kNonceRange, {.item = 3}}), "nonce_range: statement 3");
  const TransactionError error{Rule::kStatementMismatch, {.item = 3, .part = {}, .field = "to"}};
  EXPECT_EQ(describe(error), "statement_mismatch: statement 3, to");
  EXPECT_EQ(where_text(error), "statement 3, to");
}

// Claims that no list has: another number of statements, and a kind that no element can be.
TEST(TransactionRules, AnyClaimsGetAVerdict) {
  using Rule = TransactionRule;
  TransactionClaims claims = sample().claims;
  claims.statements.resize(2000);
  auto errors = transaction_errors(sample().witness, claims);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], (TransactionError{Rule::kStatementMismatch, {}}));
  claims = sample().claims;
  claims.statements[2].kind = 0xffffffffu;
  errors = transaction_errors(sample().witness, claims);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(describe(errors[0]), "statement_mismatch: statement 2, kind");
  TransactionWitness witness = sample().witness;
  witness.transactions[2].body.kind = Element::kPrime;
  EXPECT_EQ(describe(transaction_errors(witness, sample().claims).at(0)),
            "kind_range: statement 2");
}

}  // namespace
}  // namespace rpp
