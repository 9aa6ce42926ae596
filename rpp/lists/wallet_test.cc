// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/lists/wallet.h"

#include <gtest/gtest.h>

#include "rpp/hash/random_digest.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/lists/wallet_json.h"
#include "rpp/xmss/verify.h"

namespace rpp {
namespace {

// A wallet signature in the words of rpp/xmss, judged there.
bool verified(const WalletSignature& signed_act, std::uint32_t nonce, const Digest& message) {
  const auto leaf = wallet_leaf(kWalletHeight, nonce, signed_act.attempt);
  if (!leaf) return false;
  const PublicKey key{kWalletHeight, signed_act.key_root, signed_act.key_pp};
  const Signature signature{*leaf, signed_act.signature.rho, signed_act.signature.values,
                            vrf_none(), signed_act.path};
  return !verify_signature(key, KeyKind::kWallet, message, signature);
}

std::vector<WalletRule> broken(const WalletSignature& signature, std::uint32_t nonce,
                               const Digest& message, bool rotates = false) {
  const Digest key = key_digest({kWalletHeight, signature.key_root, signature.key_pp});
  return broken_wallet_rules(key, nonce, rotates, signature,
                             wallet_facts(nonce, message, signature));
}

TEST(Wallet, AgreesWithTheVerifierOfSignatures) {
  p3::ThreadPool pool(2);
  p3::SplitMix64 draws(1);
  const auto key = make_wallet(random_digest(draws), 37, 2, pool);
  const Digest message = random_digest(draws);
  for (const std::uint32_t nonce : {36u, 37u, 38u, 39u}) {
    const WalletSignature good = sign_act(*key, nonce, nonce % kAttempts, message);
    ASSERT_TRUE(verified(good, nonce, message));
    EXPECT_TRUE(broken(good, nonce, message).empty());
    for (int part = 0; part < 4; ++part) {
      WalletSignature bad = good;
      if (part == 0) bad.signature.rho[5] += Element::one();
      if (part == 1) bad.signature.values[9][2] += Element::one();
      if (part == 2) bad.path[11][0] += Element::one();
      if (part == 3) bad.attempt ^= 1;
      EXPECT_FALSE(verified(bad, nonce, message)) << part;
      EXPECT_FALSE(broken(bad, nonce, message).empty()) << part;
    }
  }
}

TEST(Wallet, WrappedLeavesAreTheLeavesOfTheRange) {
  for (const std::uint32_t nonce : {0u, 1u, 8191u, kNonceEnd - 1}) {
    for (std::uint32_t attempt = 0; attempt < kAttempts; ++attempt) {
      EXPECT_EQ(wrapped_wallet_leaf(nonce, attempt), *wallet_leaf(kWalletHeight, nonce, attempt));
    }
  }
  EXPECT_EQ(wrapped_wallet_leaf(kNonceEnd, 0), 0u);
  EXPECT_EQ(wrapped_wallet_leaf(0xffffffffu, 0xffffffffu), wrapped_wallet_leaf(16382, 3));
}

// Every nonce has one verdict: zero, ordinary, reserved or out of range.
TEST(Wallet, Nonces) {
  WalletSignature signature;
  signature.path.resize(kWalletHeight);
  const auto judged = [&](std::uint32_t nonce, bool rotates) {
    WalletFacts facts;
    facts.leaf.encoding_valid = true;
    const auto rules = broken_wallet_rules({}, nonce, rotates, signature, facts);
    EXPECT_LE(rules.size(), 1u) << nonce;
    return rules.empty() ? std::string("fine")
                         : kWalletRules[static_cast<std::size_t>(rules[0])].name;
  };
  for (const bool rotates : {false, true}) {
    const std::string reserved = rotates ? "fine" : "nonce_reserved";
    EXPECT_EQ(judged(0, rotates), "nonce_zero");
    EXPECT_EQ(judged(1, rotates), "fine");
    EXPECT_EQ(judged((1u << 14) - 65, rotates), "fine");
    EXPECT_EQ(judged((1u << 14) - 64, rotates), reserved);
    EXPECT_EQ(judged((1u << 14) - 1, rotates), reserved);
    EXPECT_EQ(judged(1u << 14, rotates), "nonce_range");
    EXPECT_EQ(judged(0xffffffffu, rotates), "nonce_range");
  }
}

TEST(Wallet, TextForm) {
  p3::ThreadPool pool(1);
  p3::SplitMix64 draws(2);
  const auto key = make_wallet(random_digest(draws), 5, 0, pool);
  const WalletSignature signature = sign_act(*key, 5, 3, random_digest(draws));
  const auto json = parse_json_text(json_of(signature), 1u << 16);
  ASSERT_TRUE(json);
  ChainJsonReader in;
  EXPECT_EQ(read_wallet_signature(in, json.value(), "s"), signature);
  EXPECT_FALSE(in.failed());
}

}  // namespace
}  // namespace rpp
