// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "p3/base/result.h"
#include "rpp/keys/key_error.h"
#include "rpp/keys/minisign.h"

// Making the signatures that minisign.h verifies, with a secret key file of minisign that has no
// password (`minisign -G -W`). In a library of its own: verifiers cannot sign.
namespace rpp {

// Wiped when it goes out of scope.
class MinisignSecretKey {
 public:
  MinisignSecretKey() = default;
  ~MinisignSecretKey();
  MinisignSecretKey(MinisignSecretKey&&) = default;
  MinisignSecretKey& operator=(MinisignSecretKey&&) = default;
  MinisignSecretKey(const MinisignSecretKey&) = delete;
  MinisignSecretKey& operator=(const MinisignSecretKey&) = delete;

  MinisignPublicKey public_key;
  std::array<std::uint8_t, 64> secret{};  // seed, public key
};

// kSecretKeySyntax, or kSecretKeyEncrypted for one that needs a password.
p3::Result<MinisignSecretKey, KeyError> read_secret_key(std::string_view text);

// The text of a signature file. The comment is printable ASCII without line ends.
std::string sign_minisign(const MinisignSecretKey& key, std::span<const std::uint8_t> message,
                          std::string_view trusted_comment);

}  // namespace rpp
