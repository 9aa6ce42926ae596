// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/key_folder.h"

#include "rpp/keys/files.h"

namespace rpp::app {

p3::Result<std::string, KeyError> read_text(const std::string& path, std::size_t max_bytes) {
  const auto bytes = read_bounded(path, max_bytes);
  if (!bytes) return p3::Err{bytes.error()};
  return std::string(bytes.value().begin(), bytes.value().end());
}

p3::Result<KeySet, KeyError> load_folder(const Request& request, const Registry& registry) {
  std::vector<MinisignPublicKey> trusted;
  for (const std::string& path : request.public_keys) {
    const auto text = read_text(path, kMaxSignatureBytes);
    if (!text) return p3::Err{text.error()};
    const auto key = read_public_key(text.value());
    if (!key) return p3::Err{KeyError{key.error().fault, path, key.error().detail}};
    trusted.push_back(key.value());
  }
  TrustPolicy trust = trust_policy(request.network, std::move(trusted));
  trust.least_serial = request.least_serial;
  const std::vector<const Circuit*> circuits = registry.circuits();
  return load_keys(request.keys, {.circuits = circuits,
                                  .required = kCommittedProfiles,
                                  .test_profile = false,
                                  .trust = std::move(trust)});
}

}  // namespace rpp::app
