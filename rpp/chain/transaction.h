// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/vote_key.h"
#include "rpp/fields/bound_field.h"

// The body of a transaction, what its hash covers, and the statement that a wallet proves about it
// (statements.md, section 5, transaction).
namespace rpp {

enum class TransactionKind : std::uint32_t {
  kTransfer = 0,
  kRotation = 1,
  kBond = 2,    // balance to stake
  kUnbond = 3,  // stake to balance
};
inline constexpr std::uint32_t kNumTransactionKinds = 4;

struct Transaction {
  Digest chain_id;
  std::uint32_t kind = 0;  // a TransactionKind, if below kNumTransactionKinds
  Digest from;
  Digest key_digest;  // of the wallet key that signs
  Digest to;
  std::uint64_t amount = 0;
  std::uint64_t fee = 0;
  std::uint32_t rotation_count = 0;
  std::uint32_t nonce = 0;
  std::uint64_t expiry_height = 0;
  Digest memo_digest;

  bool is(TransactionKind k) const { return kind == static_cast<std::uint32_t>(k); }

  friend bool operator==(const Transaction&, const Transaction&) = default;
};

// The fields in the order of the hash.
inline constexpr std::array kTransactionFields = {
    bind_field("chain_id", &Transaction::chain_id),
    bind_small("kind", &Transaction::kind, Element::kPrime - 1),
    bind_field("from", &Transaction::from),
    bind_field("key_digest", &Transaction::key_digest),
    bind_field("to", &Transaction::to),
    bind_field("amount", &Transaction::amount),
    bind_field("fee", &Transaction::fee),
    bind_field("rotation_count", &Transaction::rotation_count),
    bind_field("nonce", &Transaction::nonce),
    bind_field("expiry_height", &Transaction::expiry_height),
    bind_field("memo_digest", &Transaction::memo_digest),
};
inline constexpr auto kTransactionFieldSpecs = specs_of(kTransactionFields);
inline constexpr FieldTable kTransactionTable{"tx", Tag::kTx, kTransactionFieldSpecs};
static_assert(info_of(Tag::kTx).allows(kTransactionTable.num_elements()));

// kind must be below p.
std::vector<Element> transaction_elements(const Transaction& transaction) noexcept;
Digest transaction_hash(const Transaction& transaction) noexcept;

// What a rotation changes. The transaction's memo digest commits to it; the state opens it.
struct KeyChange {
  Digest wallet_key;  // key digest
  VoteKey vote_key;

  friend bool operator==(const KeyChange&, const KeyChange&) = default;
};

inline constexpr std::array kKeyChangeFields = {
    bind_field("wallet_key", &KeyChange::wallet_key),
    bind_nested<&KeyChange::vote_key, &VoteKey::root>("vote_root"),
    bind_nested<&KeyChange::vote_key, &VoteKey::pp>("vote_pp"),
    bind_nested<&KeyChange::vote_key, &VoteKey::first_slot>("vote_first_slot"),
    bind_nested<&KeyChange::vote_key, &VoteKey::activation_height>("vote_activation_height"),
};
inline constexpr auto kKeyChangeFieldSpecs = specs_of(kKeyChangeFields);
inline constexpr FieldTable kKeyChangeTable{"keys", Tag::kKeys, kKeyChangeFieldSpecs};
static_assert(info_of(Tag::kKeys).allows(kKeyChangeTable.num_elements()));

std::vector<Element> key_change_elements(const KeyChange& change) noexcept;
// H(keys; ...): the memo digest of a rotation.
Digest key_change_hash(const KeyChange& change) noexcept;

// What the state needs of a transaction.
struct TransactionWithChange {
  Transaction body;
  std::optional<KeyChange> change{};  // exactly for rotations

  friend bool operator==(const TransactionWithChange&, const TransactionWithChange&) = default;
};

// One statement of the transaction family: the body and its hash.
struct TransactionStatement {
  Digest chain_id;
  std::uint32_t kind = 0;
  Digest transaction_hash;
  Digest from;
  Digest key_digest;
  Digest to;
  std::uint64_t amount = 0;
  std::uint64_t fee = 0;
  std::uint32_t rotation_count = 0;
  std::uint32_t nonce = 0;
  std::uint64_t expiry_height = 0;
  Digest memo_digest;

  friend bool operator==(const TransactionStatement&, const TransactionStatement&) = default;
};

inline constexpr std::array kTransactionStatementFields = {
    bind_field("chain_id", &TransactionStatement::chain_id),
    bind_small("kind", &TransactionStatement::kind, Element::kPrime - 1),
    bind_field("transaction_hash", &TransactionStatement::transaction_hash),
    bind_field("from", &TransactionStatement::from),
    bind_field("key_digest", &TransactionStatement::key_digest),
    bind_field("to", &TransactionStatement::to),
    bind_field("amount", &TransactionStatement::amount),
    bind_field("fee", &TransactionStatement::fee),
    bind_field("rotation_count", &TransactionStatement::rotation_count),
    bind_field("nonce", &TransactionStatement::nonce),
    bind_field("expiry_height", &TransactionStatement::expiry_height),
    bind_field("memo_digest", &TransactionStatement::memo_digest),
};
inline constexpr auto kTransactionStatementSpecs = specs_of(kTransactionStatementFields);
inline constexpr FieldTable kTransactionStatementTable{
    "statement-transaction", Tag::kStatementTransaction, kTransactionStatementSpecs};

TransactionStatement statement_of(const Transaction& transaction) noexcept;
// H(statement-transaction; ...); kind must be below p.
Digest statement_hash(const TransactionStatement& statement) noexcept;

}  // namespace rpp
