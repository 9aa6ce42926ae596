// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <type_traits>

#include "p3/base/check.h"
#include "p3/engine/system.h"
#include "p3/field/baby_bear.h"
#include "p3/field/extension.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

// From run-time values to the types of a field and its extensions:
//
//   with_field(name, [&]<class F>(Type<F>) { ... });
//   with_extension<F>(degree, [&]<class EF>(Type<EF>) { ... });
//
// The body returns the same type for every field.
namespace p3 {

template <class T>
struct Type {};

template <class Body>
auto with_field(FieldName field, Body&& body) {
  switch (field) {
    case FieldName::kKoalaBear:
      break;
    case FieldName::kBabyBear:
      return body(Type<BabyBear>());
    case FieldName::kGoldilocks:
      return body(Type<Goldilocks>());
  }
  return body(Type<KoalaBear>());
}

template <class F>
inline constexpr FieldName kFieldName = std::is_same_v<F, KoalaBear>  ? FieldName::kKoalaBear
                                        : std::is_same_v<F, BabyBear> ? FieldName::kBabyBear
                                                                      : FieldName::kGoldilocks;

// Whether P3_FOR_EACH_EXTENSION lists this degree.
template <class F>
constexpr bool has_extension(unsigned degree) {
  return std::is_same_v<F, Goldilocks> ? degree == 2 || degree == 5
                                       : degree == 4 || degree == 5 || degree == 8;
}

// has_extension<F>(degree) must hold.
template <class F, class Body>
auto with_extension(unsigned degree, Body&& body) {
  P3_CHECK(has_extension<F>(degree), "no such extension");
  if constexpr (std::is_same_v<F, Goldilocks>) {
    return degree == 2 ? body(Type<Extension<F, 2>>()) : body(Type<Extension<F, 5>>());
  } else {
    if (degree == 4) return body(Type<Extension<F, 4>>());
    return degree == 5 ? body(Type<Extension<F, 5>>()) : body(Type<Extension<F, 8>>());
  }
}

}  // namespace p3
