// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/tampers.h"

#include <string>
#include <utility>

#include "rpp/circuit/family_tampers.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/transaction/circuit/prover.h"
#include "rpp/transaction/sample.h"

namespace rpp {
namespace {

using Fields = TamperFields<TransactionFamily>;
using Remade = std::optional<TransactionWitness>;

// A sample with the pool that signs its changes.
struct Attacker {
  TransactionSample sample;
  p3::ThreadPool& pool;

  std::size_t size() const { return sample.draft.transactions.size(); }
  std::size_t victim(std::uint64_t turn) const { return turn % size(); }

  // The victim changed and signed again: at a leaf that its key lacks, by another key that is then
  // named in the transaction.
  template <class Change>
  Remade signed_again(std::uint64_t turn, Change apply) const {
    DraftTransaction draft = sample.draft.transactions[victim(turn)];
    apply(draft, turn);
    std::unique_ptr<const XmssKey> other;
    if (!draft.key->holds(wrapped_wallet_leaf(draft.body.nonce, draft.attempt))) {
      // The wrapped leaf's own nonce: an attempt may reach into the next one.
      const std::uint32_t nonce = wrapped_wallet_leaf(draft.body.nonce, draft.attempt) / kAttempts;
      p3::SplitMix64 draws(turn);
      other = make_wallet(random_digest(draws), nonce, 0, pool);
      draft.key = other.get();
      draft.body.key_digest = key_digest(other->public_key());
    }
    TransactionWitness witness = sample.witness;
    witness.transactions[victim(turn)] = sign(draft);
    return witness;
  }
};

// What the envelope shows: the list's fields, and behind its root those of every statement.
void add_claims(Fields& out, std::size_t size) {
  add_claimed_fields<TransactionFamily>(
      out, "public.", kTransactionListTable,
      [](const TransactionClaims& claims, std::uint64_t) { return values_of(claims.fields); },
      [](TransactionClaims& claims, const FieldValues& values, std::uint64_t) {
        claims.fields = transaction_list_public_of(values);
      });
  add_claimed_fields<TransactionFamily>(
      out, "statement.", kTransactionStatementTable,
      [size](const TransactionClaims& claims, std::uint64_t turn) {
        return values_of(claims.statements[turn % size]);
      },
      [size](TransactionClaims& claims, const FieldValues& values, std::uint64_t turn) {
        claims.statements[turn % size] = transaction_statement_of(values);
        claims.fields = transaction_list_fields(claims.fields.chain_id, claims.statements);
      });
}

void add_bodies(Fields& out, const std::shared_ptr<const Attacker>& attacker) {
  for (std::size_t i = 0; i < kTransactionTable.fields.size(); ++i) {
    const FieldSpec& spec = kTransactionTable.fields[i];
    const auto apply = [i, &spec](Transaction& body, std::uint64_t turn) {
      FieldValues values = values_of(kTransactionFields, body);
      values[i] = changed_value(spec, std::move(values[i]), turn);
      body = struct_of(kTransactionFields, values);
    };
    out.push_back(
        {.name = "body." + std::string(spec.name),
         .change =
             [apply, attacker](TransactionWitness& witness, std::uint64_t turn) {
               apply(witness.transactions[attacker->victim(turn)].body, turn);
             },
         .remake =
             [apply, attacker](std::uint64_t turn) {
               return attacker->signed_again(
                   turn, [&](DraftTransaction& draft, std::uint64_t t) { apply(draft.body, t); });
             }});
  }
}

template <class Get>
void add_signature_field(Fields& out, const char* name,
                         const std::shared_ptr<const Attacker>& attacker, Get get) {
  out.push_back({.name = std::string("signature.") + name,
                 .change = [attacker, get](TransactionWitness& witness, std::uint64_t turn) {
                   change(get(witness.transactions[attacker->victim(turn)].signature),
                          turn / attacker->size());
                 }});
}

void add_signatures(Fields& out, const std::shared_ptr<const Attacker>& attacker) {
  using S = WalletSignature;
  add_signature_field(out, "key_root", attacker, [](S& s) -> auto& { return s.key_root; });
  add_signature_field(out, "key_pp", attacker, [](S& s) -> auto& { return s.key_pp; });
  add_signature_field(out, "rho", attacker, [](S& s) -> auto& { return s.signature.rho; });
  add_signature_field(out, "values", attacker, [](S& s) -> auto& { return s.signature.values; });
  add_signature_field(out, "path", attacker, [](S& s) -> auto& { return s.path; });
  const auto flip = [](std::uint32_t& attempt, std::uint64_t turn) { change_small(attempt, turn); };
  out.push_back(
      {.name = "signature.attempt",
       .change =
           [attacker, flip](TransactionWitness& witness, std::uint64_t turn) {
             flip(witness.transactions[attacker->victim(turn)].signature.attempt, turn);
           },
       .remake =
           [attacker, flip](std::uint64_t turn) {
             return attacker->signed_again(
                 turn, [&](DraftTransaction& draft, std::uint64_t t) { flip(draft.attempt, t); });
           }});
}

}  // namespace

std::unique_ptr<WitnessTampers> make_transaction_tampers(const TransactionModel& model,
                                                         std::uint64_t seed, std::uint32_t count,
                                                         p3::ThreadPool& pool) {
  TransactionSample sample =
      make_transaction_sample(seed, {.count = count, .senders = 1, .kind = {}}, pool);
  const auto attacker = std::make_shared<const Attacker>(Attacker{std::move(sample), pool});
  Fields fields;
  add_claims(fields, count);
  add_bodies(fields, attacker);
  add_signatures(fields, attacker);
  // The list without one of its transactions.
  fields.push_back({.name = "transactions.count",
                    .change = [attacker](TransactionWitness& witness, std::uint64_t turn) {
                      witness.transactions.erase(
                          witness.transactions.begin() +
                          static_cast<std::ptrdiff_t>(attacker->victim(turn)));
                    }});
  return std::make_unique<FamilyTampers<TransactionFamily>>(model, attacker->sample.witness,
                                                            std::move(fields), attacker, pool);
}

}  // namespace rpp
