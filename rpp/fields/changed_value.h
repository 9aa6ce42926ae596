// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rpp/fields/field_table.h"

// Another value in place of the right one, by turns: consecutive turns go through elements, limbs
// and bits. For tests and simnet.
namespace rpp {

inline void change(Digest& digest, std::uint64_t turn) {
  digest[turn % kDigestElements] += Element::one();
}
inline void change(std::uint64_t& x, std::uint64_t turn) {
  x ^= std::uint64_t{1} << (16 * (turn % kU64Limbs) + turn / kU64Limbs % 16);
}
inline void change(std::uint32_t& x, std::uint64_t turn) {
  x ^= 1u << (16 * (turn % kU32Limbs) + turn / kU32Limbs % 15);
}
template <std::size_t kCount>
void change(std::array<Element, kCount>& elements, std::uint64_t turn) {
  elements[turn % kCount] += Element::one();
}
inline void change(ChainValues& values, std::uint64_t turn) {
  change(values[turn % kChains], turn / kChains);
}
// Of an item; an empty list stays as it is.
inline void change(std::vector<Digest>& list, std::uint64_t turn) {
  if (!list.empty()) change(list[turn % list.size()], turn / list.size());
}
// A one-element integer, near its value: many values of 32 bits are no element.
inline void change_small(std::uint32_t& x, std::uint64_t turn) { x ^= 1u << turn % 3; }

// The last item goes, or one more comes.
inline void change_count(std::vector<Digest>& list, std::uint64_t turn) {
  if (turn % 2 == 0 && !list.empty()) {
    list.pop_back();
  } else {
    list.emplace_back();
  }
}

// A value that fits the field; the other one fits it too.
inline FieldValue changed_value(const FieldSpec& field, FieldValue value, std::uint64_t turn) {
  if (auto* digest = std::get_if<Digest>(&value)) {
    change(*digest, turn);
  } else if (auto* parameter = std::get_if<PublicParameter>(&value)) {
    change(*parameter, turn);
  } else if (auto& x = *std::get_if<std::uint64_t>(&value); field.type == FieldType::kU64) {
    change(x, turn);
  } else if (auto y = static_cast<std::uint32_t>(x); field.type == FieldType::kU32) {
    change(y, turn);
    x = y;
  } else {
    change_small(y, turn);
    x = y <= field.max ? y : x == 0 ? 1 : x - 1;
  }
  return value;
}

}  // namespace rpp
