// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "p3/base/result.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/trust.h"
#include "rpp/keys/verifying_key.h"

// Loading a key folder, fail closed: either every key of it is signed, whole, of a circuit that is
// compiled in and as secure as it says, or there are no keys and the first defect has a name.
namespace rpp {

struct TrustedKey {
  const Circuit* circuit = nullptr;
  VerifyingKey key;
  Digest id;
};

// Keys that passed every check, at most one per circuit and profile.
class KeySet {
 public:
  KeySet() = default;
  explicit KeySet(std::vector<TrustedKey> keys) : keys_(std::move(keys)) {}

  // Null where there is none.
  const TrustedKey* find(std::string_view circuit, Profile profile) const noexcept;
  std::span<const TrustedKey> keys() const noexcept { return keys_; }

 private:
  std::vector<TrustedKey> keys_;
};

struct KeyStoreRequest {
  std::span<const Circuit* const> circuits;  // compiled in; every key must be of one of them
  std::span<const Profile> required;         // profiles of which every circuit must have a key
  bool test_profile = false;                 // keys of the profile `test` are allowed
  TrustPolicy trust;
};

p3::Result<KeySet, KeyError> load_keys(const std::filesystem::path& folder,
                                       const KeyStoreRequest& request);

// A key without a folder, for tests and for programs that made it themselves: checked like a loaded
// one. kBadCircuit, kStaleKey, kInsufficientSecurity, kImpossibleParameters.
p3::Result<TrustedKey, KeyError> trust_own_key(const Circuit& circuit, VerifyingKey key);

}  // namespace rpp
