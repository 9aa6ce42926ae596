// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/errors.h"

#include <iterator>

namespace rpp {
namespace {

// In the order of LedgerRule.
constexpr const char* kNames[] = {
    "too_many_identities",
    "too_many_uptime_records",
    "too_many_transactions",
    "header_chain_id",
    "header_height",
    "header_previous_hash",
    "header_timestamp",
    "header_slot",
    "header_epoch_nonce",
    "header_validator_set_root",
    "header_history_root",
    "leader_out_of_range",
    "leader_key_inactive",
    "proposer_mismatch",
    "leader_tier_mismatch",
    "leader_timetoke_mismatch",
    "header_beacon",
    "header_tx_root",
    "header_uptime_list_root",
    "header_identity_list_root",
    "header_state_root",
    "header_next_validator_set_root",
    "identity_chain_id",
    "identity_epoch",
    "identity_epoch_nonce",
    "identity_activation_early",
    "identity_exists",
    "accounts_full",
    "attestation_count",
    "attestation_out_of_range",
    "attestation_order",
    "identity_signature",
    "attestation_signature",
    "uptime_chain_id",
    "uptime_account_missing",
    "uptime_key_digest",
    "uptime_rotation_count",
    "uptime_nonce_range",
    "uptime_nonce",
    "uptime_window_empty",
    "uptime_window_overlap",
    "uptime_window_length",
    "uptime_no_credit",
    "uptime_claim_age",
    "uptime_head_unknown",
    "uptime_head_age",
    "uptime_epoch",
    "uptime_signature",
    "transaction_chain_id",
    "transaction_kind",
    "nonce_range",
    "amount_fee_overflow",
    "expiry_zero",
    "amount_zero",
    "rotation_amount",
    "recipient_mismatch",
    "key_change_missing",
    "key_change_unexpected",
    "sender_missing",
    "key_digest_mismatch",
    "rotation_count_mismatch",
    "nonce_mismatch",
    "tier_too_low",
    "expired",
    "insufficient_balance",
    "insufficient_stake",
    "recipient_missing",
    "balance_overflow",
    "rotation_limit",
    "wallet_key_unchanged",
    "vote_activation_changed",
    "vote_activation_early",
    "vote_key_inactive",
    "vote_key_missing",
    "validators_full",
    "too_few_validators",
    "transaction_signature",
    "fee_overflow",
    "proposer_missing",
    "successes_limit",
};
static_assert(std::size(kNames) == kNumLedgerRules);

// In the order of BlockPart.
constexpr const char* kParts[] = {"header", "body", "identity", "uptime", "transaction"};

}  // namespace

const char* rule_name(LedgerRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kNumLedgerRules ? kNames[i] : "unknown";
}

const char* part_name(BlockPart part) noexcept {
  const auto i = static_cast<std::size_t>(part);
  return i < std::size(kParts) ? kParts[i] : "unknown";
}

std::string describe(const LedgerError& error) {
  std::string text = std::string(rule_name(error.rule)) + ": " + part_name(error.part);
  if (error.part >= BlockPart::kIdentity) text += ' ' + std::to_string(error.index);
  if (error.attestation) text += ", attestation " + std::to_string(*error.attestation);
  return text;
}

}  // namespace rpp
