// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <span>

#include "p3/base/result.h"
#include "rpp/hash/limbs.h"

// Bitmaps of members as elements: member 16k + b is bit b (least significant = 0) of element k.
namespace rpp {

inline constexpr std::size_t kMembers = 256;
inline constexpr std::size_t kBitmapElements = kMembers / kLimbBits;

using Bitmap = std::bitset<kMembers>;

inline std::array<Element, kBitmapElements> bitmap_elements(const Bitmap& members) {
  std::array<Element, kBitmapElements> out;
  for (std::size_t k = 0; k < kBitmapElements; ++k) {
    std::uint32_t limb = 0;
    for (unsigned b = 0; b < kLimbBits; ++b) {
      limb |= std::uint32_t{members[kLimbBits * k + b]} << b;
    }
    out[k] = Element::from_u64(limb);
  }
  return out;
}

inline p3::Result<Bitmap, LimbError> bitmap_from_elements(
    std::span<const Element, kBitmapElements> elements) noexcept {
  Bitmap members;
  for (std::size_t k = 0; k < kBitmapElements; ++k) {
    const auto limb = static_cast<std::uint32_t>(elements[k].as_canonical_u64());
    if (limb >> kLimbBits != 0) return p3::Err{LimbError{k, limb}};
    for (unsigned b = 0; b < kLimbBits; ++b) members[kLimbBits * k + b] = (limb >> b & 1) != 0;
  }
  return members;
}

}  // namespace rpp
