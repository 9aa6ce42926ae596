// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/check.h"

#include "rpp/chain/limits.h"
#include "rpp/lists/claims.h"

namespace rpp {
namespace {

using Rule = TransactionRule;

void judge_statement(const Digest& chain_id, const SignedTransaction& transaction,
                     const WalletFacts& wallet, const Where& where, RuleJudge<Rule>& judge) {
  const Transaction& body = transaction.body;
  const auto demand = [&](bool holds, Rule rule) { judge.demand(holds, rule, where); };
  const bool rotates = body.is(TransactionKind::kRotation);
  demand(body.chain_id == chain_id, Rule::kChainId);
  demand(body.kind < kNumTransactionKinds, Rule::kKindRange);
  for (const WalletRule rule :
       broken_wallet_rules(body.key_digest, body.nonce, rotates, transaction.signature, wallet)) {
    demand(false, rule_of(rule, Rule::kKeyDigest));
  }
  demand(body.amount <= ~std::uint64_t{0} - body.fee, Rule::kAmountFeeOverflow);
  demand(body.expiry_height > 0, Rule::kExpiryZero);
  demand(rotates || body.amount > 0, Rule::kAmountZero);
  demand(!rotates || body.amount == 0, Rule::kRotationAmount);
  demand(body.is(TransactionKind::kTransfer) || body.to == body.from, Rule::kRecipient);
}

}  // namespace

std::vector<TransactionError> transaction_errors(const TransactionWitness& witness,
                                                 const TransactionListFacts& facts,
                                                 const TransactionClaims& claims) noexcept {
  RuleJudge<Rule> judge;
  for (std::uint32_t i = 0; i < witness.transactions.size(); ++i) {
    judge_statement(witness.chain_id, witness.transactions[i], facts.transactions[i].wallet,
                    {.item = i}, judge);
  }
  if (judge_statements(kTransactionStatementTable, claims.statements, facts.claims.statements,
                       Rule::kStatementMismatch, judge)) {
    // The list is asked to be that of the statements claimed, so that an error of one of them is
    // not an error of the roots too.
    const TransactionListPublic fields =
        transaction_list_fields(witness.chain_id, claims.statements);
    judge_fields(kTransactionListTable, values_of(claims.fields), values_of(fields),
                 Rule::kPublicFieldMismatch, {}, judge);
  }
  return judge.take();
}

std::vector<TransactionError> transaction_errors(const TransactionWitness& witness,
                                                 const TransactionClaims& claims) noexcept {
  if (const auto error = check_shape(witness)) return {*error};
  return transaction_errors(witness, transaction_list_facts(witness), claims);
}

std::optional<TransactionError> check_transactions(const TransactionWitness& witness,
                                                   const TransactionClaims& claims) noexcept {
  const std::vector<TransactionError> errors = transaction_errors(witness, claims);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
