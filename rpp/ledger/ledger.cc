// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/ledger.h"

#include <algorithm>
#include <set>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/ledger/admit_identity.h"
#include "rpp/ledger/apply_claim.h"
#include "rpp/ledger/apply_transaction.h"
#include "rpp/ledger/effects.h"

namespace rpp {
namespace {

using Broken = std::optional<LedgerError>;

LedgerError in_header(LedgerRule rule) { return {rule, BlockPart::kHeader, 0, {}}; }
LedgerError in_body(LedgerRule rule) { return {rule, BlockPart::kBody, 0, {}}; }

Broken check_sizes(const BlockBody& body) {
  if (body.identities.size() > kMaxIdentities) return in_body(LedgerRule::kTooManyIdentities);
  if (body.uptime.size() > kMaxUptimeRecords) return in_body(LedgerRule::kTooManyUptimeRecords);
  if (body.transactions.size() > kMaxTransactions) {
    return in_body(LedgerRule::kTooManyTransactions);
  }
  return {};
}

// The fees of a body whose transactions were applied, each bounded by a balance.
Broken add_fees(const BlockBody& body, std::uint64_t& total) {
  for (const BlockTransaction& transaction : body.transactions) {
    if (transaction.body.fee > ~total) return in_body(LedgerRule::kFeeOverflow);
    total += transaction.body.fee;
  }
  return {};
}

// After all transactions: nobody spends this block's fees in it.
Broken pay_proposer(const Digest& proposer, std::uint64_t fees, WorkingSet& accounts) {
  const auto index = accounts.find(proposer);
  if (!index) return in_header(LedgerRule::kProposerMissing);
  Account account = accounts.at(*index);
  if (const auto broken = first_of(reward(fees, account))) return in_body(*broken);
  accounts.write(*index, account);
  return {};
}

template <class Statement>
Digest list_root_of(const std::vector<Statement>& statements) {
  std::vector<Digest> digests;
  digests.reserve(statements.size());
  for (const Statement& statement : statements) digests.push_back(statement_hash(statement));
  return statement_list_root(digests);
}

// What the header says of the body's effects.
Broken check_effects(const BlockHeader& header, const Transition& transition) {
  if (header.tx_root != transition.tx_root) return in_header(LedgerRule::kHeaderTxRoot);
  if (header.uptime_list_root != transition.uptime_list_root) {
    return in_header(LedgerRule::kHeaderUptimeListRoot);
  }
  if (header.identity_list_root != transition.identity_list_root) {
    return in_header(LedgerRule::kHeaderIdentityListRoot);
  }
  if (header.state_root_after != transition.state_root_after) {
    return in_header(LedgerRule::kHeaderStateRoot);
  }
  if (header.next_validator_set_root != transition.next_validator_set_after) {
    return in_header(LedgerRule::kHeaderNextValidatorSetRoot);
  }
  return {};
}

}  // namespace

p3::Result<AppliedBlock, LedgerError> Ledger::apply(const Block& block, SignatureCheck check) {
  if (const Broken broken = check_links(block.header)) return p3::Err{*broken};
  auto applied = execute(block.header, block.body, check);
  if (!applied) return applied;
  if (const Broken broken = check_effects(block.header, applied.value().transition)) {
    undo_state(applied.value().undo);
    return p3::Err{*broken};
  }
  head_ = block.header;
  history_.append({block_hash(head_), head_.timestamp, head_.tx_root, head_.height});
  return applied;
}

p3::Result<BlockHeader, LedgerError> Ledger::complete(BlockHeader header, const BlockBody& body,
                                                      SignatureCheck check) {
  header.chain_id = head_.chain_id;
  header.height = head_.height + 1;
  header.slot = header.timestamp < genesis_time_
                    ? 0
                    : slot_of(header.timestamp, genesis_time_, protocol_.slot_seconds);
  header.previous_hash = block_hash(head_);
  header.validator_set_root = head_.next_validator_set_root;
  header.history_root = history_.root();
  header.epoch_nonce = next_epoch_nonce(head_, protocol_.epoch_length);
  header.beacon_after =
      next_beacon(head_.chain_id, head_.beacon_after, header.slot, header.leader_output);
  if (header.leader_index >= validators_.size()) {
    return p3::Err{in_header(LedgerRule::kLeaderOutOfRange)};
  }
  const ValidatorLeaf& leader = validators_[header.leader_index];
  header.proposer = leader.address;
  header.leader_tier = leader.tier;
  header.leader_timetoke = leader.timetoke_hours;
  if (const Broken broken = check_links(header)) return p3::Err{*broken};
  const auto applied = execute(header, body, check);
  if (!applied) return p3::Err{applied.error()};
  undo_state(applied.value().undo);
  const Transition& transition = applied.value().transition;
  header.tx_root = transition.tx_root;
  header.uptime_list_root = transition.uptime_list_root;
  header.identity_list_root = transition.identity_list_root;
  header.state_root_after = transition.state_root_after;
  header.next_validator_set_root = transition.next_validator_set_after;
  return header;
}

void Ledger::rollback(const Undo& undo) {
  P3_CHECK(undo.head.height + 1 == head_.height && head_.previous_hash == block_hash(undo.head),
           "the undo record of another block");
  undo_state(undo);
  head_ = undo.head;
  history_.remove_last();
}

std::optional<LedgerError> Ledger::check_links(const BlockHeader& header) const {
  if (header.chain_id != head_.chain_id) return in_header(LedgerRule::kHeaderChainId);
  if (header.height != head_.height + 1 || header.height > kMaxBlockHeight) {
    return in_header(LedgerRule::kHeaderHeight);
  }
  if (header.previous_hash != block_hash(head_)) return in_header(LedgerRule::kHeaderPreviousHash);
  if (header.timestamp <= head_.timestamp) return in_header(LedgerRule::kHeaderTimestamp);
  if (header.slot != slot_of(header.timestamp, genesis_time_, protocol_.slot_seconds) ||
      header.slot <= head_.slot) {
    return in_header(LedgerRule::kHeaderSlot);
  }
  if (header.epoch_nonce != next_epoch_nonce(head_, protocol_.epoch_length)) {
    return in_header(LedgerRule::kHeaderEpochNonce);
  }
  if (header.validator_set_root != head_.next_validator_set_root) {
    return in_header(LedgerRule::kHeaderValidatorSetRoot);
  }
  if (header.history_root != history_.root()) return in_header(LedgerRule::kHeaderHistoryRoot);
  return check_leader(header);
}

std::optional<LedgerError> Ledger::check_leader(const BlockHeader& header) const {
  if (header.leader_index >= validators_.size()) return in_header(LedgerRule::kLeaderOutOfRange);
  const ValidatorLeaf& leader = validators_[header.leader_index];
  if (!key_active(leader, header.height)) return in_header(LedgerRule::kLeaderKeyInactive);
  if (header.proposer != leader.address) return in_header(LedgerRule::kProposerMismatch);
  if (header.leader_tier != leader.tier) return in_header(LedgerRule::kLeaderTierMismatch);
  if (header.leader_timetoke != leader.timetoke_hours) {
    return in_header(LedgerRule::kLeaderTimetokeMismatch);
  }
  if (header.beacon_after !=
      next_beacon(head_.chain_id, head_.beacon_after, header.slot, header.leader_output)) {
    return in_header(LedgerRule::kHeaderBeacon);
  }
  return {};
}

p3::Result<AppliedBlock, LedgerError> Ledger::execute(const BlockHeader& header,
                                                      const BlockBody& body, SignatureCheck check) {
  if (const Broken broken = check_sizes(body)) return p3::Err{*broken};
  const BlockContext block{protocol_, head_.chain_id, header.height, header.timestamp, check};
  AppliedBlock out;
  out.transition.state_root_before = root();
  out.undo.head = head_;
  out.undo.validator_count = validator_count_;
  WorkingSet accounts(accounts_, validator_count_);
  Broken broken = admit(block, header, body, out);
  if (!broken) broken = apply_body(block, body, accounts, out.transition);
  if (!broken) broken = pay_proposer(header.proposer, out.transition.fee_total, accounts);
  if (broken) {
    undo_state(out.undo);
    return p3::Err{*broken};
  }
  commit(accounts, out);
  renew_validators(block, out);
  return out;
}

std::optional<LedgerError> Ledger::admit(const BlockContext& block, const BlockHeader& header,
                                         const BlockBody& body, AppliedBlock& out) {
  std::set<std::uint32_t> written;
  for (std::uint32_t i = 0; i < body.identities.size(); ++i) {
    const BlockIdentity& identity = body.identities[i];
    const auto broken = admit_identity(block, header.epoch_nonce, validators_, identity, accounts_);
    if (broken) return LedgerError{broken->rule, BlockPart::kIdentity, i, broken->attestation};
    out.undo.inserted += 1;
    written.insert(accounts_.size() - 1);
    written.insert(accounts_.find_low(identity.declaration.address));
    out.transition.identities.push_back(
        statement_of(identity.declaration, block.height, head_.next_validator_set_root,
                     static_cast<std::uint32_t>(identity.attestations.size())));
  }
  out.written.assign(written.begin(), written.end());
  out.transition.identity_list_root = list_root_of(out.transition.identities);
  out.transition.state_root_admitted = root();
  return {};
}

std::optional<LedgerError> Ledger::apply_body(const BlockContext& block, const BlockBody& body,
                                              WorkingSet& accounts, Transition& out) const {
  out.uptime.resize(body.uptime.size());
  for (std::uint32_t i = 0; i < body.uptime.size(); ++i) {
    const auto rule = apply_claim(block, history_, body.uptime[i], accounts, out.uptime[i]);
    if (rule) return LedgerError{*rule, BlockPart::kUptime, i, {}};
  }
  for (std::uint32_t i = 0; i < body.transactions.size(); ++i) {
    const auto rule = apply_transaction(block, body.transactions[i], accounts);
    if (rule) return LedgerError{*rule, BlockPart::kTransaction, i, {}};
    out.transaction_hashes.push_back(transaction_hash(body.transactions[i].body));
  }
  out.uptime_list_root = list_root_of(out.uptime);
  out.tx_root = tx_root(out.transaction_hashes);
  return add_fees(body, out.fee_total);
}

void Ledger::commit(const WorkingSet& accounts, AppliedBlock& out) {
  std::set<std::uint32_t> written(out.written.begin(), out.written.end());
  for (const auto& [index, account] : accounts.changed()) {
    out.undo.accounts.emplace_back(index, accounts_.at(index));
    written.insert(index);
  }
  out.written.assign(written.begin(), written.end());
  accounts_.write(accounts.changed());
  validator_count_ = accounts.validator_count;
  out.transition.state_root_after = root();
}

void Ledger::renew_validators(const BlockContext& block, AppliedBlock& out) {
  out.transition.next_validator_set_before = head_.next_validator_set_root;
  out.transition.next_validator_set_after = head_.next_validator_set_root;
  if (!is_epoch_boundary(block.height, protocol_.epoch_length)) return;
  out.undo.validators = std::move(validators_);
  validators_ = validator_set(accounts_, protocol_, block.height);
  P3_CHECK(validators_.size() == validator_count_, "flags and their count differ");
  out.transition.next_validator_set_after = validator_set_root(validators_);
}

void Ledger::undo_state(const Undo& undo) {
  accounts_.write({undo.accounts.begin(), undo.accounts.end()});
  for (std::uint32_t i = 0; i < undo.inserted; ++i) accounts_.remove_last();
  validator_count_ = undo.validator_count;
  if (undo.validators) validators_ = *undo.validators;
}

}  // namespace rpp
