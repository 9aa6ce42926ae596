// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "rpp/hash/limbs.h"
#include "rpp/hash/sponge.h"
#include "rpp/xmss/parameters.h"

// The public fields of a statement as data: one table per family, from which encoding, digest,
// decoding and text form are derived (statements.md, section 5).
//
// A table never changes meaning: another order, name or type is another statement.
namespace rpp {

enum class FieldType : std::uint8_t {
  kDigest,     // 8 elements
  kU64,        // 4 elements: 16-bit limbs, least significant first
  kU32,        // 2 elements
  kSmall,      // 1 element, an integer up to the field's max
  kParameter,  // 4 elements: the public parameter of a key
};

constexpr std::size_t elements_of(FieldType type) {
  switch (type) {
    case FieldType::kDigest:
      return kDigestElements;
    case FieldType::kU64:
      return kU64Limbs;
    case FieldType::kU32:
      return kU32Limbs;
    case FieldType::kParameter:
      return PublicParameter{}.size();
    case FieldType::kSmall:
      break;
  }
  return 1;
}

struct FieldSpec {
  std::string_view name;  // as in the statement, with '_' for spaces
  FieldType type = FieldType::kDigest;
  std::uint32_t max = 0;  // of a kSmall; below p
};

struct FieldTable {
  std::string_view family;  // the name of the tag
  Tag tag = Tag::kFamilyConsensus;
  std::span<const FieldSpec> fields;

  constexpr std::size_t num_elements() const {
    std::size_t n = 0;
    for (const FieldSpec& field : fields) n += elements_of(field.type);
    return n;
  }
  // The position of a name, or fields.size().
  constexpr std::size_t find(std::string_view name) const {
    std::size_t i = 0;
    while (i < fields.size() && fields[i].name != name) ++i;
    return i;
  }
};

// Whether the type is one of the integers, whose elements have a range.
constexpr bool is_integer(FieldType type) {
  return type != FieldType::kDigest && type != FieldType::kParameter;
}

// A digest for kDigest, a parameter for kParameter, an integer for all other types.
using FieldValue = std::variant<Digest, std::uint64_t, PublicParameter>;
using FieldValues = std::vector<FieldValue>;

// The largest integer of an integer field.
constexpr std::uint64_t max_of(const FieldSpec& field) {
  if (field.type == FieldType::kU64) return ~std::uint64_t{0};
  return field.type == FieldType::kU32 ? 0xffffffffu : field.max;
}

// Whether there is one value per field, of its kind and within its range.
[[nodiscard]] bool values_fit(const FieldTable& table, const FieldValues& values) noexcept;

}  // namespace rpp
