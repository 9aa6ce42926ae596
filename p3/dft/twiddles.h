// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <vector>

#include "p3/dft/kernels.h"

// Factors of the transform in the order in which the recursion meets them.
//
// A polynomial f of degree < 2m modulo X^2m - c^2 splits into f mod (X^m - c) and f mod (X^m + c):
// (x, y) -> (x + c*y, x - c*y) for the halves x, y of its coefficients. Starting with
// X^n - shift^n this is a binary tree whose leaves are the values of f on shift * H_n in
// bit-reversed order. Node h of the tree (root 1, children 2h and 2h+1) uses the factor
//   c_h = shift^(n / 2^(l+1)) * w^rev(j),  h = 2^l + j,  w of order 2^(l+1), rev over l bits.
// One factor serves a whole block of rows, so a kernel broadcasts it and the shift costs nothing.
namespace p3 {

// w^rev(j) for j < 2^log_count (w of order 2^(log_count+1), rev over log_count bits); the inverses
// if `inverse`. A prefix of the table is the table of a smaller transform, so every level uses it.
template <class F>
std::vector<F> root_powers(const DftKernels<F>& kernels, unsigned log_count, bool inverse);

// Factors of all nodes 1 .. 2^log_n - 1 of the tree of `shift` (entry 0 is unused), from
// root_powers of at least log_n - 1. With inverse powers and the inverse shift: the inverse
// factors.
template <class F>
std::vector<F> coset_factors(const DftKernels<F>& kernels, const std::vector<F>& powers,
                             unsigned log_n, F shift);

}  // namespace p3
