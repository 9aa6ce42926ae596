// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rpp/lists/wallet.h"

// The rules of the transaction statement, one name each (statements.md, section 5).
namespace rpp {

enum class TransactionRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kStatementCount,
  kPathLength,
  // One statement.
  kChainId,
  kKindRange,
  kKeyDigest,  // from here on as WalletRule
  kAttemptRange,
  kNonceZero,
  kNonceRange,
  kNonceReserved,
  kSignatureEncoding,
  kSignature,
  kAmountFeeOverflow,
  kExpiryZero,
  kAmountZero,
  kRotationAmount,
  kRecipient,
  // What is claimed.
  kStatementMismatch,
  kPublicFieldMismatch,
};

inline constexpr std::size_t kNumTransactionRules =
    static_cast<std::size_t>(TransactionRule::kPublicFieldMismatch) + 1;

// Items are statements.
using TransactionError = RuleError<TransactionRule>;

// In the order of the enum.
std::span<const RuleText> transaction_rules() noexcept;
// "nonce_range".
const char* rule_name(TransactionRule rule) noexcept;
// "statement 3", "statement 3, amount".
std::string where_text(const TransactionError& error);
// "nonce_range: statement 3".
std::string describe(const TransactionError& error);

}  // namespace rpp
