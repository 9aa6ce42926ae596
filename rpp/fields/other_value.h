// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <variant>

#include "rpp/fields/field_table.h"

// Another value of the same form, as attackers and tests put it in place of the right one.
namespace rpp {

// For a value that fits the field: one that fits it too and differs. A field that has one value
// alone (a kSmall of max 0) keeps it.
inline FieldValue other_value(const FieldSpec& field, FieldValue value) {
  if (Digest* digest = std::get_if<Digest>(&value)) {
    digest->elements[0] += Element::one();
    return value;
  }
  std::uint64_t& x = *std::get_if<std::uint64_t>(&value);
  x = (x ^ 1) <= max_of(field) ? x ^ 1 : x - (x == 0 ? 0 : 1);
  return value;
}

}  // namespace rpp
