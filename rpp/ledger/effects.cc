// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/effects.h"

#include <algorithm>

#include "rpp/chain/limits.h"

namespace rpp {
namespace {

// One transaction on its sender.
class Sending {
 public:
  Sending(const BlockContext& block, const TransactionWithChange& transaction, Account& sender,
          std::uint32_t& validators)
      : block_(block),
        t_(transaction.body),
        change_(transaction.change),
        sender_(sender),
        validators_(validators) {}

  BrokenRules run() {
    check_sender();
    sender_.balance -= t_.fee;
    sender_.nonce += 1;
    if (t_.is(TransactionKind::kTransfer)) sender_.balance -= t_.amount;
    if (t_.is(TransactionKind::kRotation) && change_) rotate(*change_);
    if (t_.is(TransactionKind::kBond)) bond();
    if (t_.is(TransactionKind::kUnbond)) unbond();
    return std::move(broken_);
  }

 private:
  void demand(bool holds, LedgerRule rule) {
    if (!holds) broken_.push_back(rule);
  }
  void check_sender();
  void rotate(const KeyChange& change);
  void change_vote_key(const VoteKey& next);
  void bond();
  void become_validator();
  void unbond();
  std::uint64_t first_activation() const {
    return min_activation(block_.height, block_.protocol.epoch_length);
  }

  const BlockContext& block_;
  const Transaction& t_;
  const std::optional<KeyChange>& change_;
  Account& sender_;
  std::uint32_t& validators_;
  BrokenRules broken_;
};

// What belongs to this sender, at this point of the block.
void Sending::check_sender() {
  demand(sender_.wallet_key == t_.key_digest, LedgerRule::kKeyDigestMismatch);
  demand(sender_.rotation_count == t_.rotation_count, LedgerRule::kRotationCountMismatch);
  demand(sender_.nonce == t_.nonce, LedgerRule::kNonceMismatch);
  const bool rotation = t_.is(TransactionKind::kRotation);
  const Protocol& protocol = block_.protocol;
  demand(sender_.tier >= (rotation ? protocol.rotation_tier : protocol.transfer_tier),
         LedgerRule::kTierTooLow);
  demand(block_.height <= t_.expiry_height, LedgerRule::kExpired);
  // An unbond pays the fee out of the balance that was there before. The difference is taken where
  // the order is known, so that amount + fee does not wrap.
  const std::uint64_t amount = t_.is(TransactionKind::kUnbond) ? 0 : t_.amount;
  demand(t_.fee <= sender_.balance && amount <= sender_.balance - t_.fee,
         LedgerRule::kInsufficientBalance);
}

void Sending::rotate(const KeyChange& change) {
  demand(change.wallet_key != sender_.wallet_key, LedgerRule::kWalletKeyUnchanged);
  demand(sender_.rotation_count != 0xffffffff, LedgerRule::kRotationLimit);
  change_vote_key(change.vote_key);
  sender_.wallet_key = change.wallet_key;
  sender_.nonce = 1;
  sender_.rotation_count += 1;
}

// A vote key that stays keeps its activation; a new one waits for a beacon that nobody knows yet,
// and a validator votes with the old one until then.
void Sending::change_vote_key(const VoteKey& next) {
  const VoteKey current = sender_.vote_key;
  if (same_key(next, current)) {
    demand(next.activation_height == current.activation_height, LedgerRule::kVoteActivationChanged);
    return;
  }
  demand(next.activation_height >= first_activation(), LedgerRule::kVoteActivationEarly);
  sender_.previous_vote_key = {};
  if (sender_.is_validator()) {
    demand(current.activation_height <= block_.height, LedgerRule::kVoteKeyInactive);
    sender_.previous_vote_key = current;
  }
  sender_.vote_key = next;
}

void Sending::bond() {
  demand(t_.amount <= ~sender_.stake, LedgerRule::kBalanceOverflow);
  sender_.balance -= t_.amount;
  sender_.stake += t_.amount;
  if (sender_.stake >= block_.protocol.stake_minimum && !sender_.is_validator()) become_validator();
}

void Sending::become_validator() {
  demand(has_key(sender_.vote_key), LedgerRule::kVoteKeyMissing);
  demand(validators_ < kMaxValidators, LedgerRule::kValidatorsFull);
  validators_ += 1;
  sender_.flags |= kValidatorFlag;
  sender_.previous_vote_key = {};
  sender_.vote_key.activation_height =
      std::max(sender_.vote_key.activation_height, first_activation());
}

void Sending::unbond() {
  demand(sender_.stake >= t_.amount, LedgerRule::kInsufficientStake);
  demand(t_.amount <= ~sender_.balance, LedgerRule::kBalanceOverflow);
  sender_.stake -= t_.amount;
  sender_.balance += t_.amount;
  if (sender_.stake >= block_.protocol.stake_minimum || !sender_.is_validator()) return;
  demand(validators_ > kMinValidators, LedgerRule::kTooFewValidators);
  validators_ -= 1;
  sender_.flags &= ~kValidatorFlag;
}

}  // namespace

BrokenRules send(const BlockContext& block, const TransactionWithChange& transaction,
                 Account& sender, std::uint32_t& validators) {
  return Sending(block, transaction, sender, validators).run();
}

BrokenRules receive(const Transaction& transaction, Account& recipient) {
  BrokenRules broken;
  if (transaction.amount > ~recipient.balance) broken.push_back(LedgerRule::kBalanceOverflow);
  recipient.balance += transaction.amount;
  return broken;
}

BrokenRules reward(std::uint64_t fees, Account& proposer) {
  BrokenRules broken;
  if (fees > ~proposer.balance) broken.push_back(LedgerRule::kFeeOverflow);
  if (proposer.successes == 0xffffffff) broken.push_back(LedgerRule::kSuccessesLimit);
  proposer.balance += fees;
  proposer.successes += 1;
  return broken;
}

void write_record(const UptimeRecord& record, Account& account) {
  account.hours = record.hours;
  account.window_end = record.window_end;
  account.last_decay = record.last_decay;
  account.nonce += 1;
}

}  // namespace rpp
