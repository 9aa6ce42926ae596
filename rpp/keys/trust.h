// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "p3/base/result.h"
#include "rpp/keys/minisign.h"

// Whose signature a key folder needs.
//
// The repository's own signing key is a development key: its secret lies in the repository, so it
// proves nothing but that the files go together. The network `main` refuses it, by its bytes, and
// refuses whatever is marked as development in a trusted comment.
namespace rpp {

enum class Network : std::uint8_t { kMain, kDevelopment };

// "main", "development".
std::optional<Network> network_from_name(std::string_view name) noexcept;

struct TrustPolicy {
  std::vector<MinisignPublicKey> trusted;
  bool development = false;        // development signatures count
  std::uint64_t least_serial = 0;  // older manifests are stale
};

// The repository's development key.
const MinisignPublicKey& development_key();

// What marks a signature: the word stands in its trusted comment.
inline constexpr std::string_view kDevelopmentMark = "development";

// `extra`: public keys of the operator. On `development` the repository's key is trusted as well.
TrustPolicy trust_policy(Network network, std::vector<MinisignPublicKey> extra);

// Whether a trusted key signed the message: nothing, or one of the faults of signatures.
std::optional<KeyError> check_signature(const TrustPolicy& policy, std::string_view signature_text,
                                        std::span<const std::uint8_t> message);

}  // namespace rpp
