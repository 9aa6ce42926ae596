// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/dft.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "p3/dft/twiddles.h"

namespace p3 {
namespace {

// Columns [begin, end) of `rows` rows, `stride` elements apart.
template <class F>
struct Panel {
  F* data;
  std::size_t rows;
  std::size_t stride;
  std::size_t begin;
  std::size_t end;
};

// Coefficients in natural order -> values in bit-reversed order. See twiddles.h.
template <class F>
void forward(const Panel<F>& panel, const std::vector<F>& twiddles) {
  std::size_t node = 1;
  for (std::size_t half = panel.rows / 2; half != 0; half /= 2) {
    for (std::size_t block = 0; block < panel.rows; block += 2 * half, ++node) {
      const F factor = twiddles[node];
      for (std::size_t r = block; r < block + half; ++r) {
        F* x = panel.data + r * panel.stride;
        F* y = x + half * panel.stride;
        for (std::size_t c = panel.begin; c < panel.end; ++c) {
          const F product = y[c] * factor;
          y[c] = x[c] - product;
          x[c] = x[c] + product;
        }
      }
    }
  }
}

// Values in bit-reversed order -> n times the coefficients in natural order.
template <class F>
void backward(const Panel<F>& panel, const std::vector<F>& inverse_twiddles) {
  for (std::size_t half = 1; half < panel.rows; half *= 2) {
    std::size_t node = panel.rows / (2 * half);
    for (std::size_t block = 0; block < panel.rows; block += 2 * half, ++node) {
      const F factor = inverse_twiddles[node];
      for (std::size_t r = block; r < block + half; ++r) {
        F* x = panel.data + r * panel.stride;
        F* y = x + half * panel.stride;
        for (std::size_t c = panel.begin; c < panel.end; ++c) {
          const F sum = x[c] + y[c];
          y[c] = (x[c] - y[c]) * factor;
          x[c] = sum;
        }
      }
    }
  }
}

template <class F>
void scale(const Panel<F>& panel, F factor) {
  for (std::size_t r = 0; r < panel.rows; ++r) {
    F* row = panel.data + r * panel.stride;
    for (std::size_t c = panel.begin; c < panel.end; ++c) row[c] = row[c] * factor;
  }
}

template <class F>
Matrix<F> lde(MatrixView<F> values, bool natural, unsigned added_bits, F shift, ThreadPool& pool) {
  const unsigned log_n = log2_strict(values.height);
  P3_CHECK(log_n + added_bits <= F::kTwoAdicity, "domain larger than the two-adic subgroup");
  const std::size_t n = values.height;
  Matrix<F> out = Matrix<F>::uninitialized(n << added_bits, values.width);
  const std::vector<F> inverse = inverse_coset_twiddles(log_n, F::one());
  const F inverse_n = F::from_u64(n).inverse();
  // Chunk k of the bit-reversed result is the coset shift * w_N^rev(k) * H_n.
  std::vector<std::vector<F>> twiddles;
  for (std::size_t k = 0; k < std::size_t{1} << added_bits; ++k) {
    const F root = F::two_adic_generator(log_n + added_bits);
    twiddles.push_back(coset_twiddles(log_n, shift * exp_u64(root, reverse_bits(k, added_bits))));
  }
  pool.for_ranges(values.width, 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = 0; r < n; ++r) {
      const F* from = values.row(natural ? reverse_bits(r, log_n) : r);
      std::copy(from + begin, from + end, out.row(r) + begin);
    }
    const Panel<F> first{out.data(), n, values.width, begin, end};
    backward(first, inverse);
    scale(first, inverse_n);
    for (std::size_t k = twiddles.size(); k-- > 0;) {
      const Panel<F> chunk{out.row(k * n), n, values.width, begin, end};
      for (std::size_t r = 0; k != 0 && r < n; ++r) {
        std::copy(out.row(r) + begin, out.row(r) + end, out.row(k * n + r) + begin);
      }
      forward(chunk, twiddles[k]);
    }
  });
  return out;
}

}  // namespace

template <class F>
void reverse_rows(Matrix<F>& matrix, ThreadPool& pool) {
  const unsigned log_n = log2_strict(matrix.height());
  pool.for_ranges(matrix.height(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      const std::size_t other = reverse_bits(r, log_n);
      if (r < other)
        std::swap_ranges(matrix.row(r), matrix.row(r) + matrix.width(), matrix.row(other));
    }
  });
}

template <class F>
void coset_dft_batch(Matrix<F>& columns, F shift, ThreadPool& pool) {
  const std::vector<F> twiddles = coset_twiddles(log2_strict(columns.height()), shift);
  pool.for_ranges(columns.width(), 16, [&](std::size_t begin, std::size_t end) {
    forward(Panel<F>{columns.data(), columns.height(), columns.width(), begin, end}, twiddles);
  });
  reverse_rows(columns, pool);
}

template <class F>
void coset_idft_batch(Matrix<F>& columns, F shift, ThreadPool& pool) {
  P3_CHECK(!(shift == F::zero()), "a coset shift is never zero");
  const std::vector<F> twiddles = inverse_coset_twiddles(log2_strict(columns.height()), shift);
  const F inverse_n = F::from_u64(columns.height()).inverse();
  reverse_rows(columns, pool);
  pool.for_ranges(columns.width(), 16, [&](std::size_t begin, std::size_t end) {
    const Panel<F> panel{columns.data(), columns.height(), columns.width(), begin, end};
    backward(panel, twiddles);
    scale(panel, inverse_n);
  });
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
  return lde(values, true, added_bits, shift, pool);
}

template <class F>
Matrix<F> coset_lde_from_bit_reversed(MatrixView<F> values, unsigned added_bits, F shift,
                                      ThreadPool& pool) {
  return lde(values, false, added_bits, shift, pool);
}

#define P3_INSTANTIATE(F)                                                                  \
  template void dft_batch(Matrix<F>&, ThreadPool&);                                        \
  template void idft_batch(Matrix<F>&, ThreadPool&);                                       \
  template void coset_dft_batch(Matrix<F>&, F, ThreadPool&);                               \
  template void coset_idft_batch(Matrix<F>&, F, ThreadPool&);                              \
  template Matrix<F> coset_lde_bit_reversed(MatrixView<F>, unsigned, F, ThreadPool&);      \
  template Matrix<F> coset_lde_from_bit_reversed(MatrixView<F>, unsigned, F, ThreadPool&); \
  template void reverse_rows(Matrix<F>&, ThreadPool&);
P3_INSTANTIATE(KoalaBear)
P3_INSTANTIATE(BabyBear)
P3_INSTANTIATE(Goldilocks)
#undef P3_INSTANTIATE

}  // namespace p3
