// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/apply_transaction.h"

#include <algorithm>

#include "rpp/chain/limits.h"
#include "rpp/ledger/signatures.h"

namespace rpp {
namespace {

using Broken = std::optional<LedgerRule>;

constexpr std::uint64_t kMaxU64 = ~std::uint64_t{0};

// What belongs to this sender, at this point of the block.
Broken check_sender(const BlockContext& block, const Transaction& t, const Account& sender) {
  if (sender.wallet_key != t.key_digest) return LedgerRule::kKeyDigestMismatch;
  if (sender.rotation_count != t.rotation_count) return LedgerRule::kRotationCountMismatch;
  if (sender.nonce != t.nonce) return LedgerRule::kNonceMismatch;
  const bool rotation = t.is(TransactionKind::kRotation);
  const std::uint32_t tier = rotation ? block.protocol.rotation_tier : block.protocol.transfer_tier;
  if (sender.tier < tier) return LedgerRule::kTierTooLow;
  if (block.height > t.expiry_height) return LedgerRule::kExpired;
  return {};
}

Broken transfer(const Transaction& t, Account sender, std::uint32_t from, WorkingSet& accounts) {
  const auto to = accounts.find(t.to);
  if (!to) return LedgerRule::kRecipientMissing;
  sender.balance -= t.amount;
  accounts.write(from, sender);
  // Read after the write: it may be the same account.
  Account recipient = accounts.at(*to);
  if (recipient.balance > kMaxU64 - t.amount) return LedgerRule::kBalanceOverflow;
  recipient.balance += t.amount;
  accounts.write(*to, recipient);
  return {};
}

// A vote key that stays keeps its activation; a new one waits for a beacon that nobody knows yet,
// and a validator votes with the old one until then.
Broken change_vote_key(const BlockContext& block, const VoteKey& next, Account& account) {
  const VoteKey current = account.vote_key;
  if (same_key(next, current)) {
    if (next.activation_height == current.activation_height) return {};
    return LedgerRule::kVoteActivationChanged;
  }
  if (next.activation_height < min_activation(block.height, block.protocol.epoch_length)) {
    return LedgerRule::kVoteActivationEarly;
  }
  account.previous_vote_key = {};
  if (account.is_validator()) {
    if (current.activation_height > block.height) return LedgerRule::kVoteKeyInactive;
    account.previous_vote_key = current;
  }
  account.vote_key = next;
  return {};
}

Broken rotate(const BlockContext& block, const KeyChange& change, Account account,
              std::uint32_t index, WorkingSet& accounts) {
  if (change.wallet_key == account.wallet_key) return LedgerRule::kWalletKeyUnchanged;
  if (account.rotation_count == 0xffffffff) return LedgerRule::kRotationLimit;
  if (const Broken broken = change_vote_key(block, change.vote_key, account)) return broken;
  account.wallet_key = change.wallet_key;
  account.nonce = 1;
  account.rotation_count += 1;
  accounts.write(index, account);
  return {};
}

Broken become_validator(const BlockContext& block, Account& account, WorkingSet& accounts) {
  if (!has_key(account.vote_key)) return LedgerRule::kVoteKeyMissing;
  if (accounts.validator_count >= kMaxValidators) return LedgerRule::kValidatorsFull;
  accounts.validator_count += 1;
  account.flags |= kValidatorFlag;
  account.previous_vote_key = {};
  account.vote_key.activation_height =
      std::max(account.vote_key.activation_height,
               min_activation(block.height, block.protocol.epoch_length));
  return {};
}

Broken bond(const BlockContext& block, const Transaction& t, Account account, std::uint32_t index,
            WorkingSet& accounts) {
  account.balance -= t.amount;
  if (account.stake > kMaxU64 - t.amount) return LedgerRule::kBalanceOverflow;
  account.stake += t.amount;
  if (account.stake >= block.protocol.stake_minimum && !account.is_validator()) {
    if (const Broken broken = become_validator(block, account, accounts)) return broken;
  }
  accounts.write(index, account);
  return {};
}

Broken unbond(const BlockContext& block, const Transaction& t, Account account, std::uint32_t index,
              WorkingSet& accounts) {
  if (account.stake < t.amount) return LedgerRule::kInsufficientStake;
  account.stake -= t.amount;
  if (account.balance > kMaxU64 - t.amount) return LedgerRule::kBalanceOverflow;
  account.balance += t.amount;
  if (account.stake < block.protocol.stake_minimum && account.is_validator()) {
    if (accounts.validator_count <= kMinValidators) return LedgerRule::kTooFewValidators;
    accounts.validator_count -= 1;
    account.flags &= ~kValidatorFlag;
  }
  accounts.write(index, account);
  return {};
}

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
  const auto index = accounts.find(t.from);
  if (!index) return LedgerRule::kSenderMissing;
  Account sender = accounts.at(*index);
  if (const Broken broken = check_sender(block, t, sender)) return broken;
  // An unbond pays the fee out of the balance that was there before.
  const bool from_balance = !t.is(TransactionKind::kUnbond);
  if (sender.balance < (from_balance ? t.amount + t.fee : t.fee)) {
    return LedgerRule::kInsufficientBalance;
  }
  if (const Broken broken = check_signature(block, transaction)) return broken;
  sender.balance -= t.fee;
  sender.nonce += 1;
  switch (static_cast<TransactionKind>(t.kind)) {
    case TransactionKind::kTransfer:
      return transfer(t, sender, *index, accounts);
    case TransactionKind::kRotation:
      return rotate(block, *transaction.change, sender, *index, accounts);
    case TransactionKind::kBond:
      return bond(block, t, sender, *index, accounts);
    case TransactionKind::kUnbond:
      return unbond(block, t, sender, *index, accounts);
  }
  return LedgerRule::kTransactionKind;
}

}  // namespace rpp
