// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>

#include "rpp/chain/validator.h"
#include "rpp/ledger/working_set.h"

// One new identity: its rules, and its account (statements.md, section 5, identity).
namespace rpp {

// What a broken rule is about: the identity, or one of its attestations.
struct BrokenIdentity {
  LedgerRule rule;
  std::optional<std::uint32_t> attestation;
};

// The rule that is broken, or nothing: then the account is in the tree. `signers` is the validator
// set that signs the block.
[[nodiscard]] std::optional<BrokenIdentity> admit_identity(const BlockContext& block,
                                                           const Digest& epoch_nonce,
                                                           std::span<const ValidatorLeaf> signers,
                                                           const BlockIdentity& identity,
                                                           AccountTree& accounts);

}  // namespace rpp
