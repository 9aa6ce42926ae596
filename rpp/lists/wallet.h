// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/limits.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/lists/rule_error.h"
#include "rpp/xmss/leaf_facts.h"
#include "rpp/xmss/leaves.h"

// The owner's signature under an act, made with the account's wallet key (statements.md, section
// 2): at leaf 4 * nonce + attempt of a key of height 16.
namespace rpp {

static_assert(kAttempts * kNonceEnd == std::uint32_t{1} << kWalletHeight);

struct WalletSignature {
  Digest key_root;
  PublicParameter key_pp{};
  std::uint32_t attempt = 0;
  OneTimeSignature signature;
  MerklePath path;  // kWalletHeight siblings, level 0 first

  friend bool operator==(const WalletSignature&, const WalletSignature&) = default;
};

// What follows from it, right or wrong.
struct WalletFacts {
  Digest key_digest;  // H(key; 16, root, pp)
  LeafFacts leaf;     // at the wrapped leaf
  Digest root;        // where the path leads
};

// 4 * nonce + attempt modulo the size of the tree; wallet_leaf (rpp/xmss/leaves.h) is the rule.
constexpr std::uint32_t wrapped_wallet_leaf(std::uint32_t nonce, std::uint32_t attempt) {
  return (kAttempts * nonce + attempt) & ((std::uint32_t{1} << kWalletHeight) - 1);
}

// The path must have kWalletHeight siblings.
WalletFacts wallet_facts(std::uint32_t nonce, const Digest& message,
                         const WalletSignature& signature) noexcept;

// The rules of every act; families have them among their own, in this order.
enum class WalletRule : std::uint8_t {
  kKeyDigest,
  kAttemptRange,
  kNonceZero,
  kNonceRange,
  kNonceReserved,
  kSignatureEncoding,
  kSignature,
};

inline constexpr std::array kWalletRules = {
    RuleText{"key_digest_mismatch", "the key has height 16 and the key digest of the statement"},
    RuleText{"attempt_range", "attempt is 0 to 3"},
    RuleText{"nonce_zero", "nonce >= 1"},
    RuleText{"nonce_range", "nonce < 2^14"},
    RuleText{"nonce_reserved", "the last 64 nonces, below 2^14, sign key rotations only"},
    RuleText{"invalid_signature_encoding",
             "the digits of D sum to 184, none of its first six elements is p - 1"},
    RuleText{"invalid_signature", "leaf 4 * nonce + attempt leads to the key's root"},
};

// The rule of a family whose rules of a signature begin at `first`.
template <class Rule>
constexpr Rule rule_of(WalletRule rule, Rule first) {
  return static_cast<Rule>(static_cast<std::size_t>(first) + static_cast<std::size_t>(rule));
}

// The inverse; nothing for the family's other rules.
template <class Rule>
constexpr std::optional<WalletRule> wallet_rule_of(Rule rule, Rule first) {
  if (rule < first || rule > rule_of(WalletRule::kSignature, first)) return std::nullopt;
  return static_cast<WalletRule>(static_cast<std::size_t>(rule) - static_cast<std::size_t>(first));
}

// Those that the signature of an act breaks. `rotates`: the act is a key rotation.
std::vector<WalletRule> broken_wallet_rules(const Digest& key_digest, std::uint32_t nonce,
                                            bool rotates, const WalletSignature& signature,
                                            const WalletFacts& facts) noexcept;

}  // namespace rpp
