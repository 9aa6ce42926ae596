// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/errors.h"

namespace rpp {
namespace {

constexpr WhereWords kWords{"statement", "attestation"};

constexpr std::array kRules = {
    RuleText{"statement_count", "a list has 0 to 32 statements"},
    RuleText{"attestation_count", "an identity has 3 to 8 attestations"},
    RuleText{"path_length",
             "a path has 16 digests for the new wallet key, 32 for accounts, 8 for members, and "
             "the height of vote keys for attestations"},
    RuleText{"element_range",
             "tier, hours and flags of the low account, tier and hours of members are below p"},
    RuleText{"height_range", "height < 2^32 - 1"},
    RuleText{"chain_id_mismatch", "the statement's chain id is the list's"},
    RuleText{"epoch_mismatch", "epoch = floor(height / epoch length)"},
    RuleText{"epoch_nonce_mismatch", "the statement's epoch nonce is the list's"},
    RuleText{"address_mismatch", "the new wallet key has height 16, and its digest is the address"},
    RuleText{"attempt_range", "attempt is 0 to 3"},
    RuleText{"invalid_signature_encoding",
             "the digits of D sum to 184, none of its first six elements is p - 1"},
    RuleText{"invalid_signature", "leaf attempt leads to the root of the new wallet key"},
    RuleText{"activation_height", "vote activation height >= height + 2 * epoch length"},
    RuleText{"invalid_low_path", "the low account stands in the state that the list has reached"},
    RuleText{"low_not_below", "the low account's address < the new address"},
    RuleText{"next_not_above",
             "the new address < the low account's next address, or its next address and next "
             "index are 0"},
    RuleText{"account_count_overflow", "the number of accounts stays below 2^32"},
    RuleText{"invalid_new_path",
             "position account count is empty in the tree where the low account names the new one"},
    RuleText{"member_range", "a member's index is below 256"},
    RuleText{"member_order", "members' indices are strictly increasing; names the second of two"},
    RuleText{"invalid_member_path", "the member stands in the validator set at its index"},
    RuleText{"attestation_leaf", "the leaf is one of the attestation range"},
    RuleText{"invalid_attestation_encoding",
             "the digits of D sum to 184, none of its first six elements is p - 1"},
    RuleText{"invalid_attestation",
             "the leaf of the signature over H(attest; declaration digest, address) leads to the "
             "root of the member's vote key"},
    RuleText{"statement_mismatch", "every field of a statement is the one that the witness gives"},
    RuleText{"public_field_mismatch",
             "every public field is the one that witness and statements give"},
};
static_assert(kRules.size() == kNumIdentityRules);

}  // namespace

std::span<const RuleText> identity_rules() noexcept { return kRules; }

const char* rule_name(IdentityRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kRules.size() ? kRules[i].name : "unknown";
}

std::string where_text(const IdentityError& error) { return describe(error.where, kWords); }

std::string describe(const IdentityError& error) {
  return describe(rule_name(error.rule), error.where, kWords);
}

}  // namespace rpp
