// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/sample.h"

#include <gtest/gtest.h>

#include <set>

#include "rpp/chain/limits.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/transaction/check.h"

namespace rpp {
namespace {

TEST(TransactionSampleTest, SamplesAreValid) {
  p3::ThreadPool pool(2);
  std::set<std::uint32_t> kinds;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto count = static_cast<std::uint32_t>(seed % 6);
    const auto sample = make_transaction_sample(
        seed, {.count = count, .senders = count > 2 ? 2u : 0u, .kind = {}}, pool);
    EXPECT_EQ(testing::text_of(transaction_errors(sample.witness, sample.claims)), "") << seed;
    for (const SignedTransaction& t : sample.witness.transactions) kinds.insert(t.body.kind);
  }
  EXPECT_EQ(kinds, (std::set<std::uint32_t>{0, 1, 2, 3}));
}

TEST(TransactionSampleTest, AFullListIsValid) {
  p3::ThreadPool pool(2);
  const auto sample =
      make_transaction_sample(1, {.count = kMaxTransactions, .senders = 100, .kind = {}}, pool);
  EXPECT_EQ(testing::text_of(transaction_errors(sample.witness, sample.claims)), "");
  EXPECT_EQ(sample.claims.fields.count, kMaxTransactions);
}

TEST(TransactionSampleTest, DependOnSeedAndOptionsAlone) {
  p3::ThreadPool one(1);
  p3::ThreadPool two(2);
  const TransactionSampleOptions options{.count = 3, .senders = 2, .kind = {}};
  const auto sample = make_transaction_sample(5, options, one);
  EXPECT_EQ(sample.witness, make_transaction_sample(5, options, two).witness);
  EXPECT_NE(sample.witness, make_transaction_sample(6, options, two).witness);
}

TEST(TransactionSampleTest, OptionsOutOfRange) {
  EXPECT_EQ(bad_sample_option(TransactionSampleOptions{}), std::nullopt);
  EXPECT_TRUE(bad_sample_option(TransactionSampleOptions{.count = 513, .senders = 0, .kind = {}}));
  EXPECT_TRUE(bad_sample_option(TransactionSampleOptions{.count = 1, .senders = 2, .kind = {}}));
}

// The facts of a list are those of its parts, so that provers can compute them on threads.
TEST(TransactionFactsTest, RootsAreOverTheLeavesOfTheFacts) {
  p3::ThreadPool pool(2);
  const auto sample = make_transaction_sample(3, {.count = 5, .senders = 0, .kind = {}}, pool);
  const TransactionListFacts facts = transaction_list_facts(sample.witness);
  std::vector<Digest> list;
  std::vector<Digest> transactions;
  for (const TransactionFacts& one : facts.transactions) {
    list.push_back(one.list_leaf);
    transactions.push_back(one.tx_leaf);
    EXPECT_EQ(one.statement_digest,
              statement_digest(kTransactionStatementTable, values_of(one.statement)));
    EXPECT_EQ(one.hash, one.statement.transaction_hash);
    EXPECT_EQ(one.hash, one.wallet.leaf.message);
  }
  EXPECT_EQ(packed_root(kStatementListDepth, Tag::kList, list), facts.claims.fields.list_root);
  EXPECT_EQ(packed_root(kStatementListDepth, Tag::kTxLeaf, transactions),
            facts.claims.fields.tx_root);
}

// What the verifier of a wallet's envelope asks.
TEST(ShownStatement, GivesEveryFieldOfAListOfOne) {
  p3::ThreadPool pool(1);
  const auto sample = make_transaction_sample(4, {.count = 1, .senders = 0, .kind = {}}, pool);
  const TransactionStatement& shown = sample.claims.statements[0];
  const TransactionListPublic& fields = sample.claims.fields;
  EXPECT_EQ(shown_statement_mismatch(fields, shown), std::nullopt);
  for (std::size_t i = 0; i < kTransactionListTable.fields.size(); ++i) {
    FieldValues values = values_of(fields);
    if (auto* digest = std::get_if<Digest>(&values[i])) {
      (*digest)[3] += Element::one();
    } else {
      *std::get_if<std::uint64_t>(&values[i]) = 0;
    }
    EXPECT_EQ(shown_statement_mismatch(transaction_list_public_of(values), shown), i);
  }
  // Another statement has another list root, whatever differs.
  for (std::size_t i = 1; i < kTransactionStatementTable.fields.size(); ++i) {
    FieldValues values = values_of(shown);
    if (auto* digest = std::get_if<Digest>(&values[i])) {
      (*digest)[3] += Element::one();
    } else {
      *std::get_if<std::uint64_t>(&values[i]) ^= 2;
    }
    EXPECT_EQ(shown_statement_mismatch(fields, transaction_statement_of(values)), 2u) << i;
  }
}

}  // namespace
}  // namespace rpp
