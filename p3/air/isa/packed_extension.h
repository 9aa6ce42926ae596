// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/extension.h"
#include "p3/field/isa/packed.h"

// PackedExtension<F, D>: kLanes elements of Extension<F, D>, one register per coefficient.
namespace p3::P3_ISA_NS {

// X^(D + k) as coefficients, k < D - 1.
template <class F, unsigned D>
struct ReductionTable {
  F rows[D - 1][D];
};

template <class F, unsigned D>
consteval ReductionTable<F, D> make_reduction_table() {
  ReductionTable<F, D> table{};
  Extension<F, D> power = Extension<F, D>::monomial(D - 1);
  for (unsigned k = 0; k + 1 < D; ++k) {
    power = power * Extension<F, D>::monomial(1);
    for (unsigned i = 0; i < D; ++i) table.rows[k][i] = power[i];
  }
  return table;
}

template <class F, unsigned D>
struct PackedExtension {
  using P = Packed<F>;

  P coeffs[D];

  static P3_INLINE PackedExtension zero() {
    PackedExtension x;
    for (unsigned d = 0; d < D; ++d) x.coeffs[d] = P::zero();
    return x;
  }
  static P3_INLINE PackedExtension one() {
    PackedExtension x = zero();
    x.coeffs[0] = P::one();
    return x;
  }
  // The same element in every lane.
  static P3_INLINE PackedExtension broadcast(const F* coeffs) {
    PackedExtension x;
    for (unsigned d = 0; d < D; ++d) x.coeffs[d] = P(coeffs[d]);
    return x;
  }
  // D consecutive slots of kLanes elements.
  static P3_INLINE PackedExtension load(const F* scratch, std::size_t slot) {
    PackedExtension x;
    for (unsigned d = 0; d < D; ++d) x.coeffs[d] = P::load(scratch + (slot + d) * P::kLanes);
    return x;
  }

  friend P3_INLINE PackedExtension operator+(const PackedExtension& a, const PackedExtension& b) {
    PackedExtension c;
    for (unsigned d = 0; d < D; ++d) c.coeffs[d] = a.coeffs[d] + b.coeffs[d];
    return c;
  }
  friend P3_INLINE PackedExtension operator-(const PackedExtension& a, const PackedExtension& b) {
    PackedExtension c;
    for (unsigned d = 0; d < D; ++d) c.coeffs[d] = a.coeffs[d] - b.coeffs[d];
    return c;
  }
  friend P3_INLINE PackedExtension operator*(const PackedExtension& a, P b) {
    PackedExtension c;
    for (unsigned d = 0; d < D; ++d) c.coeffs[d] = a.coeffs[d] * b;
    return c;
  }
  // Schoolbook with one reduction per coefficient of the product, then the modulus. Out of line:
  // one copy per kernel file is enough.
  friend __attribute__((noinline)) PackedExtension operator*(const PackedExtension& a,
                                                             const PackedExtension& b) {
    constexpr ReductionTable<F, D> table = make_reduction_table<F, D>();
    P product[2 * D - 1];
    for (unsigned k = 0; k < 2 * D - 1; ++k) {
      typename P::Accumulator sum;
      const unsigned first = k < D ? 0 : k - D + 1;
      const unsigned last = k < D ? k : D - 1;
      for (unsigned i = first; i <= last; ++i) sum.add(a.coeffs[i], b.coeffs[k - i]);
      product[k] = sum.reduce();
    }
    PackedExtension c;
    for (unsigned i = 0; i < D; ++i) {
      c.coeffs[i] = product[i];
      for (unsigned k = 0; k + 1 < D; ++k) {
        if (table.rows[k][i] == F::zero()) continue;
        c.coeffs[i] = c.coeffs[i] + product[D + k] * P(table.rows[k][i]);
      }
    }
    return c;
  }
};

}  // namespace p3::P3_ISA_NS
