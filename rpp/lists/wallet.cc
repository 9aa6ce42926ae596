// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/wallet.h"

namespace rpp {

WalletFacts wallet_facts(std::uint32_t nonce, const Digest& message,
                         const WalletSignature& signature) noexcept {
  WalletFacts facts;
  facts.key_digest = key_digest({kWalletHeight, signature.key_root, signature.key_pp});
  const std::uint32_t leaf = wrapped_wallet_leaf(nonce, signature.attempt);
  facts.leaf = leaf_facts(signature.key_pp, leaf, message, signature.signature, vrf_none());
  facts.root = root_from_path(facts.leaf.key_leaf, leaf, signature.path);
  return facts;
}

std::vector<WalletRule> broken_wallet_rules(const Digest& key_digest, std::uint32_t nonce,
                                            bool rotates, const WalletSignature& signature,
                                            const WalletFacts& facts) noexcept {
  std::vector<WalletRule> broken;
  const auto demand = [&broken](bool holds, WalletRule rule) {
    if (!holds) broken.push_back(rule);
  };
  demand(facts.key_digest == key_digest, WalletRule::kKeyDigest);
  demand(signature.attempt < kAttempts, WalletRule::kAttemptRange);
  demand(nonce != 0, WalletRule::kNonceZero);
  demand(nonce < kNonceEnd, WalletRule::kNonceRange);
  demand(rotates || nonce < kNonceEnd - kRotationNonces || nonce >= kNonceEnd,
         WalletRule::kNonceReserved);
  demand(facts.leaf.encoding_valid, WalletRule::kSignatureEncoding);
  demand(facts.root == signature.key_root, WalletRule::kSignature);
  return broken;
}

}  // namespace rpp
