// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "p3/base/result.h"
#include "rpp/hash/element.h"

// Digest: the output of every hash of the chain, 8 elements of KoalaBear.
//
// Digests are ordered by the canonical integers of their elements, element 0 first; the stored
// words are in Montgomery form, so their own order means nothing. Comparison takes variable time:
// digests are public, and secrets are kept in types without one (rpp/xmss/secret.h). Text form,
// layouts: docs/spec/hashing.md.
namespace rpp {

inline constexpr std::size_t kDigestElements = 8;

struct Digest {
  std::array<Element, kDigestElements> elements{};  // zero

  constexpr Element operator[](std::size_t i) const { return elements[i]; }
  constexpr Element& operator[](std::size_t i) { return elements[i]; }

  friend constexpr bool operator==(const Digest&, const Digest&) = default;
  friend constexpr std::strong_ordering operator<=>(const Digest& a, const Digest& b) {
    for (std::size_t i = 0; i < kDigestElements; ++i) {
      const auto order = a[i].as_canonical_u64() <=> b[i].as_canonical_u64();
      if (order != 0) return order;
    }
    return std::strong_ordering::equal;
  }
};

inline constexpr std::size_t kDigestTextLength = 64;

// 32 bytes, each element a little-endian u32, as lower-case hex digits.
std::string to_text(const Digest& digest);

enum class DigestTextReason : std::uint8_t {
  kLength,        // not 64 characters; position is the length
  kCharacter,     // not 0-9 or a-f; position is the character's
  kNotCanonical,  // a word of p or more; position is that of its first digit
};

struct DigestTextError {
  DigestTextReason reason;
  std::size_t position = 0;

  friend bool operator==(const DigestTextError&, const DigestTextError&) = default;
};

// "not-canonical".
const char* reason_name(DigestTextReason reason) noexcept;

// The inverse of to_text: accepts what to_text writes and nothing else.
p3::Result<Digest, DigestTextError> digest_from_text(std::string_view text) noexcept;

}  // namespace rpp
