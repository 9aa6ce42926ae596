// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/digest.h"

namespace p3 {

std::array<std::uint8_t, 32> digest_to_bytes(const Digest& digest) noexcept {
  std::array<std::uint8_t, 32> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(digest.words[i / 8] >> (8 * (i % 8)));
  }
  return bytes;
}

Digest digest_from_bytes(const std::array<std::uint8_t, 32>& bytes) noexcept {
  Digest digest;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    digest.words[i / 8] |= std::uint64_t{bytes[i]} << (8 * (i % 8));
  }
  return digest;
}

}  // namespace p3
