// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "rpp/lists/rule_error.h"

// The rules of the identity statement, one name each (statements.md, section 5).
namespace rpp {

enum class IdentityRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kStatementCount,
  kAttestationCount,
  kPathLength,
  kElementRange,
  // The list.
  kHeightRange,
  // The declaration.
  kChainId,
  kEpoch,
  kEpochNonce,
  kAddress,
  kAttemptRange,
  kSignatureEncoding,
  kSignature,
  kActivationHeight,
  // The account.
  kLowPath,
  kLowNotBelow,
  kNextNotAbove,
  kAccountCount,
  kNewPath,
  // Attestations.
  kMemberRange,
  kMemberOrder,
  kMemberPath,
  kAttestationLeaf,
  kAttestationEncoding,
  kAttestation,
  // What is claimed.
  kStatementMismatch,
  kPublicFieldMismatch,
};

inline constexpr std::size_t kNumIdentityRules =
    static_cast<std::size_t>(IdentityRule::kPublicFieldMismatch) + 1;

// Items are statements, parts their attestations.
using IdentityError = RuleError<IdentityRule>;

// In the order of the enum.
std::span<const RuleText> identity_rules() noexcept;
// "member_order".
const char* rule_name(IdentityRule rule) noexcept;
// "statement 3, attestation 1".
std::string where_text(const IdentityError& error);
// "member_order: statement 3, attestation 1".
std::string describe(const IdentityError& error);

}  // namespace rpp
