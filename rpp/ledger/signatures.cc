// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/signatures.h"

#include "rpp/xmss/leaves.h"
#include "rpp/xmss/verify.h"

namespace rpp {

bool signed_by_wallet(const PublicKey& key, const Digest& key_digest, std::uint32_t nonce,
                      const Digest& message, const Signature& signature) noexcept {
  const auto first = wallet_leaf(kWalletHeight, nonce, 0);
  return key.height == kWalletHeight && rpp::key_digest(key) == key_digest && first &&
         signature.leaf >= *first && signature.leaf - *first < kAttempts &&
         !verify_signature(key, KeyKind::kWallet, message, signature);
}

bool attested_by(const ValidatorLeaf& member, unsigned key_height, const Digest& message,
                 const Signature& signature) noexcept {
  const PublicKey key{key_height, member.key_root, member.key_pp};
  return is_attestation_leaf(key_height, signature.leaf) &&
         !verify_signature(key, KeyKind::kVote, message, signature);
}

}  // namespace rpp
