// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/lists/json_test_support.h"
#include "rpp/transaction/broken_rule.h"
#include "rpp/transaction/check.h"

namespace rpp {
namespace {

using testing::expect_message;

const TransactionSample& sample() {
  static const TransactionSample kSample = [] {
    p3::ThreadPool pool(2);
    return make_transaction_sample(7, breakable_transactions(), pool);
  }();
  return kSample;
}

TEST(TransactionWitnessJson, ReadsWhatItWrites) {
  const std::string text = write_transaction_witness(sample().witness);
  const auto read = read_transaction_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value(), sample().witness);
  EXPECT_EQ(write_transaction_witness(read.value()), text);
  const TransactionWitness empty{sample().witness.chain_id, {}};
  const auto none = read_transaction_witness(write_transaction_witness(empty));
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_EQ(none.value(), empty);
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(TransactionWitnessJson, JudgesFormAlone) {
  p3::ThreadPool pool(2);
  for (std::size_t i = 0; i < kNumTransactionRules; ++i) {
    const auto rule = static_cast<TransactionRule>(i);
    if (rule <= TransactionRule::kPathLength) continue;  // shapes that the format cannot hold
    const ForgedTransactions forged = break_rule(rule, 0, sample(), pool);
    const auto read = read_transaction_witness(write_transaction_witness(forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_transactions(read.value(), forged.claims)->rule, rule);
  }
}

TEST(TransactionWitnessJson, NamesWhatIsWrongAndWhere) {
  const std::string good = write_transaction_witness(sample().witness);
  const auto expect = [&](const char* from, const char* to, const char* message) {
    expect_message(&read_transaction_witness, good, from, to, message);
  };
  expect("rpp-transaction-witness", "rpp-other",
         "expected format rpp-transaction-witness version 1");
  expect("\"version\": 1", "\"version\": 2", "got rpp-transaction-witness version 2");
  expect("\"chain_id\": \"", "\"chain_id\": \"0", "chain_id: expected 64 hex digits, got 65");
  expect("\"transactions\": [", "\"more\": 1, \"transactions\": [", "unknown member \"more\"");
  expect("\"transactions\": [", "\"transactions\": [7, ", "transactions[0]: expected an object");
  expect("{\"body\":", "{\"x\": 1, \"body\":", "transactions[0]: unknown member \"x\"");
  expect("\"kind\": 0", "\"kind\": -1", "transactions[0].body.kind: expected an integer");
  expect("\"kind\": 0", "\"kind\": 2130706433", "transactions[0].body.kind: ");
  expect("\"kind\": 0, ", "", "transactions[0].body: missing member \"kind\"");
  expect("\"amount\": \"", "\"amount\": \"+", "transactions[0].body.amount: ");
  expect("\"nonce\": ", "\"nonce\": 99999999999", "transactions[0].body.nonce: ");
  expect("\"attempt\": ", "\"attempt\": \"\", \"x\": ", "transactions[0].signature: unknown");
  expect("\"key_pp\": \"", "\"key_pp\": \"g", "transactions[0].signature.key_pp: ");
  expect("\"rho\": \"", "\"rho\": \"00", "transactions[0].signature.rho: expected 48 hex digits");
  expect("\"values\": \"", "\"values\": \"0", "expected 1344 hex digits, got 1345");
  expect("\"path\": [\"", "\"path\": [\"00\", \"",
         "transactions[0].signature.path: expected 16 items, got 17");
  expect("\"signature\": {", "\"signature\": [], \"s\": {", "transactions[0]: unknown member");
}

TEST(TransactionWitnessJson, LargestWitnessFits) {
  SignedTransaction one;
  one.body.amount = one.body.fee = one.body.expiry_height = ~std::uint64_t{0};
  one.body.nonce = one.body.rotation_count = one.signature.attempt = 0xffffffffu;
  one.body.kind = Element::kPrime - 1;
  one.signature.path.resize(kWalletHeight);
  TransactionWitness witness;
  witness.transactions.assign(kMaxTransactions, one);
  const std::string text = write_transaction_witness(witness);
  EXPECT_LT(text.size(), kMaxTransactionWitnessText);
  const auto read = read_transaction_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value(), witness);
  std::string many = "{}";
  for (std::size_t i = 0; i < kMaxTransactions; ++i) many += ", {}";
  expect_message(&read_transaction_witness, text, "\"transactions\": [",
                 "\"transactions\": [" + many + "], \"x\": [", "unknown member \"x\"");
  expect_message(&read_transaction_witness, write_transaction_witness({}), "\"transactions\": []",
                 "\"transactions\": [" + many + "]",
                 "transactions: expected 0 to 512 items, got 513");
  EXPECT_EQ(
      read_transaction_witness(text + std::string(kMaxTransactionWitnessText, ' ')).error().reason,
      JsonTextReason::kSize);
}

// Damaged texts are read or refused, never a crash; what is read has a verdict.
TEST(TransactionWitnessJson, DamagedTextsAreSafe) {
  testing::damage(write_transaction_witness(sample().witness), [](const std::string& text) {
    const auto read = read_transaction_witness(text);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      return;
    }
    EXPECT_EQ(check_shape(read.value()), std::nullopt);
    if (read.value() != sample().witness) {
      EXPECT_TRUE(check_transactions(read.value(), sample().claims));
    }
  });
}

}  // namespace
}  // namespace rpp
