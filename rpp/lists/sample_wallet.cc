// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/sample_wallet.h"

#include "p3/base/check.h"
#include "rpp/xmss/sign.h"

namespace rpp {
namespace {

constexpr unsigned kLogAttempts = 2;
static_assert(kAttempts == 1u << kLogAttempts);

}  // namespace

std::unique_ptr<const XmssKey> make_wallet(const Digest& seed, std::uint32_t nonce,
                                           unsigned log_nonces, p3::ThreadPool& pool) {
  const unsigned log_leaves = log_nonces + kLogAttempts;
  const std::uint32_t leaf = wrapped_wallet_leaf(nonce, 0);
  const KeyShape shape{KeyKind::kWallet, kWalletHeight, leaf >> log_leaves << log_leaves,
                       log_leaves};
  return std::make_unique<const XmssKey>(SecretSeed(seed.elements), shape, pool);
}

OneTimeSignature sign_leaf(const XmssKey& key, std::uint32_t leaf, const Digest& message) {
  const auto encoding = find_encoding(key, leaf, message);
  P3_CHECK(encoding.has_value(), "no encoding within the bound: probability 2^-113");
  const Signature signature = sign_unrecorded(key, leaf, *encoding);
  return {signature.rho, signature.values};
}

WalletSignature sign_act(const XmssKey& key, std::uint32_t nonce, std::uint32_t attempt,
                         const Digest& message) {
  const std::uint32_t leaf = wrapped_wallet_leaf(nonce, attempt);
  return {key.public_key().root, key.public_key().pp, attempt, sign_leaf(key, leaf, message),
          key.path(leaf)};
}

}  // namespace rpp
