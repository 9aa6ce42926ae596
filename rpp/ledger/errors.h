// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

// The rules of a block, one name each (statements.md, sections 4 and 5; docs/spec/state.md).
namespace rpp {

enum class LedgerRule : std::uint8_t {
  // Sizes of the body.
  kTooManyIdentities,
  kTooManyUptimeRecords,
  kTooManyTransactions,
  // The header: its place in the chain.
  kHeaderChainId,
  kHeaderHeight,  // one above the head's, and in range
  kHeaderPreviousHash,
  kHeaderTimestamp,  // above the head's
  kHeaderSlot,       // by its formula, and above the head's
  kHeaderEpochNonce,
  kHeaderValidatorSetRoot,
  kHeaderHistoryRoot,
  kLeaderOutOfRange,
  kLeaderKeyInactive,
  kProposerMismatch,
  kLeaderTierMismatch,
  kLeaderTimetokeMismatch,
  kHeaderBeacon,
  // The header: what the body gives.
  kHeaderTxRoot,
  kHeaderUptimeListRoot,
  kHeaderIdentityListRoot,
  kHeaderStateRoot,
  kHeaderNextValidatorSetRoot,
  // Identities.
  kIdentityChainId,
  kIdentityEpoch,
  kIdentityEpochNonce,
  kIdentityActivationEarly,  // at least two epochs above the height
  kIdentityExists,           // also the sentinel's address 0
  kAccountsFull,
  kAttestationCount,
  kAttestationOutOfRange,  // the member's index
  kAttestationOrder,       // indices strictly increase
  kIdentitySignature,
  kAttestationSignature,
  // Uptime records.
  kUptimeChainId,
  kUptimeAccountMissing,
  kUptimeKeyDigest,
  kUptimeRotationCount,
  kUptimeNonceRange,
  kUptimeNonce,
  kUptimeWindowEmpty,    // end > start
  kUptimeWindowOverlap,  // start >= end of the last window
  kUptimeWindowLength,
  kUptimeNoCredit,  // at least one hour
  kUptimeClaimAge,  // end <= timestamp <= end + an hour
  kUptimeHeadUnknown,
  kUptimeHeadAge,
  kUptimeEpoch,
  kUptimeSignature,
  // Transactions: the body alone.
  kTransactionChainId,
  kTransactionKind,
  kNonceRange,
  kAmountFeeOverflow,
  kExpiryZero,
  kAmountZero,         // all kinds but rotation
  kRotationAmount,     // 0
  kRecipientMismatch,  // to = from for all kinds but transfer
  kKeyChangeMissing,   // a rotation's memo digest is that of its key change
  kKeyChangeUnexpected,
  // Transactions: against the state.
  kSenderMissing,
  kKeyDigestMismatch,
  kRotationCountMismatch,
  kNonceMismatch,
  kTierTooLow,
  kExpired,
  kInsufficientBalance,
  kInsufficientStake,
  kRecipientMissing,
  kBalanceOverflow,
  kRotationLimit,
  kWalletKeyUnchanged,
  kVoteActivationChanged,  // of a vote key that stays
  kVoteActivationEarly,
  kVoteKeyInactive,  // a validator's current key becomes the previous one only if it is active
  kVoteKeyMissing,   // a validator needs one
  kValidatorsFull,
  kTooFewValidators,
  kTransactionSignature,
  // The block's fees.
  kFeeOverflow,
  kProposerMissing,
  kSuccessesLimit,
};

inline constexpr std::size_t kNumLedgerRules =
    static_cast<std::size_t>(LedgerRule::kSuccessesLimit) + 1;

enum class BlockPart : std::uint8_t { kHeader, kBody, kIdentity, kUptime, kTransaction };

struct LedgerError {
  LedgerRule rule;
  BlockPart part = BlockPart::kHeader;
  std::uint32_t index = 0;                   // in its list, for the last three parts
  std::optional<std::uint32_t> attestation;  // of an identity, for rules about one

  friend bool operator==(const LedgerError&, const LedgerError&) = default;
};

// "nonce_mismatch".
const char* rule_name(LedgerRule rule) noexcept;
// "transaction".
const char* part_name(BlockPart part) noexcept;
// "attestation_order: identity 3, attestation 1".
std::string describe(const LedgerError& error);

}  // namespace rpp
