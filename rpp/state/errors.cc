// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/errors.h"

namespace rpp {
namespace {

constexpr std::array kShapeRules = {
    RuleText{"account_count", "at most 1793 accounts are opened"},
    RuleText{"path_length", "the path of an account has 32 digests"},
    RuleText{"record_count", "a block has at most 512 uptime records"},
    RuleText{"transaction_count", "a block has at most 512 transactions"},
    RuleText{"element_range", "tiers, hours, flags, kinds and credited hours are below p"},
    RuleText{"key_change_presence", "a transaction has a key change exactly if it is a rotation"},
};

constexpr std::array kBlockRules = {
    RuleText{"height_range", "height < 2^32 - 1"},
    RuleText{"fee_overflow", "the sum of all fees < 2^64"},
};

constexpr std::array kAccountRules = {
    RuleText{"position_repeated", "no position is opened twice"},
    RuleText{"invalid_account_path",
             "the account stands at its position under the accounts root before"},
    RuleText{"account_flags", "flags are 0 or 1"},
};

constexpr std::array kRecordRules = {
    RuleText{"record_chain_id", "the record's chain id is the block's"},
    RuleText{"record_account", "the address is not 0 and has an opened account"},
    RuleText{"record_key_digest", "the key digest is the account's"},
    RuleText{"record_rotation_count", "the rotation count is the account's"},
    RuleText{"record_nonce", "the nonce is the account's"},
    RuleText{"record_nonce_limit", "the account's nonce < 2^32 - 1"},
    RuleText{"record_before", "the record before is the account's"},
    RuleText{"record_age", "window end <= timestamp of the block <= window end + 3600"},
    RuleText{"record_hours", "hours after <= 720"},
};

constexpr std::array kBodyRules = {
    RuleText{"transaction_chain_id", "the transaction's chain id is the block's"},
    RuleText{"transaction_kind", "kind <= 3"},
    RuleText{"rotation_amount", "kind 1: amount = 0"},
    RuleText{"recipient_mismatch", "kinds 1 to 3: to = from"},
    RuleText{"key_change_mismatch", "kind 1: memo digest = H(keys; the key change)"},
};

constexpr std::array kSenderRules = {
    RuleText{"sender", "from is not 0 and has an opened account"},
    RuleText{"key_digest_mismatch", "the key digest is the sender's"},
    RuleText{"rotation_count_mismatch", "the rotation count is the sender's"},
    RuleText{"nonce_mismatch", "the nonce is the sender's"},
    RuleText{"nonce_limit", "kinds 0, 2, 3: the sender's nonce < 2^32 - 1"},
    RuleText{"tier_too_low", "the sender's tier is the protocol's or above"},
    RuleText{"expired", "height <= expiry height"},
    RuleText{"insufficient_balance", "balance >= amount + fee; kind 3: balance >= fee"},
    RuleText{"insufficient_stake", "kind 3: stake >= amount"},
    RuleText{"recipient", "kind 0: to is not 0 and has an opened account"},
    RuleText{"balance_overflow",
             "what gets the amount stays below 2^64: the recipient's balance (kind 0), the stake "
             "(kind 2), the balance (kind 3)"},
    RuleText{"rotation_limit", "kind 1: rotation count < 2^32 - 1"},
    RuleText{"wallet_key_unchanged", "kind 1: the new wallet key is not the current one"},
    RuleText{"vote_activation_changed",
             "kind 1: a vote key that stays (root, pp, first slot) keeps its activation height"},
    RuleText{"vote_activation_early",
             "kind 1: a new vote key's activation height >= height + 2 * epoch length"},
    RuleText{"vote_key_inactive",
             "kind 1: a validator's vote key that is replaced has activation height <= height"},
    RuleText{"vote_key_missing", "kind 2: who becomes a validator has a vote root that is not 0"},
    RuleText{"validators_full", "kind 2: who becomes a validator finds fewer than 256"},
    RuleText{"too_few_validators", "kind 3: who stops being a validator leaves at least 4"},
};

constexpr std::array kEndRules = {
    RuleText{"proposer", "the proposer's address is not 0 and has an opened account"},
    RuleText{"proposer_balance", "the proposer's balance and the fee total are below 2^64"},
    RuleText{"proposer_hours", "the proposer's hours <= 720"},
    RuleText{"successes_limit", "the proposer's successes < 2^32 - 1"},
    RuleText{"validator_count",
             "at a boundary: the opened accounts with the flag after the block are as many as the "
             "validator count after, at most 256"},
    RuleText{"validator_order", "at a boundary: no two validators have one address"},
    RuleText{"power_range", "at a boundary: 1 <= floor(stake / unit) < 2^32"},
    RuleText{"public_field_mismatch", "every public field is the one that the witness gives"},
};

constexpr auto kRules = rule_table(kShapeRules, kBlockRules, kAccountRules, kRecordRules,
                                   kBodyRules, kSenderRules, kEndRules);
static_assert(kRules.size() == kNumStateRules);

// What the item of a rule's error is.
const char* item_word(StateRule rule) {
  if (rule == StateRule::kElementRange) return "item";  // the field says of which list
  if (rule >= StateRule::kValidatorCount) return "validator";
  if (rule >= StateRule::kTransactionChainId) return "transaction";
  if (rule >= StateRule::kRecordChainId) return "record";
  return rule == StateRule::kKeyChangePresence ? "transaction" : "account";
}

}  // namespace

std::span<const RuleText> state_rules() noexcept { return kRules; }

const char* rule_name(StateRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kRules.size() ? kRules[i].name : "unknown";
}

std::string where_text(const StateError& error) {
  return describe(error.where, {item_word(error.rule), "part"});
}

std::string describe(const StateError& error) {
  return describe(rule_name(error.rule), error.where, {item_word(error.rule), "part"});
}

}  // namespace rpp
