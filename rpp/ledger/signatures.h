// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/chain/validator.h"
#include "rpp/xmss/signature.h"

// The signatures of a block's statements (statements.md, sections 2 and 5).
namespace rpp {

// Whether the wallet key with this digest signed the message for this nonce, at any attempt.
[[nodiscard]] bool signed_by_wallet(const PublicKey& key, const Digest& key_digest,
                                    std::uint32_t nonce, const Digest& message,
                                    const Signature& signature) noexcept;

// Whether a member's vote key signed the message at a leaf for attestations.
[[nodiscard]] bool attested_by(const ValidatorLeaf& member, unsigned key_height,
                               const Digest& message, const Signature& signature) noexcept;

}  // namespace rpp
