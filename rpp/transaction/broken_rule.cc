// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/broken_rule.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/broken_act.h"
#include "rpp/lists/changed_field.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

using Rule = TransactionRule;

constexpr std::uint32_t code(TransactionKind kind) { return static_cast<std::uint32_t>(kind); }

// The one in the middle: neighbours on both sides stay good.
constexpr std::size_t kVictim = 1;

// As break_act wants it.
struct Attack {
  const TransactionSample& sample;
  p3::ThreadPool& pool;
  p3::SplitMix64 draws;

  const XmssKey& key() const { return *sample.draft.transactions[kVictim].key; }
  template <class Change>
  ForgedTransactions act(Change change) {
    DraftTransaction draft = sample.draft.transactions[kVictim];
    change(draft);
    TransactionWitness witness = sample.witness;
    witness.transactions[kVictim] = sign(draft);
    return claimed(std::move(witness));
  }
  template <class Change>
  ForgedTransactions signature(Change change) {
    TransactionWitness witness = sample.witness;
    SignedTransaction& victim = witness.transactions[kVictim];
    change(victim.signature, transaction_facts(victim).wallet.leaf);
    return claimed(std::move(witness));
  }
  static ForgedTransactions claimed(TransactionWitness witness) {
    TransactionClaims claims = transaction_list_facts(witness).claims;
    return {std::move(witness), std::move(claims)};
  }
};

ForgedTransactions break_shape(Rule rule, Attack& attack) {
  ForgedTransactions forged{attack.sample.witness, attack.sample.claims};
  std::vector<SignedTransaction>& list = forged.witness.transactions;
  if (rule == Rule::kStatementCount) {
    list.resize(kMaxTransactions + 1, list.back());
  } else {
    list[kVictim].signature.path.pop_back();
  }
  return forged;
}

ForgedTransactions break_body(Rule rule, Attack& attack) {
  return attack.act([rule](DraftTransaction& draft) {
    Transaction& body = draft.body;
    switch (rule) {
      case Rule::kChainId:
        body.chain_id[0] += Element::one();
        break;
      case Rule::kKindRange:
        body.kind = kNumTransactionKinds;
        body.to = body.from;
        break;
      case Rule::kAmountFeeOverflow:
        body.fee = ~std::uint64_t{0} - body.amount + 1;  // the sum is 2^64
        break;
      case Rule::kExpiryZero:
        body.expiry_height = 0;
        break;
      case Rule::kAmountZero:
        body.amount = 0;
        break;
      case Rule::kRotationAmount:
        body.kind = code(TransactionKind::kRotation);
        body.to = body.from;
        body.amount = 1;
        break;
      default:
        body.kind = code(TransactionKind::kBond);
    }
  });
}

ForgedTransactions break_claim(Rule rule, std::size_t field, Attack& attack) {
  ForgedTransactions forged{attack.sample.witness, attack.sample.claims};
  TransactionClaims& claims = forged.claims;
  if (rule == Rule::kPublicFieldMismatch) {
    claims.fields = transaction_list_public_of(with_changed_field(values_of(claims.fields), field));
    return forged;
  }
  TransactionStatement& statement = claims.statements[kVictim];
  statement = transaction_statement_of(with_changed_field(values_of(statement), field));
  claims.fields = transaction_list_fields(claims.fields.chain_id, claims.statements);
  return forged;
}

}  // namespace

std::size_t variants_of(TransactionRule rule) noexcept {
  if (rule == Rule::kStatementMismatch) return kTransactionStatementTable.fields.size();
  return rule == Rule::kPublicFieldMismatch ? kTransactionListTable.fields.size() : 1;
}

TransactionSampleOptions breakable_transactions() {
  return {.count = 3, .senders = 1, .kind = TransactionKind::kTransfer};
}

ForgedTransactions break_rule(TransactionRule rule, std::size_t variant,
                              const TransactionSample& sample, p3::ThreadPool& pool) {
  P3_CHECK(sample.draft.transactions.size() == 3, "a sample of breakable_transactions()");
  Attack attack{sample, pool, p3::SplitMix64(static_cast<std::uint64_t>(rule))};
  if (rule <= Rule::kPathLength) return break_shape(rule, attack);
  if (rule >= Rule::kStatementMismatch) return break_claim(rule, variant, attack);
  if (const auto act = wallet_rule_of(rule, Rule::kKeyDigest)) return break_act(*act, attack);
  return break_body(rule, attack);
}

}  // namespace rpp
