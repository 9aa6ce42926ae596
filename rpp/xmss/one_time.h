// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "p3/base/result.h"
#include "rpp/hash/sponge.h"
#include "rpp/xmss/parameters.h"

// The hash calls inside one leaf of a key: chains, message, leaf and VRF (docs/spec/hashing.md,
// "Calls of C8 that are not tree nodes"). Scalar; circuits and verifiers share them.
namespace rpp {

// Kinds of tweaks: no two calls of C8 with one pp have the same tweak and another meaning.
enum class TweakKind : std::uint32_t { kChain = 1, kMessage = 2, kVrfSecret = 3, kVrfOutput = 4 };

// kind * 2^16 + chain * 2^8 + step, and the leaf index.
constexpr std::array<Element, 2> tweak(TweakKind kind, std::size_t chain, unsigned step,
                                       std::uint32_t leaf) {
  return {Element::from_u64((static_cast<std::uint64_t>(kind) << 16) + (chain << 8) + step),
          Element::from_u64(leaf)};
}

// One step of a chain; `position` is that of the input, 0 .. 6.
ChainValue chain_step(const PublicParameter& pp, std::uint32_t leaf, std::size_t chain,
                      unsigned position, const ChainValue& value) noexcept;

// From position `from` to position `to`, from <= to <= kLastPosition.
ChainValue walk_chain(const PublicParameter& pp, std::uint32_t leaf, std::size_t chain,
                      unsigned from, unsigned to, ChainValue value) noexcept;

// H(xmss-leaf; the ends of all chains).
Digest wots_of(const ChainValues& ends) noexcept;

// D, whose limbs hold the digits.
Digest message_digest(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      const Rho& rho) noexcept;

// Why a D has no digits: a limb that is p - 1 (its high part would be 1016), or another sum.
struct DigitError {
  std::optional<std::size_t> limb;
  unsigned sum = 0;

  friend bool operator==(const DigitError&, const DigitError&) = default;
};

// The 42 digits of D, which sum to kTargetSum.
p3::Result<Digits, DigitError> digits_of(const Digest& d) noexcept;

// The leaf of a key tree: C8(wots | c).
inline Digest key_leaf(const Digest& wots, const Digest& c) noexcept { return compress(wots, c); }

// What stands in place of c at leaves without a VRF secret.
inline Digest vrf_none() noexcept { return hash_empty(Tag::kVrfNone); }

// c = C8(r | pp | tweak | 0).
Digest vrf_commitment(const PublicParameter& pp, std::uint32_t leaf, const Digest& r) noexcept;

}  // namespace rpp
