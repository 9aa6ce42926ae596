// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/forged_signature.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/lists/wallet.h"

// For tests: acts of an owner that break one rule of the signature and no other.
//
// Attack has `pool`, `draws` and the wallet key `key()` of its victim; act(change) changes the
// victim's draft, with the members body, key and attempt, and has it signed; signature(change)
// changes the signature that is there, and is given its LeafFacts. Both return the forged list.
namespace rpp {

// A nonce that the victim's key does not hold, under a key that does.
template <class Attack>
auto act_at_nonce(std::uint32_t nonce, Attack& attack) {
  const auto key = make_wallet(random_digest(attack.draws), nonce, 0, attack.pool);
  return attack.act([&](auto& draft) {
    draft.key = key.get();
    draft.body.key_digest = key_digest(key->public_key());
    draft.body.nonce = nonce;
  });
}

// The victim's key holds the leaves of the next nonce as well.
template <class Attack>
auto break_act(WalletRule rule, Attack& attack) {
  switch (rule) {
    case WalletRule::kKeyDigest:
      return attack.act([](auto& draft) { draft.body.key_digest[7] += Element::one(); });
    case WalletRule::kAttemptRange:
      return attack.act([](auto& draft) { draft.attempt = kAttempts; });
    case WalletRule::kNonceZero:
      return act_at_nonce(0, attack);
    case WalletRule::kNonceRange:
      return act_at_nonce(kNonceEnd, attack);
    case WalletRule::kNonceReserved:
      return act_at_nonce(kNonceEnd - kRotationNonces, attack);
    case WalletRule::kSignatureEncoding:
      return attack.signature([&attack](WalletSignature& signature, const LeafFacts& leaf) {
        signature.signature =
            signature_of_other_sum(attack.key(), leaf.leaf, leaf.message, attack.draws);
      });
    default:
      return attack.signature([](WalletSignature& signature, const LeafFacts&) {
        signature.signature.values[kChains - 1][3] += Element::one();
      });
  }
}

}  // namespace rpp
