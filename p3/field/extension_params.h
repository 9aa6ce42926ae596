// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

// The moduli of the extension fields of Plonky3 0.8.0 that this library serves.
//
// Every entry says how a product of degree 2D-2 is reduced, and how the modulus is written in the
// identity string of the transcript.
namespace p3 {

// X^D - W, W a canonical integer.
template <class F, unsigned D, std::uint64_t kW>
struct BinomialModulus {
  static constexpr void reduce(const std::array<F, 2 * D - 1>& product, std::array<F, D>& out) {
    constexpr F w = F::from_u64(kW);
    for (unsigned i = 0; i + 1 < D; ++i) out[i] = product[i] + w * product[i + D];
    out[D - 1] = product[D - 1];
  }
  static std::string modulus_text() { return "X^" + std::to_string(D) + "-" + std::to_string(kW); }
};

// X^5 + X^2 - 1: X^5 = 1 - X^2, so X^(5+k) = X^k - X^(2+k), highest degree first.
template <class F>
struct QuinticTrinomialModulus {
  static constexpr void reduce(std::array<F, 9> product, std::array<F, 5>& out) {
    for (unsigned k = 8; k >= 5; --k) {
      product[k - 5] += product[k];
      product[k - 3] -= product[k];
    }
    for (unsigned i = 0; i < 5; ++i) out[i] = product[i];
  }
  static std::string modulus_text() { return "X^5+X^2-1"; }
};

template <class F, unsigned D>
struct ExtensionParams;
template <>
struct ExtensionParams<KoalaBear, 4> : BinomialModulus<KoalaBear, 4, 3> {};
template <>
struct ExtensionParams<KoalaBear, 5> : QuinticTrinomialModulus<KoalaBear> {};
template <>
struct ExtensionParams<KoalaBear, 8> : BinomialModulus<KoalaBear, 8, 3> {};
template <>
struct ExtensionParams<BabyBear, 4> : BinomialModulus<BabyBear, 4, 11> {};
template <>
struct ExtensionParams<BabyBear, 5> : BinomialModulus<BabyBear, 5, 2> {};
template <>
struct ExtensionParams<BabyBear, 8> : BinomialModulus<BabyBear, 8, 11> {};
template <>
struct ExtensionParams<Goldilocks, 2> : BinomialModulus<Goldilocks, 2, 7> {};
template <>
struct ExtensionParams<Goldilocks, 5> : BinomialModulus<Goldilocks, 5, 3> {};

template <class F, unsigned D>
class Extension;

using KoalaBear4 = Extension<KoalaBear, 4>;
using KoalaBear5 = Extension<KoalaBear, 5>;
using KoalaBear8 = Extension<KoalaBear, 8>;
using BabyBear4 = Extension<BabyBear, 4>;
using BabyBear5 = Extension<BabyBear, 5>;
using BabyBear8 = Extension<BabyBear, 8>;
using Goldilocks2 = Extension<Goldilocks, 2>;
using Goldilocks5 = Extension<Goldilocks, 5>;

}  // namespace p3

// Every extension type served by the library, for explicit instantiations: X(KoalaBear, 4) ...
// p3_for_each_extension of cmake/p3.cmake knows the same list.
#define P3_FOR_EACH_EXTENSION(X) \
  X(::p3::KoalaBear, 4)          \
  X(::p3::KoalaBear, 5)          \
  X(::p3::KoalaBear, 8)          \
  X(::p3::BabyBear, 4)           \
  X(::p3::BabyBear, 5)           \
  X(::p3::BabyBear, 8)           \
  X(::p3::Goldilocks, 2)         \
  X(::p3::Goldilocks, 5)

#define P3_FOR_EACH_FIELD(X) \
  X(::p3::KoalaBear)         \
  X(::p3::BabyBear)          \
  X(::p3::Goldilocks)
