// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <vector>

#include "p3/base/bits.h"
#include "p3/field/field_ops.h"

// Factors of the transform in the order in which the recursion meets them.
//
// A polynomial f of degree < 2m modulo X^2m - c^2 splits into f mod (X^m - c) and f mod (X^m + c):
// (x, y) -> (x + c*y, x - c*y) for the halves x, y of its coefficients. Starting with
// X^n - shift^n this is a binary tree whose leaves are the values of f on shift * H_n in
// bit-reversed order. Node h of the tree (root 1, children 2h and 2h+1) uses the factor
//   c_h = shift^(n / 2^(l+1)) * w^rev(j),  h = 2^l + j,  w of order 2^(l+1), rev over l bits.
// One factor serves a whole block of rows, so a kernel broadcasts it and the shift costs nothing.
namespace p3 {

// Factors of all nodes 1 .. n-1 of the tree (entry 0 is unused); n = 2^log_n.
template <class F>
std::vector<F> coset_twiddles(unsigned log_n, F shift) {
  const std::size_t n = std::size_t{1} << log_n;
  std::vector<F> factors(n, F::one());
  // Level by level: rev(j + 2^k) over l bits = rev(j) + 2^(l-1-k).
  for (unsigned l = 0; l < log_n; ++l) {
    F* level = factors.data() + (std::size_t{1} << l);
    level[0] = exp_power_of_2(shift, log_n - 1 - l);
    for (unsigned k = 0; k < l; ++k) {
      const F root = F::two_adic_generator(k + 2);
      const std::size_t half = std::size_t{1} << k;
      for (std::size_t j = 0; j < half; ++j) level[half + j] = level[j] * root;
    }
  }
  return factors;
}

// The inverses of coset_twiddles(log_n, shift), without inverting each.
template <class F>
std::vector<F> inverse_coset_twiddles(unsigned log_n, F shift) {
  const std::size_t n = std::size_t{1} << log_n;
  std::vector<F> factors(n, F::one());
  const F inverse_shift = shift.inverse();
  for (unsigned l = 0; l < log_n; ++l) {
    F* level = factors.data() + (std::size_t{1} << l);
    level[0] = exp_power_of_2(inverse_shift, log_n - 1 - l);
    for (unsigned k = 0; k < l; ++k) {
      const F root = F::two_adic_generator(k + 2).inverse();
      const std::size_t half = std::size_t{1} << k;
      for (std::size_t j = 0; j < half; ++j) level[half + j] = level[j] * root;
    }
  }
  return factors;
}

}  // namespace p3
