// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/dft.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/dft/transform.h"
#include "p3/field/field_ops.h"

namespace p3 {
namespace {

// `out` has the shape of the result; it may begin with the rows of `values`.
template <class F>
void lde(MatrixView<F> values, bool input_reversed, unsigned added_bits, F shift, Matrix<F>& out,
         ThreadPool& pool) {
  P3_CHECK(!(shift == F::zero()), "a coset shift is never zero");
  const unsigned log_size = log2_strict(values.height) + added_bits;
  P3_CHECK(log_size <= F::kTwoAdicity, "more rows than the largest two-adic domain");
  Transform<F> transform;
  transform.from_shift = F::one();
  transform.input_reversed = input_reversed;
  // Rows [k * n, (k + 1) * n) of the bit-reversed result belong to the coset shift * w^rev(k) *
  // H_n.
  const F root = F::two_adic_generator(log_size);
  for (std::size_t k = 0; k < std::size_t{1} << added_bits; ++k) {
    transform.to_shifts.push_back(shift * exp_u64(root, reverse_bits(k, added_bits)));
  }
  run_transform(transform, values, out, pool);
}

}  // namespace

template <class F>
void reverse_rows(Matrix<F>& matrix, ThreadPool& pool) {
  const unsigned log_n = log2_strict(matrix.height());
  // The smaller index of a pair owns the exchange, so no row is touched twice.
  pool.for_ranges(matrix.height(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      const std::size_t other = reverse_bits(r, log_n);
      if (r >= other) continue;
      std::swap_ranges(matrix.row(r), matrix.row(r) + matrix.width(), matrix.row(other));
    }
  });
}

template <class F>
void coset_dft_batch(Matrix<F>& columns, F shift, ThreadPool& pool) {
  P3_CHECK(!(shift == F::zero()), "a coset shift is never zero");
  Transform<F> transform;
  transform.to_shifts = {shift};
  transform.output_reversed = false;
  run_transform(transform, columns.view(), columns, pool);
}

template <class F>
void coset_idft_batch(Matrix<F>& columns, F shift, ThreadPool& pool) {
  P3_CHECK(!(shift == F::zero()), "a coset shift is never zero");
  Transform<F> transform;
  transform.from_shift = shift;
  run_transform(transform, columns.view(), columns, pool);
}

template <class F>
void dft_batch(Matrix<F>& columns, ThreadPool& pool) {
  coset_dft_batch(columns, F::one(), pool);
}

template <class F>
void idft_batch(Matrix<F>& columns, ThreadPool& pool) {
  coset_idft_batch(columns, F::one(), pool);
}

template <class F>
Matrix<F> coset_lde_bit_reversed(MatrixView<F> values, unsigned added_bits, F shift,
                                 ThreadPool& pool) {
  Matrix<F> out = Matrix<F>::uninitialized(values.height << added_bits, values.width);
  lde(values, false, added_bits, shift, out, pool);
  return out;
}

template <class F>
Matrix<F> coset_lde_bit_reversed(Matrix<F>&& values, unsigned added_bits, F shift,
                                 ThreadPool& pool) {
  Matrix<F> out = std::move(values);
  const MatrixView<F> in = out.view();
  if (!out.grow(in.height << added_bits)) {
    return coset_lde_bit_reversed(in, added_bits, shift, pool);
  }
  lde(in, false, added_bits, shift, out, pool);
  return out;
}

template <class F>
Matrix<F> coset_lde_from_bit_reversed(MatrixView<F> values, unsigned added_bits, F shift,
                                      ThreadPool& pool) {
  Matrix<F> out = Matrix<F>::uninitialized(values.height << added_bits, values.width);
  lde(values, true, added_bits, shift, out, pool);
  return out;
}

#define P3_INSTANTIATE(F)                                                                  \
  template void dft_batch(Matrix<F>&, ThreadPool&);                                        \
  template void idft_batch(Matrix<F>&, ThreadPool&);                                       \
  template void coset_dft_batch(Matrix<F>&, F, ThreadPool&);                               \
  template void coset_idft_batch(Matrix<F>&, F, ThreadPool&);                              \
  template Matrix<F> coset_lde_bit_reversed(MatrixView<F>, unsigned, F, ThreadPool&);      \
  template Matrix<F> coset_lde_bit_reversed(Matrix<F>&&, unsigned, F, ThreadPool&);        \
  template Matrix<F> coset_lde_from_bit_reversed(MatrixView<F>, unsigned, F, ThreadPool&); \
  template void reverse_rows(Matrix<F>&, ThreadPool&);
P3_INSTANTIATE(KoalaBear)
P3_INSTANTIATE(BabyBear)
P3_INSTANTIATE(Goldilocks)
#undef P3_INSTANTIATE

}  // namespace p3
