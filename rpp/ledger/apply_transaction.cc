// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/apply_transaction.h"

#include "rpp/chain/limits.h"
#include "rpp/ledger/effects.h"
#include "rpp/ledger/signatures.h"

namespace rpp {
namespace {

using Broken = std::optional<LedgerRule>;

constexpr std::uint64_t kMaxU64 = ~std::uint64_t{0};

Broken check_change(const BlockTransaction& transaction) {
  const auto& change = transaction.change;
  if (!transaction.body.is(TransactionKind::kRotation)) {
    return change ? Broken(LedgerRule::kKeyChangeUnexpected) : Broken();
  }
  if (!change || key_change_hash(*change) != transaction.body.memo_digest) {
    return LedgerRule::kKeyChangeMissing;
  }
  return {};
}

Broken check_signature(const BlockContext& block, const BlockTransaction& transaction) {
  if (block.check == SignatureCheck::kProven) return {};
  const Transaction& t = transaction.body;
  if (signed_by_wallet(transaction.key, t.key_digest, t.nonce, transaction_hash(t),
                       transaction.signature)) {
    return {};
  }
  return LedgerRule::kTransactionSignature;
}

}  // namespace

std::optional<LedgerRule> check_body(const Transaction& t, const Digest& chain_id) {
  if (t.chain_id != chain_id) return LedgerRule::kTransactionChainId;
  if (t.kind >= kNumTransactionKinds) return LedgerRule::kTransactionKind;
  const bool rotation = t.is(TransactionKind::kRotation);
  const std::uint32_t end = rotation ? kNonceEnd : kNonceEnd - kRotationNonces;
  if (t.nonce == 0 || t.nonce >= end) return LedgerRule::kNonceRange;
  if (t.fee > kMaxU64 - t.amount) return LedgerRule::kAmountFeeOverflow;
  if (t.expiry_height == 0) return LedgerRule::kExpiryZero;
  if (rotation && t.amount != 0) return LedgerRule::kRotationAmount;
  if (!rotation && t.amount == 0) return LedgerRule::kAmountZero;
  if (!t.is(TransactionKind::kTransfer) && t.to != t.from) return LedgerRule::kRecipientMismatch;
  return {};
}

std::optional<LedgerRule> apply_transaction(const BlockContext& block,
                                            const BlockTransaction& transaction,
                                            WorkingSet& accounts) {
  const Transaction& t = transaction.body;
  if (const Broken broken = check_body(t, block.chain_id)) return broken;
  if (const Broken broken = check_change(transaction)) return broken;
  const auto from = accounts.find(t.from);
  if (!from) return LedgerRule::kSenderMissing;
  Account sender = accounts.at(*from);
  std::uint32_t validators = accounts.validator_count;
  if (const Broken broken = first_of(send(block, transaction, sender, validators))) return broken;
  if (const Broken broken = check_signature(block, transaction)) return broken;
  if (t.is(TransactionKind::kTransfer)) {
    const auto to = accounts.find(t.to);
    if (!to) return LedgerRule::kRecipientMissing;
    // As the sender's side leaves it: it may be the same account.
    Account recipient = to == from ? sender : accounts.at(*to);
    if (const Broken broken = first_of(receive(t, recipient))) return broken;
    accounts.write(*from, sender);
    accounts.write(*to, recipient);
    return {};
  }
  accounts.write(*from, sender);
  accounts.validator_count = validators;
  return {};
}

}  // namespace rpp
