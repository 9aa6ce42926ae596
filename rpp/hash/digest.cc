// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/digest.h"

#include <optional>

namespace rpp {
namespace {

constexpr char kDigits[] = "0123456789abcdef";
constexpr std::size_t kWordDigits = 8;

std::optional<std::uint32_t> digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a') + 10;
  return std::nullopt;
}

// Digit k of a word's text is the high half of byte k / 2 if k is even: bytes are little-endian,
// the two digits of a byte are not.
constexpr unsigned digit_shift(std::size_t k) {
  return static_cast<unsigned>(8 * (k / 2) + (k % 2 == 0 ? 4 : 0));
}

}  // namespace

std::string to_text(const Digest& digest) {
  std::string text;
  text.reserve(kDigestTextLength);
  for (const Element x : digest.elements) {
    const auto word = static_cast<std::uint32_t>(x.as_canonical_u64());
    for (std::size_t k = 0; k < kWordDigits; ++k) text += kDigits[(word >> digit_shift(k)) & 15];
  }
  return text;
}

const char* reason_name(DigestTextReason reason) noexcept {
  switch (reason) {
    case DigestTextReason::kLength:
      return "length";
    case DigestTextReason::kCharacter:
      return "character";
    case DigestTextReason::kNotCanonical:
      return "not-canonical";
  }
  return "unknown";
}

p3::Result<Digest, DigestTextError> digest_from_text(std::string_view text) noexcept {
  if (text.size() != kDigestTextLength) {
    return p3::Err{DigestTextError{DigestTextReason::kLength, text.size()}};
  }
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < kWordDigits; ++k) {
      const std::size_t position = kWordDigits * i + k;
      const auto value = digit_value(text[position]);
      if (!value) return p3::Err{DigestTextError{DigestTextReason::kCharacter, position}};
      word |= *value << digit_shift(k);
    }
    if (word >= Element::kPrime) {
      return p3::Err{DigestTextError{DigestTextReason::kNotCanonical, kWordDigits * i}};
    }
    digest[i] = Element::from_u64(word);
  }
  return digest;
}

}  // namespace rpp
