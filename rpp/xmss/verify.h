// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "rpp/xmss/signature.h"

// Verification of XMSS-P2 signatures: total, every refusal has a name.
//
// It says that the key signed this message at this leaf. Which leaf a purpose needs is the caller's
// rule (leaves.h): compare signature.leaf first.
namespace rpp {

enum class SignatureReason : std::uint8_t {
  kHeight,      // the key's height is 0 or above kMaxHeight; got is it
  kPathLength,  // the path has not `height` siblings; got is their number
  kLeafRange,   // a leaf of 2^height or more; got is it
  kVrfSecret,   // c is not vrf_none() at a leaf that carries no VRF secret
  kLimb,        // limb `got` of the message digest is p - 1
  kDigitSum,    // the digits do not sum to kTargetSum; got is the sum
  kRoot,        // another root
};

struct SignatureError {
  SignatureReason reason;
  std::uint64_t got = 0;

  friend bool operator==(const SignatureError&, const SignatureError&) = default;
};

// "digit-sum".
const char* reason_name(SignatureReason reason) noexcept;

// Nothing if the signature is valid.
[[nodiscard]] std::optional<SignatureError> verify_signature(const PublicKey& key, KeyKind kind,
                                                             const Digest& message,
                                                             const Signature& signature) noexcept;

// wots of the leaf that the values lead to: every chain walked from its digit to the end.
Digest recover_wots(const PublicParameter& pp, std::uint32_t leaf, const Digits& digits,
                    const ChainValues& values) noexcept;

// Whether height, leaf and path length fit together; the first things every verification checks.
[[nodiscard]] std::optional<SignatureError> check_position(const PublicKey& key, std::uint32_t leaf,
                                                           std::span<const Digest> path) noexcept;

}  // namespace rpp
