// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <utility>

#include "rpp/fields/field_table.h"

// For tests: another value of a field.
namespace rpp {

// Field i changed as little as possible; what fits its table still does.
inline FieldValues with_changed_field(FieldValues values, std::size_t i) {
  if (Digest* digest = std::get_if<Digest>(&values[i])) {
    (*digest)[0] += Element::one();
  } else if (auto* parameter = std::get_if<PublicParameter>(&values[i])) {
    (*parameter)[0] += Element::one();
  } else {
    *std::get_if<std::uint64_t>(&values[i]) ^= 1;
  }
  return values;
}

}  // namespace rpp
