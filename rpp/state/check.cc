// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/check.h"

#include <set>

#include "p3/base/check.h"
#include "rpp/ledger/effects.h"
#include "rpp/lists/claims.h"

namespace rpp {
namespace {

using Rule = StateRule;

constexpr std::uint32_t kMaxU32 = 0xffffffff;

// The family's name of a rule of effects.h about a transaction.
Rule rule_of(LedgerRule rule) {
  switch (rule) {
    case LedgerRule::kKeyDigestMismatch:
      return Rule::kKeyDigest;
    case LedgerRule::kRotationCountMismatch:
      return Rule::kRotationCount;
    case LedgerRule::kNonceMismatch:
      return Rule::kNonce;
    case LedgerRule::kTierTooLow:
      return Rule::kTier;
    case LedgerRule::kExpired:
      return Rule::kExpired;
    case LedgerRule::kInsufficientBalance:
      return Rule::kInsufficientBalance;
    case LedgerRule::kInsufficientStake:
      return Rule::kInsufficientStake;
    case LedgerRule::kBalanceOverflow:
      return Rule::kBalanceOverflow;
    case LedgerRule::kRotationLimit:
      return Rule::kRotationLimit;
    case LedgerRule::kWalletKeyUnchanged:
      return Rule::kWalletKeyUnchanged;
    case LedgerRule::kVoteActivationChanged:
      return Rule::kVoteActivationChanged;
    case LedgerRule::kVoteActivationEarly:
      return Rule::kVoteActivationEarly;
    case LedgerRule::kVoteKeyInactive:
      return Rule::kVoteKeyInactive;
    case LedgerRule::kVoteKeyMissing:
      return Rule::kVoteKeyMissing;
    case LedgerRule::kValidatorsFull:
      return Rule::kValidatorsFull;
    case LedgerRule::kTooFewValidators:
      return Rule::kTooFewValidators;
    default:
      P3_CHECK(false, "a rule that is none of a transaction's effects");
  }
  return Rule::kPublicFieldMismatch;
}

class Checker {
 public:
  Checker(const StateRules& rules, const StateWitness& witness, const StateFacts& facts)
      : rules_(rules), protocol_(protocol_of(rules)), witness_(witness), facts_(facts) {}

  std::vector<StateError> run(const StatePublic& fields) {
    judge_block();
    judge_accounts();
    for (std::uint32_t i = 0; i < witness_.records.size(); ++i) judge_record(i);
    for (std::uint32_t i = 0; i < witness_.transactions.size(); ++i) judge_transaction(i);
    judge_proposer();
    if (facts_.boundary) judge_validators();
    judge_fields(kStatePublicTable, values_of(fields), values_of(facts_.fields),
                 Rule::kPublicFieldMismatch, {}, judge_);
    return judge_.take();
  }

 private:
  void judge_block();
  void judge_accounts();
  void judge_record(std::uint32_t i);
  void judge_transaction(std::uint32_t i);
  void judge_body(const TransactionWithChange& transaction, const Where& where);
  void judge_proposer();
  void judge_validators();

  const StateRules& rules_;
  const Protocol protocol_;
  const StateWitness& witness_;
  const StateFacts& facts_;
  RuleJudge<Rule> judge_;
};

void Checker::judge_block() {
  judge_.demand(witness_.height <= kMaxBlockHeight, Rule::kHeightRange);
  std::uint64_t fees = 0;
  bool fits = true;
  for (const TransactionWithChange& transaction : witness_.transactions) {
    fits = fits && transaction.body.fee <= ~fees;
    fees += transaction.body.fee;
  }
  judge_.demand(fits, Rule::kFeeOverflow);
}

void Checker::judge_accounts() {
  std::set<std::uint32_t> positions;
  for (std::uint32_t i = 0; i < witness_.accounts.size(); ++i) {
    const AccountOpening& opening = witness_.accounts[i];
    const Where where{.item = i};
    judge_.demand(positions.insert(opening.index).second, Rule::kPositionRepeated, where);
    judge_.demand(facts_.accounts[i].root_before == witness_.state.accounts_root,
                  Rule::kAccountPath, where);
    judge_.demand(opening.account.flags <= kValidatorFlag, Rule::kFlags, where);
  }
}

void Checker::judge_record(std::uint32_t i) {
  const UptimeStatement& record = witness_.records[i];
  const AccountAccess& access = facts_.records[i].access;
  const Account& account = access.before;
  const auto demand = [&](bool holds, Rule rule) { judge_.demand(holds, rule, {.item = i}); };
  demand(record.chain_id == witness_.chain_id, Rule::kRecordChainId);
  demand(access.account.has_value(), Rule::kRecordAccount);
  if (access.account) {
    demand(record.key_digest == account.wallet_key, Rule::kRecordKeyDigest);
    demand(record.rotation_count == account.rotation_count, Rule::kRecordRotationCount);
    demand(record.nonce == account.nonce, Rule::kRecordNonce);
    demand(account.nonce < kMaxU32, Rule::kRecordNonceLimit);
    demand(record.before == record_of(account), Rule::kRecordBefore);
  }
  demand(claimed_in_time(record.window_end, witness_.timestamp), Rule::kRecordAge);
  demand(record.after.hours <= kMaxTimetokeHours, Rule::kRecordHours);
}

void Checker::judge_body(const TransactionWithChange& transaction, const Where& where) {
  const Transaction& body = transaction.body;
  const auto demand = [&](bool holds, Rule rule) { judge_.demand(holds, rule, where); };
  demand(body.chain_id == witness_.chain_id, Rule::kTransactionChainId);
  demand(body.kind < kNumTransactionKinds, Rule::kTransactionKind);
  demand(!body.is(TransactionKind::kRotation) || body.amount == 0, Rule::kRotationAmount);
  demand(body.is(TransactionKind::kTransfer) || body.to == body.from, Rule::kRecipientMismatch);
  demand(!transaction.change || key_change_hash(*transaction.change) == body.memo_digest,
         Rule::kKeyChangeHash);
}

void Checker::judge_transaction(std::uint32_t i) {
  const TransactionWithChange& transaction = witness_.transactions[i];
  const StateTransactionFacts& facts = facts_.transactions[i];
  const Where where{.item = i};
  judge_body(transaction, where);
  judge_.demand(facts.sender.account.has_value(), Rule::kSender, where);
  if (facts.sender.account) {
    const BlockContext block{protocol_, witness_.chain_id, witness_.height, witness_.timestamp,
                             SignatureCheck::kProven};
    Account sender = facts.sender.before;
    // A rotation begins again at 1.
    judge_.demand(sender.nonce < kMaxU32 || transaction.body.is(TransactionKind::kRotation),
                  Rule::kNonceLimit, where);
    std::uint32_t validators = facts.validators_before;
    for (const LedgerRule rule : send(block, transaction, sender, validators)) {
      judge_.demand(false, rule_of(rule), where);
    }
  }
  if (!facts.recipient) return;
  judge_.demand(facts.recipient->account.has_value(), Rule::kRecipient, where);
  if (!facts.recipient->account) return;
  Account recipient = facts.recipient->before;
  for (const LedgerRule rule : receive(transaction.body, recipient)) {
    judge_.demand(false, rule_of(rule), where);
  }
}

void Checker::judge_proposer() {
  judge_.demand(facts_.proposer.account.has_value(), Rule::kProposer);
  if (!facts_.proposer.account) return;
  Account proposer = facts_.proposer.before;
  judge_.demand(proposer.hours <= kMaxTimetokeHours, Rule::kProposerHours);
  for (const LedgerRule rule : reward(facts_.fields.fee_total, proposer)) {
    judge_.demand(
        false, rule == LedgerRule::kFeeOverflow ? Rule::kProposerBalance : Rule::kSuccessesLimit);
  }
}

void Checker::judge_validators() {
  judge_.demand(facts_.flagged <= kMaxValidators && facts_.flagged == facts_.after.validator_count,
                Rule::kValidatorCount);
  for (std::uint32_t i = 0; i < facts_.validators.size(); ++i) {
    const ValidatorFacts& validator = facts_.validators[i];
    const Account& account = facts_.accounts[validator.account].after;
    judge_.demand(i == 0 || facts_.validators[i - 1].leaf.address < validator.leaf.address,
                  Rule::kValidatorOrder, {.item = i});
    const std::uint64_t power = account.stake / rules_.power_unit;
    judge_.demand(power >= 1 && power <= kMaxU32, Rule::kPowerRange, {.item = i});
  }
}

}  // namespace

std::vector<StateError> state_errors(const StateRules& rules, const StateWitness& witness,
                                     const StateFacts& facts, const StatePublic& fields) noexcept {
  return Checker(rules, witness, facts).run(fields);
}

std::vector<StateError> state_errors(const StateRules& rules, const StateWitness& witness,
                                     const StatePublic& fields) noexcept {
  if (const auto error = check_shape(witness)) return {*error};
  return state_errors(rules, witness, state_facts(rules, witness), fields);
}

std::optional<StateError> check_state(const StateRules& rules, const StateWitness& witness,
                                      const StatePublic& fields) noexcept {
  const std::vector<StateError> errors = state_errors(rules, witness, fields);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
