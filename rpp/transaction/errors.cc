// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/errors.h"

namespace rpp {
namespace {

constexpr WhereWords kWords{"statement", "part"};

constexpr std::array kShape = {
    RuleText{"statement_count", "a list has 0 to 512 statements"},
    RuleText{"path_length", "the path of a signature has 16 digests"},
};
constexpr std::array kIdentity = {
    RuleText{"chain_id_mismatch", "the statement's chain id is the list's"},
    RuleText{"kind_range", "kind is 0 to 3"},
};
constexpr std::array kAmounts = {
    RuleText{"amount_fee_overflow", "amount + fee < 2^64"},
    RuleText{"expiry_zero", "expiry height > 0"},
    RuleText{"amount_zero", "amount > 0, but for a key rotation"},
    RuleText{"rotation_amount", "a key rotation has amount 0"},
    RuleText{"recipient_mismatch", "to = from, but for a transfer"},
};
constexpr std::array kClaims = {
    RuleText{"statement_mismatch", "every field of a statement is the one that the witness gives"},
    RuleText{"public_field_mismatch",
             "every public field is the one that chain id and statements give"},
};
constexpr auto kRules = rule_table(kShape, kIdentity, kWalletRules, kAmounts, kClaims);
static_assert(kRules.size() == kNumTransactionRules);

}  // namespace

std::span<const RuleText> transaction_rules() noexcept { return kRules; }

const char* rule_name(TransactionRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kRules.size() ? kRules[i].name : "unknown";
}

std::string where_text(const TransactionError& error) { return describe(error.where, kWords); }

std::string describe(const TransactionError& error) {
  return describe(rule_name(error.rule), error.where, kWords);
}

}  // namespace rpp
