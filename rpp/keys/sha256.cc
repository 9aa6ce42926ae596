// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/sha256.h"

#include <openssl/evp.h>

#include "p3/base/check.h"

namespace rpp {

Sha256 sha256(std::span<const std::uint8_t> bytes) {
  Sha256 digest{};
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  P3_CHECK(done == 1, "SHA-256 is part of every OpenSSL");
  return digest;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace rpp
