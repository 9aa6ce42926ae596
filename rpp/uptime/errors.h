// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rpp/lists/wallet.h"

// The rules of the uptime statement, one name each (statements.md, section 5).
namespace rpp {

enum class UptimeRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kStatementCount,
  kPathLength,
  // One statement.
  kChainId,
  kKeyDigest,  // from here on as WalletRule
  kAttemptRange,
  kNonceZero,
  kNonceRange,
  kNonceReserved,
  kSignatureEncoding,
  kSignature,
  kWindowOrder,
  kWindowOverlap,
  kWindowTooLong,
  kWindowTooShort,
  kEpoch,
  kHeadHeightRange,
  kHeadPath,
  kHeadTooNew,
  kHeadTooOld,
  kHoursRange,
  kDecayTime,
  // What is claimed.
  kStatementMismatch,
  kPublicFieldMismatch,
};

inline constexpr std::size_t kNumUptimeRules =
    static_cast<std::size_t>(UptimeRule::kPublicFieldMismatch) + 1;

// Items are statements.
using UptimeError = RuleError<UptimeRule>;

// In the order of the enum.
std::span<const RuleText> uptime_rules() noexcept;
// "window_overlap".
const char* rule_name(UptimeRule rule) noexcept;
// "statement 3", "statement 3, epoch".
std::string where_text(const UptimeError& error);
// "window_overlap: statement 3".
std::string describe(const UptimeError& error);

}  // namespace rpp
