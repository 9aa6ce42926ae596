// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "p3/field/goldilocks.h"

// Digest: the 32 bytes of a Merkle node, whatever hash made them.
//
// One type for all suites keeps trees, caps and proofs free of hash parameters. DigestKind says how
// the bytes are to be read, and so how a transcript absorbs and a codec writes them.
namespace p3 {

struct Digest {
  std::array<std::uint64_t, 4> words{};  // all zero: the padding digest

  friend bool operator==(const Digest&, const Digest&) = default;
};

enum class DigestKind {
  kFieldWords,  // 31-bit fields: 8 Montgomery words, element 2i in the low half of words[i];
                // Goldilocks: 4 canonical words
  kU64Words,    // lanes of the Keccak-f sponge
  kBytes,       // Keccak-256 output, byte 8i in the low byte of words[i]
};

// Field elements in a digest of kind kFieldWords: 8 or 4.
template <class F>
inline constexpr std::size_t kDigestElements = 32 / F::kBytes;

// `elements` holds kDigestElements<F> elements.
template <class F>
Digest digest_from_elements(const F* elements) {
  Digest digest;
  for (std::size_t i = 0; i < 4; ++i) {
    if constexpr (F::kBytes == 8) {
      digest.words[i] = elements[i].word();
    } else {
      digest.words[i] = elements[2 * i].word() | std::uint64_t{elements[2 * i + 1].word()} << 32;
    }
  }
  return digest;
}

// The digest's elements; false (and nothing written) if one of them is not below p.
template <class F>
[[nodiscard]] bool digest_to_elements(const Digest& digest, F* elements) noexcept {
  std::array<F, kDigestElements<F>> parsed;
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    std::uint64_t word = digest.words[i * F::kBytes / 8];
    if constexpr (F::kBytes == 4) word = static_cast<std::uint32_t>(word >> (32 * (i % 2)));
    const auto element = F::from_word(static_cast<typename F::Word>(word));
    if (!element) return false;
    parsed[i] = *element;
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) elements[i] = parsed[i];
  return true;
}

// Whether a digest read from outside is well-formed for its kind: only field words can fail.
template <class F>
[[nodiscard]] bool is_canonical(const Digest& digest, DigestKind kind) noexcept {
  std::array<F, kDigestElements<F>> elements;
  return kind != DigestKind::kFieldWords || digest_to_elements<F>(digest, elements.data());
}

// The 32 bytes in little-endian word order: the byte form of every kind.
std::array<std::uint8_t, 32> digest_to_bytes(const Digest& digest) noexcept;
Digest digest_from_bytes(const std::array<std::uint8_t, 32>& bytes) noexcept;

}  // namespace p3
