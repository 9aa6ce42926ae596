// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "p3/base/inline.h"
#include "p3/field/extension_params.h"
#include "p3/field/field_ops.h"

// Extension<F, D>: F[X] / (modulus), D coefficients, constant term first.
//
// The modulus is X^D - W (binomial) or the trinomial X^5 + X^2 - 1 over KoalaBear; see
// extension_params.h. Products are plain schoolbook, then one reduction of the high half.
namespace p3 {

template <class F, unsigned D>
class Extension {
 public:
  using Base = F;
  using Params = ExtensionParams<F, D>;
  static constexpr unsigned kDegree = D;
  static constexpr std::uint64_t kOrder = F::kOrder;  // of the base field

  constexpr Extension() = default;
  // Embedding of the base field: [x, 0, ...].
  P3_INLINE constexpr Extension(F x) : coeffs_{x} {}
  P3_INLINE constexpr explicit Extension(const std::array<F, D>& coeffs) : coeffs_(coeffs) {}

  static constexpr Extension zero() { return Extension(); }
  static constexpr Extension one() { return Extension(F::one()); }
  static constexpr Extension from_u64(std::uint64_t x) { return Extension(F::from_u64(x)); }
  // D coefficients, constant term first.
  static constexpr Extension from_coeffs(std::span<const F> coeffs) {
    Extension x;
    for (unsigned i = 0; i < D; ++i) x.coeffs_[i] = coeffs[i];
    return x;
  }
  // X^i, i < D.
  static constexpr Extension monomial(unsigned i) {
    Extension x;
    x.coeffs_[i] = F::one();
    return x;
  }

  P3_INLINE constexpr F operator[](unsigned i) const { return coeffs_[i]; }
  P3_INLINE constexpr F& operator[](unsigned i) { return coeffs_[i]; }
  constexpr const std::array<F, D>& coeffs() const { return coeffs_; }

  friend P3_INLINE constexpr Extension operator+(const Extension& a, const Extension& b) {
    Extension c;
    for (unsigned i = 0; i < D; ++i) c.coeffs_[i] = a.coeffs_[i] + b.coeffs_[i];
    return c;
  }
  friend P3_INLINE constexpr Extension operator-(const Extension& a, const Extension& b) {
    Extension c;
    for (unsigned i = 0; i < D; ++i) c.coeffs_[i] = a.coeffs_[i] - b.coeffs_[i];
    return c;
  }
  P3_INLINE constexpr Extension operator-() const {
    Extension c;
    for (unsigned i = 0; i < D; ++i) c.coeffs_[i] = -coeffs_[i];
    return c;
  }
  friend constexpr Extension operator*(const Extension& a, const Extension& b) {
    std::array<F, 2 * D - 1> product{};
    for (unsigned i = 0; i < D; ++i) {
      for (unsigned j = 0; j < D; ++j) product[i + j] += a.coeffs_[i] * b.coeffs_[j];
    }
    Extension c;
    Params::reduce(product, c.coeffs_);
    return c;
  }
  friend P3_INLINE constexpr Extension operator*(const Extension& a, F b) {
    Extension c;
    for (unsigned i = 0; i < D; ++i) c.coeffs_[i] = a.coeffs_[i] * b;
    return c;
  }
  friend P3_INLINE constexpr Extension operator*(F a, const Extension& b) { return b * a; }
  P3_INLINE constexpr Extension& operator+=(const Extension& b) { return *this = *this + b; }
  P3_INLINE constexpr Extension& operator-=(const Extension& b) { return *this = *this - b; }
  constexpr Extension& operator*=(const Extension& b) { return *this = *this * b; }
  friend constexpr bool operator==(const Extension& a, const Extension& b) {
    return a.coeffs_ == b.coeffs_;
  }

  constexpr Extension square() const { return *this * *this; }
  constexpr Extension doubled() const { return *this + *this; }
  constexpr Extension halved() const {
    Extension c;
    for (unsigned i = 0; i < D; ++i) c.coeffs_[i] = coeffs_[i].halved();
    return c;
  }

  // x^(p^count): coefficient i times the image of X^i, from powers of the basis.
  constexpr Extension frobenius(unsigned count = 1) const {
    Extension x = *this;
    for (unsigned k = 0; k < count; ++k) {
      Extension y;
      Extension image = one();
      const Extension step = exp_u64(monomial(1), F::kOrder);
      for (unsigned i = 0; i < D; ++i, image = image * step) y += image * x.coeffs_[i];
      x = y;
    }
    return x;
  }

  // Inverse of zero is zero. x^-1 = c / (x * c) with c the product of the other conjugates, whose
  // product with x is the norm, an element of the base field.
  constexpr Extension inverse() const {
    // The images of X^i under Frobenius depend on the field alone.
    constexpr std::array<Extension, D> images = frobenius_images();
    Extension conjugate = *this;
    Extension product = one();
    for (unsigned k = 1; k < D; ++k) {
      Extension next;
      for (unsigned i = 0; i < D; ++i) next += images[i] * conjugate.coeffs_[i];
      conjugate = next;
      product = product * conjugate;
    }
    const F norm = (*this * product).coeffs_[0];
    return product * norm.inverse();
  }

  static constexpr std::array<Extension, D> frobenius_images() {
    std::array<Extension, D> images;
    const Extension step = exp_u64(monomial(1), F::kOrder);
    images[0] = one();
    for (unsigned i = 1; i < D; ++i) images[i] = images[i - 1] * step;
    return images;
  }

  // Name of the basis that enters transcript seeds: the modulus in decimal numbers.
  static std::string identity() { return "p3-power-basis-v1:" + Params::modulus_text(); }

 private:
  std::array<F, D> coeffs_{};
};

}  // namespace p3
