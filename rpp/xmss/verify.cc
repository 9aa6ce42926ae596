// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/verify.h"

#include "rpp/xmss/leaves.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

SignatureError refusal(const DigitError& error) {
  if (error.limb) return {SignatureReason::kLimb, *error.limb};
  return {SignatureReason::kDigitSum, error.sum};
}

}  // namespace

const char* reason_name(SignatureReason reason) noexcept {
  switch (reason) {
    case SignatureReason::kHeight:
      return "height";
    case SignatureReason::kPathLength:
      return "path-length";
    case SignatureReason::kLeafRange:
      return "leaf-range";
    case SignatureReason::kVrfSecret:
      return "vrf-secret";
    case SignatureReason::kLimb:
      return "limb";
    case SignatureReason::kDigitSum:
      return "digit-sum";
    case SignatureReason::kRoot:
      return "root";
  }
  return "unknown";
}

std::optional<SignatureError> check_position(const PublicKey& key, std::uint32_t leaf,
                                             std::span<const Digest> path) noexcept {
  if (key.height < 1 || key.height > kMaxHeight) {
    return SignatureError{SignatureReason::kHeight, key.height};
  }
  if (path.size() != key.height) return SignatureError{SignatureReason::kPathLength, path.size()};
  if (leaf >> key.height != 0) return SignatureError{SignatureReason::kLeafRange, leaf};
  return std::nullopt;
}

Digest recover_wots(const PublicParameter& pp, std::uint32_t leaf, const Digits& digits,
                    const ChainValues& values) noexcept {
  ChainValues ends;
  for (std::size_t c = 0; c < kChains; ++c) {
    ends[c] = walk_chain(pp, leaf, c, digits[c], kLastPosition, values[c]);
  }
  return wots_of(ends);
}

std::optional<SignatureError> verify_signature(const PublicKey& key, KeyKind kind,
                                               const Digest& message,
                                               const Signature& signature) noexcept {
  if (const auto error = check_position(key, signature.leaf, signature.path)) return error;
  if (!carries_vrf(kind, key.height, signature.leaf) && signature.c != vrf_none()) {
    return SignatureError{SignatureReason::kVrfSecret};
  }
  const auto digits = digits_of(message_digest(key.pp, signature.leaf, message, signature.rho));
  if (!digits) return refusal(digits.error());
  const Digest wots = recover_wots(key.pp, signature.leaf, digits.value(), signature.values);
  const Digest leaf = key_leaf(wots, signature.c);
  if (!verify_path(key.root, leaf, signature.leaf, signature.path)) {
    return SignatureError{SignatureReason::kRoot};
  }
  return std::nullopt;
}

}  // namespace rpp
