// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rpp/lists/rule_error.h"

// The rules of the state statement, one name each (statements.md, section 5).
//
// Rules of the body alone that the transaction family proves (ranges of nonces and attempts, amount
// above 0, expiry above 0) and those of an uptime window are not asked again.
namespace rpp {

enum class StateRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kAccountCount,
  kPathLength,
  kRecordCount,
  kTransactionCount,
  kElementRange,
  kKeyChangePresence,
  // The block.
  kHeightRange,
  kFeeOverflow,
  // Opened accounts, before.
  kPositionRepeated,
  kAccountPath,
  kFlags,
  // Uptime records.
  kRecordChainId,
  kRecordAccount,
  kRecordKeyDigest,
  kRecordRotationCount,
  kRecordNonce,
  kRecordNonceLimit,
  kRecordBefore,
  kRecordAge,
  kRecordHours,
  // Transactions.
  kTransactionChainId,
  kTransactionKind,
  kRotationAmount,
  kRecipientMismatch,
  kKeyChangeHash,
  kSender,
  kKeyDigest,
  kRotationCount,
  kNonce,
  kNonceLimit,
  kTier,
  kExpired,
  kInsufficientBalance,
  kInsufficientStake,
  kRecipient,
  kBalanceOverflow,
  kRotationLimit,
  kWalletKeyUnchanged,
  kVoteActivationChanged,
  kVoteActivationEarly,
  kVoteKeyInactive,
  kVoteKeyMissing,
  kValidatorsFull,
  kTooFewValidators,
  // The proposer.
  kProposer,
  kProposerBalance,
  kProposerHours,
  kSuccessesLimit,
  // The validator set of a boundary.
  kValidatorCount,
  kValidatorOrder,
  kPowerRange,
  // What is claimed.
  kPublicFieldMismatch,
};

inline constexpr std::size_t kNumStateRules =
    static_cast<std::size_t>(StateRule::kPublicFieldMismatch) + 1;

// Items are accounts, records, transactions or validators, as the rule's part of the enum says.
using StateError = RuleError<StateRule>;

// In the order of the enum.
std::span<const RuleText> state_rules() noexcept;
// "nonce".
const char* rule_name(StateRule rule) noexcept;
// "transaction 3".
std::string where_text(const StateError& error);
// "nonce: transaction 3".
std::string describe(const StateError& error);

}  // namespace rpp
