// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "p3/base/check.h"
#include "rpp/fields/field_table.h"

// Ties the fields of a table to the members of a struct, so that the struct of a family and its
// table cannot drift apart: the table is made from the list of members.
namespace rpp {

// Members of a member are reached by a function: S& -> T&.
template <class S>
struct BoundField {
  FieldSpec spec;
  std::variant<Digest S::*, std::uint64_t S::*, std::uint32_t S::*, PublicParameter S::*,
               Digest& (*)(S&), std::uint64_t& (*)(S&), std::uint32_t& (*)(S&),
               PublicParameter& (*)(S&)>
      member;
};

// The type of the field that holds a T without a maximum of its own.
template <class T>
constexpr FieldType field_type_of() {
  if constexpr (std::is_same_v<T, Digest>) return FieldType::kDigest;
  if constexpr (std::is_same_v<T, std::uint64_t>) return FieldType::kU64;
  if constexpr (std::is_same_v<T, std::uint32_t>) return FieldType::kU32;
  if constexpr (std::is_same_v<T, PublicParameter>) return FieldType::kParameter;
}

template <class M, class T>
constexpr FieldType type_of_member(T M::*) {
  return field_type_of<T>();
}

template <class S, class T>
constexpr BoundField<S> bind_field(std::string_view name, T S::* member) {
  return {{name, field_type_of<T>()}, member};
}
template <class S>
constexpr BoundField<S> bind_small(std::string_view name, std::uint32_t S::* member,
                                   std::uint32_t max) {
  return {{name, FieldType::kSmall, max}, member};
}

// The member kInner of the struct that is member kOuter of S:
// bind_nested<&Account::vote_key, &VoteKey::root>("vote_root").
template <auto kOuter, auto kInner, class S, class M, class T>
constexpr BoundField<S> bind_nested_as(FieldSpec spec, M S::*, T M::*) {
  return {spec, +[](S& s) -> T& { return s.*kOuter.*kInner; }};
}
template <auto kOuter, auto kInner>
constexpr auto bind_nested(std::string_view name) {
  return bind_nested_as<kOuter, kInner>({name, type_of_member(kInner)}, kOuter, kInner);
}
template <auto kOuter, auto kInner>
constexpr auto bind_nested_small(std::string_view name, std::uint32_t max) {
  return bind_nested_as<kOuter, kInner>({name, FieldType::kSmall, max}, kOuter, kInner);
}

// The value that a bound field names.
template <class S, class T>
T& member_of(S& s, T S::* member) {
  return s.*member;
}
template <class S, class T>
T& member_of(S& s, T& (*member)(S&)) {
  return member(s);
}

template <class S, std::size_t kFields>
constexpr std::array<FieldSpec, kFields> specs_of(const std::array<BoundField<S>, kFields>& bound) {
  std::array<FieldSpec, kFields> specs;
  for (std::size_t i = 0; i < kFields; ++i) specs[i] = bound[i].spec;
  return specs;
}

// The struct's members in the order of the table. Takes a copy: nested members are reached through
// references that could change them.
template <class S, std::size_t kFields>
FieldValues values_of(const std::array<BoundField<S>, kFields>& bound, S s) {
  FieldValues values;
  values.reserve(kFields);
  for (const BoundField<S>& field : bound) {
    values.push_back(
        std::visit([&s](auto member) { return FieldValue{member_of(s, member)}; }, field.member));
  }
  return values;
}

// Puts the value of a field, which must be of the member's kind.
template <class T>
void assign(T& member, const FieldValue& value) {
  if constexpr (std::is_same_v<T, std::uint32_t>) {
    member = static_cast<std::uint32_t>(*std::get_if<std::uint64_t>(&value));
  } else {
    member = *std::get_if<T>(&value);
  }
}

// The inverse, for values that fit the table.
template <class S, std::size_t kFields>
S struct_of(const std::array<BoundField<S>, kFields>& bound, const FieldValues& values) {
  P3_CHECK(values.size() == kFields, "one value per field");
  S s{};
  for (std::size_t i = 0; i < kFields; ++i) {
    std::visit([&](auto member) { assign(member_of(s, member), values[i]); }, bound[i].member);
  }
  return s;
}

}  // namespace rpp
