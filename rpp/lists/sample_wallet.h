// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "p3/parallel/thread_pool.h"
#include "rpp/lists/wallet.h"
#include "rpp/xmss/key.h"

// Wallet keys and signatures of samples. A key has the full height and only the leaves of some
// nonces (docs/spec/hashing.md, "Secrets"): the same paths and the same cost of a proof, without
// the time for 2^16 leaves each. For samples and tests: nothing is recorded.
namespace rpp {

// The key of a seed that holds the leaves of `nonce` and, with log_nonces > 0, of the others in its
// aligned run of 2^log_nonces nonces; log_nonces <= 14. Nonces count modulo 2^14.
std::unique_ptr<const XmssKey> make_wallet(const Digest& seed, std::uint32_t nonce,
                                           unsigned log_nonces, p3::ThreadPool& pool);

// At any leaf that the key holds.
OneTimeSignature sign_leaf(const XmssKey& key, std::uint32_t leaf, const Digest& message);

// At the wrapped leaf of nonce and attempt.
WalletSignature sign_act(const XmssKey& key, std::uint32_t nonce, std::uint32_t attempt,
                         const Digest& message);

}  // namespace rpp
