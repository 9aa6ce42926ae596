// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>

#include "p3/base/bits.h"
#include "p3/field/field_ops.h"

// Folding one row of a FRI layer, scalar.
//
// A layer is a function on the group H_L in bit-reversed order (the coset shift of the committed
// evaluations is dropped: FRI tests G(X) = F(gX)). Entries 2i and 2i+1 are the values at y and -y,
// y = w_L^brev(i); G_even(y^2) + beta * G_odd(y^2) = (lo + hi)/2 + beta * (lo - hi)/(2y). A row of
// 2^a entries is folded by a such halvings with beta, beta^2, beta^4, ..., which is the value at
// beta of the polynomial of degree < 2^a through the row [BBHR18].
namespace p3 {

// `row` holds 2^log_arity entries of row `index` of a layer with 2^log_rows rows, in stored order;
// it is overwritten and its first entry becomes the result.
template <class F, class EF>
EF fold_row(std::span<EF> row, std::uint64_t index, unsigned log_rows, EF beta) {
  const unsigned log_arity = log2_strict(row.size());
  // Entry pair m = index * half + j lies at w^brev(m); brev(m) = brev(j) * 2^log_rows +
  // brev(index), and w^(2^log_rows) has order 2^(remaining bits of the row).
  F row_point =
      exp_u64(F::two_adic_generator(log_rows + log_arity).inverse(), reverse_bits(index, log_rows));
  for (unsigned remaining = log_arity; remaining > 0; --remaining) {
    const std::size_t half = std::size_t{1} << (remaining - 1);
    const F step = F::two_adic_generator(remaining).inverse();
    for (std::size_t j = 0; j < half; ++j) {
      const F inverse_y = row_point * exp_u64(step, reverse_bits(j, remaining - 1));
      const EF lo = row[2 * j];
      const EF hi = row[2 * j + 1];
      row[j] = ((lo + hi) + beta * ((lo - hi) * inverse_y)).halved();
    }
    row_point = row_point.square();
    beta = beta.square();
  }
  return row[0];
}

}  // namespace p3
