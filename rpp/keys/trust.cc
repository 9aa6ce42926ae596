// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/trust.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {
namespace {

// config/plonky3/setup/minisign.pub; a test compares.
constexpr std::string_view kDevelopmentLine =
    "RWSl6lb2AB8WTT44WUltUoceCxHmAyfZpNYNLodXHjx1xnnajRyDaSIu";

KeyError development_error(std::string detail) {
  return {KeyFault::kDevelopmentKey, "manifest.json", std::move(detail)};
}

}  // namespace

std::optional<Network> network_from_name(std::string_view name) noexcept {
  if (name == "main") return Network::kMain;
  if (name == "development") return Network::kDevelopment;
  return std::nullopt;
}

const MinisignPublicKey& development_key() {
  static const MinisignPublicKey key = read_public_key(kDevelopmentLine).value();
  return key;
}

TrustPolicy trust_policy(Network network, std::vector<MinisignPublicKey> extra) {
  TrustPolicy policy{.trusted = std::move(extra),
                     .development = network == Network::kDevelopment,
                     .least_serial = 0};
  if (policy.development) policy.trusted.push_back(development_key());
  return policy;
}

std::optional<KeyError> check_signature(const TrustPolicy& policy, std::string_view signature_text,
                                        std::span<const std::uint8_t> message) {
  const auto signature = read_signature(signature_text);
  if (!signature) return signature.error();
  const MinisignSignature& s = signature.value();
  // The key itself comes before the comment: whoever has its secret can sign any comment.
  if (!policy.development && s.number == development_key().number) {
    return development_error("signed with the development key of the repository");
  }
  const auto key = std::ranges::find(policy.trusted, s.number, &MinisignPublicKey::number);
  if (key == policy.trusted.end()) {
    return KeyError{KeyFault::kSignatureUnknownKey, "manifest.json", ""};
  }
  // A number is no digest of its key: the development key could stand under another one.
  if (!policy.development && key->key == development_key().key) {
    return development_error("signed with the development key of the repository");
  }
  if (auto error = verify_minisign(*key, s, message)) {
    error->where = "manifest.json";
    return error;
  }
  if (!policy.development && s.trusted_comment.find(kDevelopmentMark) != std::string::npos) {
    return development_error(s.trusted_comment);
  }
  return std::nullopt;
}

}  // namespace rpp
