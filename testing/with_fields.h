// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string_view>

#include "p3/base/check.h"
#include "p3/field/extension.h"

// Names of fields in data to types in code.
namespace p3::testing {

// Calls body.template operator()<F, EF>() for the field and extension with these names.
template <class Body>
void with_fields(std::string_view field, unsigned degree, const Body& body) {
#define P3_CASE(F, D)                                     \
  if (field == F::kName && degree == (D)) {               \
    body.template operator()<F, ::p3::Extension<F, D>>(); \
    return;                                               \
  }
  P3_FOR_EACH_EXTENSION(P3_CASE)
#undef P3_CASE
  P3_CHECK(false, "no such field and extension");
}

}  // namespace p3::testing
