// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/facts.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"

namespace rpp {
std::optional<TransactionError> check_shape(const TransactionWitness& witness) noexcept {
  if (witness.transactions.size() > kMaxTransactions) {
    return TransactionError{TransactionRule::kStatementCount, {}};
  }
  for (std::uint32_t i = 0; i < witness.transactions.size(); ++i) {
    const SignedTransaction& transaction = witness.transactions[i];
    if (transaction.body.kind >= Element::kPrime) {
      return TransactionError{TransactionRule::kKindRange, {.item = i}};
    }
    if (transaction.signature.path.size() != kWalletHeight) {
      return TransactionError{TransactionRule::kPathLength, {.item = i}};
    }
  }
  return std::nullopt;
}

TransactionFacts transaction_facts(const SignedTransaction& transaction) noexcept {
  TransactionFacts facts;
  facts.hash = transaction_hash(transaction.body);
  facts.wallet = wallet_facts(transaction.body.nonce, facts.hash, transaction.signature);
  facts.statement = statement_of(transaction.body);
  facts.statement_digest = statement_hash(facts.statement);
  facts.list_leaf = list_leaf(facts.statement_digest);
  facts.tx_leaf = tx_leaf(facts.hash);
  return facts;
}

TransactionListFacts transaction_list_facts(const TransactionWitness& witness,
                                            std::vector<TransactionFacts> transactions) noexcept {
  P3_CHECK(transactions.size() == witness.transactions.size(), "facts of another witness");
  TransactionListFacts facts;
  facts.transactions = std::move(transactions);
  for (const TransactionFacts& one : facts.transactions) {
    facts.claims.statements.push_back(one.statement);
  }
  facts.claims.fields = transaction_list_fields(witness.chain_id, facts.claims.statements);
  return facts;
}

TransactionListFacts transaction_list_facts(const TransactionWitness& witness) noexcept {
  std::vector<TransactionFacts> transactions;
  transactions.reserve(witness.transactions.size());
  for (const SignedTransaction& transaction : witness.transactions) {
    transactions.push_back(transaction_facts(transaction));
  }
  return transaction_list_facts(witness, std::move(transactions));
}

}  // namespace rpp
