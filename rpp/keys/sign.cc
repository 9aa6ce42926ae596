// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/sign.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "p3/base/check.h"
#include "rpp/keys/base64.h"

namespace rpp {
namespace {

// A secret key file in bytes: 'Ed', password function, 'B2', salt (32), its costs (8 + 8), key
// number (8), seed and public key (64), checksum (32, zero without a password).
constexpr std::size_t kSecretBytes = 158;
constexpr std::size_t kFunctionAt = 2;
constexpr std::size_t kNumberAt = 54;
constexpr std::size_t kSeedAt = 62;

template <std::size_t kSize>
void copy_at(const std::vector<std::uint8_t>& from, std::size_t at,
             std::array<std::uint8_t, kSize>& to) {
  std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), kSize, to.begin());
}

// Whether the public half follows from the seed: a key that does not would sign nothing that
// verifies, and could give its secret away.
bool halves_agree(const MinisignSecretKey& key) {
  std::array<std::uint8_t, 32> public_half{};
  std::array<std::uint8_t, 64> secret{};
  crypto_sign_seed_keypair(public_half.data(), secret.data(), key.secret.data());
  const bool agree = secret == key.secret;
  sodium_memzero(secret.data(), secret.size());
  return agree;
}

std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message,
                                  const MinisignSecretKey& key) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                       key.secret.data());
  return signature;
}

}  // namespace

MinisignSecretKey::~MinisignSecretKey() { sodium_memzero(secret.data(), secret.size()); }

p3::Result<MinisignSecretKey, KeyError> read_secret_key(std::string_view text) {
  const KeyError error{KeyFault::kSecretKeySyntax, "", "expected a secret key of minisign"};
  const std::size_t comment_end = text.find('\n');
  if (comment_end == std::string_view::npos || text.size() > kMaxSignatureBytes) {
    return p3::Err{error};
  }
  std::string_view line = text.substr(comment_end + 1);
  if (line.ends_with('\n')) line.remove_suffix(1);
  Base64Result decoded = from_base64(line);
  const std::vector<std::uint8_t>& bytes = decoded.bytes;
  if (decoded.bad_at || bytes.size() != kSecretBytes || bytes[0] != 'E' || bytes[1] != 'd') {
    return p3::Err{error};
  }
  if (bytes[kFunctionAt] != 0 || bytes[kFunctionAt + 1] != 0) {
    return p3::Err{KeyError{KeyFault::kSecretKeyEncrypted, "", "sign with minisign -S"}};
  }
  MinisignSecretKey key;
  copy_at(bytes, kNumberAt, key.public_key.number);
  copy_at(bytes, kSeedAt, key.secret);
  copy_at(bytes, kSeedAt + 32, key.public_key.key);
  sodium_memzero(decoded.bytes.data(), decoded.bytes.size());
  if (!halves_agree(key)) return p3::Err{error};
  return key;
}

std::string sign_minisign(const MinisignSecretKey& key, std::span<const std::uint8_t> message,
                          std::string_view trusted_comment) {
  P3_CHECK(std::ranges::all_of(trusted_comment, [](char c) { return c >= ' ' && c <= '~'; }),
           "a trusted comment is one printable line");
  std::array<std::uint8_t, crypto_generichash_BYTES_MAX> hash{};
  crypto_generichash(hash.data(), hash.size(), message.data(), message.size(), nullptr, 0);
  const auto signature = sign(hash, key);
  std::vector<std::uint8_t> global(signature.begin(), signature.end());
  global.insert(global.end(), trusted_comment.begin(), trusted_comment.end());
  std::vector<std::uint8_t> first = {'E', 'D'};
  first.insert(first.end(), key.public_key.number.begin(), key.public_key.number.end());
  first.insert(first.end(), signature.begin(), signature.end());
  return "untrusted comment: signature of rpp keys\n" + to_base64(first) +
         "\ntrusted comment: " + std::string(trusted_comment) + "\n" +
         to_base64(sign(global, key)) + "\n";
}

}  // namespace rpp
