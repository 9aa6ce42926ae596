// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/base/matrix.h"
#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"
#include "p3/parallel/thread_pool.h"

// Discrete Fourier transforms of all columns of a row-major matrix at once.
//
// A column of height n = 2^k holds either the coefficients of a polynomial of degree < n, or its
// values on a coset s*H_n, H_n = <w_n>. Natural order: row i belongs to the point s * w_n^i;
// bit-reversed order: row i belongs to s * w_n^rev(i). Results depend on the input alone, neither
// on the number of threads nor on the instruction set. Extension-valued columns are D base columns
// each: the transform is linear over the base field.
//
// Heights must be powers of two, at most 2^kTwoAdicity of the field (after blow-up).
namespace p3 {

// Coefficients -> values on H_n, natural order.
template <class F>
void dft_batch(Matrix<F>& columns, ThreadPool& pool);

// Values on H_n in natural order -> coefficients.
template <class F>
void idft_batch(Matrix<F>& columns, ThreadPool& pool);

// Coefficients -> values on shift * H_n, natural order. shift must not be zero.
template <class F>
void coset_dft_batch(Matrix<F>& columns, F shift, ThreadPool& pool);

// Values on shift * H_n in natural order -> coefficients. shift must not be zero.
template <class F>
void coset_idft_batch(Matrix<F>& columns, F shift, ThreadPool& pool);

// The committed form of a matrix [wire 2.6]: `values` are rows on s * H_n in natural order; the
// result holds the same polynomials on g * H_(n * 2^added_bits), BIT-REVERSED, with shift = g / s.
template <class F>
Matrix<F> coset_lde_bit_reversed(MatrixView<F> values, unsigned added_bits, F shift,
                                 ThreadPool& pool);

// The same in the memory of `values`, if that has room for the result (Matrix::with_room).
template <class F>
Matrix<F> coset_lde_bit_reversed(Matrix<F>&& values, unsigned added_bits, F shift,
                                 ThreadPool& pool);

// The same for values whose rows are already bit-reversed (chunks of the quotient).
template <class F>
Matrix<F> coset_lde_from_bit_reversed(MatrixView<F> values, unsigned added_bits, F shift,
                                      ThreadPool& pool);

// Moves row i to row rev(i).
template <class F>
void reverse_rows(Matrix<F>& matrix, ThreadPool& pool);

}  // namespace p3
