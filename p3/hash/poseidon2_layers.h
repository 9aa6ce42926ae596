// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/inline.h"

// The linear layers of Poseidon2 over any ring: field elements, packed elements, expressions of an
// AIR. One definition serves the permutation, its kernels and its circuit [GKS23, section 5];
// poseidon2_packed_layers.h has faster ones for vectors.
namespace p3 {

// (2 3 1 1 / 1 2 3 1 / 1 1 2 3 / 3 1 1 2) times four elements, with additions alone.
template <class E>
P3_INLINE void poseidon2_circulant4(E* x) {
  const E t01 = x[0] + x[1];
  const E t23 = x[2] + x[3];
  const E sum = t01 + t23;
  const E sum1 = sum + x[1];
  const E sum3 = sum + x[3];
  const E y3 = sum3 + x[0] + x[0];
  const E y1 = sum1 + x[2] + x[2];
  x[0] = sum1 + t01;
  x[1] = y1;
  x[2] = sum3 + t23;
  x[3] = y3;
}

// M_E: the circulant on every block of four, then every element gains the sum over the blocks at
// its position mod 4. T is 8, 12, 16, 20, 24 or 32.
template <unsigned T, class E>
P3_INLINE void poseidon2_external_layer(E* state) {
  for (std::size_t block = 0; block < T; block += 4) poseidon2_circulant4(state + block);
  for (std::size_t k = 0; k < 4; ++k) {
    E sum = state[k];
    for (std::size_t block = 4; block < T; block += 4) sum = sum + state[block + k];
    for (std::size_t block = 0; block < T; block += 4) state[block + k] = state[block + k] + sum;
  }
}

// x^3, the S-box or the larger part of it.
template <class E>
P3_INLINE E poseidon2_cube(const E& x) {
  return x * x * x;
}

// M_I = J + diag(V): every element becomes V_i * s_i plus the sum of all.
template <unsigned T, class E, class V>
P3_INLINE void poseidon2_internal_layer(E* state, const V* diagonal) {
  E sum = state[0];
  for (std::size_t i = 1; i < T; ++i) sum = sum + state[i];
  for (std::size_t i = 0; i < T; ++i) state[i] = state[i] * diagonal[i] + sum;
}

}  // namespace p3
