// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "p3/base/result.h"
#include "rpp/hash/digest.h"

// Integers as elements: 16-bit limbs, least significant first. A u64 is 4 elements, a u32 is 2.
namespace rpp {

inline constexpr unsigned kLimbBits = 16;
inline constexpr std::size_t kU64Limbs = 4;
inline constexpr std::size_t kU32Limbs = 2;

template <std::size_t kLimbs>
constexpr std::array<Element, kLimbs> limbs_of(std::uint64_t x) {
  std::array<Element, kLimbs> limbs;
  for (std::size_t i = 0; i < kLimbs; ++i) {
    limbs[i] = Element::from_u64((x >> (kLimbBits * i)) & 0xffff);
  }
  return limbs;
}

constexpr std::array<Element, kU64Limbs> u64_limbs(std::uint64_t x) {
  return limbs_of<kU64Limbs>(x);
}
constexpr std::array<Element, kU32Limbs> u32_limbs(std::uint32_t x) {
  return limbs_of<kU32Limbs>(x);
}

// An element that is no 16-bit limb.
struct LimbError {
  std::size_t index = 0;  // which limb
  std::uint32_t got = 0;  // its integer

  friend bool operator==(const LimbError&, const LimbError&) = default;
};

template <std::size_t kLimbs>
p3::Result<std::uint64_t, LimbError> integer_of(std::span<const Element, kLimbs> limbs) noexcept {
  static_assert(kLimbs <= kU64Limbs);
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < kLimbs; ++i) {
    const std::uint64_t limb = limbs[i].as_canonical_u64();
    if (limb >> kLimbBits != 0) return p3::Err{LimbError{i, static_cast<std::uint32_t>(limb)}};
    x |= limb << (kLimbBits * i);
  }
  return x;
}

inline p3::Result<std::uint64_t, LimbError> u64_from_limbs(
    std::span<const Element, kU64Limbs> limbs) noexcept {
  return integer_of<kU64Limbs>(limbs);
}

inline p3::Result<std::uint32_t, LimbError> u32_from_limbs(
    std::span<const Element, kU32Limbs> limbs) noexcept {
  const auto x = integer_of<kU32Limbs>(limbs);
  if (!x) return p3::Err{x.error()};
  return static_cast<std::uint32_t>(x.value());
}

}  // namespace rpp
