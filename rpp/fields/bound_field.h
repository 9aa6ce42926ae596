// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "p3/base/check.h"
#include "rpp/fields/field_table.h"

// Ties the fields of a table to the members of a struct, so that the struct of a family and its
// table cannot drift apart: the table is made from the list of members.
namespace rpp {

template <class S>
struct BoundField {
  FieldSpec spec;
  std::variant<Digest S::*, std::uint64_t S::*, std::uint32_t S::*> member;
};

template <class S>
constexpr BoundField<S> bind_field(std::string_view name, Digest S::* member) {
  return {{name, FieldType::kDigest}, member};
}
template <class S>
constexpr BoundField<S> bind_field(std::string_view name, std::uint64_t S::* member) {
  return {{name, FieldType::kU64}, member};
}
template <class S>
constexpr BoundField<S> bind_field(std::string_view name, std::uint32_t S::* member) {
  return {{name, FieldType::kU32}, member};
}
template <class S>
constexpr BoundField<S> bind_small(std::string_view name, std::uint32_t S::* member,
                                   std::uint32_t max) {
  return {{name, FieldType::kSmall, max}, member};
}

template <class S, std::size_t kFields>
constexpr std::array<FieldSpec, kFields> specs_of(const std::array<BoundField<S>, kFields>& bound) {
  std::array<FieldSpec, kFields> specs;
  for (std::size_t i = 0; i < kFields; ++i) specs[i] = bound[i].spec;
  return specs;
}

// The struct's members in the order of the table.
template <class S, std::size_t kFields>
FieldValues values_of(const std::array<BoundField<S>, kFields>& bound, const S& s) {
  FieldValues values;
  values.reserve(kFields);
  for (const BoundField<S>& field : bound) {
    values.push_back(std::visit([&s](auto member) -> FieldValue { return FieldValue{s.*member}; },
                                field.member));
  }
  return values;
}

// The inverse, for values that fit the table.
template <class S, std::size_t kFields>
S struct_of(const std::array<BoundField<S>, kFields>& bound, const FieldValues& values) {
  P3_CHECK(values.size() == kFields, "one value per field");
  S s{};
  for (std::size_t i = 0; i < kFields; ++i) {
    if (const auto* digest = std::get_if<Digest S::*>(&bound[i].member)) {
      s.** digest = *std::get_if<Digest>(&values[i]);
      continue;
    }
    const std::uint64_t x = *std::get_if<std::uint64_t>(&values[i]);
    if (const auto* wide = std::get_if<std::uint64_t S::*>(&bound[i].member)) {
      s.** wide = x;
    } else {
      s.**std::get_if<std::uint32_t S::*>(&bound[i].member) = static_cast<std::uint32_t>(x);
    }
  }
  return s;
}

}  // namespace rpp
