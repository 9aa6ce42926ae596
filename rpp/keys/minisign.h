// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "p3/base/result.h"
#include "rpp/keys/key_error.h"

// Signatures of the program minisign, verified here: Ed25519 over the BLAKE2b-512 of a file (its
// prehashed form, 'ED'), and a second one over the first and the trusted comment. The older form
// over the file itself ('Ed') is refused.
namespace rpp {

struct MinisignPublicKey {
  std::array<std::uint8_t, 8> number{};  // names the key, is no digest of it
  std::array<std::uint8_t, 32> key{};

  friend bool operator==(const MinisignPublicKey&, const MinisignPublicKey&) = default;
};

struct MinisignSignature {
  std::array<std::uint8_t, 8> number{};  // of the key that is said to have made it
  std::array<std::uint8_t, 64> signature{};
  std::string trusted_comment;
  std::array<std::uint8_t, 64> comment_signature{};
};

inline constexpr std::size_t kMaxSignatureBytes = 4096;

// A public key file: an untrusted comment, then 42 bytes in base64. One such line alone is taken
// too. kPublicKeySyntax.
p3::Result<MinisignPublicKey, KeyError> read_public_key(std::string_view text);

// A signature file: four lines. kSignatureSyntax with the line.
p3::Result<MinisignSignature, KeyError> read_signature(std::string_view text);

// kSignatureUnknownKey, kSignatureWrong, kCommentWrong, or nothing.
std::optional<KeyError> verify_minisign(const MinisignPublicKey& key,
                                        const MinisignSignature& signature,
                                        std::span<const std::uint8_t> message);

}  // namespace rpp
