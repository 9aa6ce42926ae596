// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <vector>

// Tables of group elements in bit-reversed order, made by doubling.
//
// The bit reversal of an index that gains a bit at the top gains one at the bottom, so the table
// for a smaller group is a prefix of the one for a larger group: one table serves all heights.
namespace p3 {

// table[i] = shift * w_n^brev_n(i), i < 2^n: the points of the coset shift * H_n.
template <class F>
std::vector<F> bit_reversed_coset(F shift, unsigned log_size) {
  std::vector<F> table(std::size_t{1} << log_size);
  table[0] = shift;
  for (unsigned k = 0; k < log_size; ++k) {
    const std::size_t half = std::size_t{1} << k;
    const F step = F::two_adic_generator(k + 1);
    for (std::size_t i = 0; i < half; ++i) table[half + i] = table[i] * step;
  }
  return table;
}

// table[i] = 1 / (2 * w_n^brev_(n-1)(i)), i < 2^(n-1): the factors of one FRI halving of 2^n
// entries. log_size = n >= 1.
template <class F>
std::vector<F> halving_factors(unsigned log_size) {
  std::vector<F> table(std::size_t{1} << (log_size - 1));
  table[0] = F::one().halved();
  for (unsigned k = 0; k + 1 < log_size; ++k) {
    const std::size_t half = std::size_t{1} << k;
    const F step = F::two_adic_generator(k + 2).inverse();
    for (std::size_t i = 0; i < half; ++i) table[half + i] = table[i] * step;
  }
  return table;
}

}  // namespace p3
