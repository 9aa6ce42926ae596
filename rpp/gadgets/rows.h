// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/inline.h"

// Reading the cells of a row into expressions.
namespace rpp {

// Cells first .. first + N - 1 of the row at hand, or of the row below.
template <std::size_t N, bool kBelow, class B>
P3_INLINE void read_cells(B& b, std::size_t first, typename B::Expr* out) {
  for (std::size_t k = 0; k < N; ++k) out[k] = kBelow ? b.next(first + k) : b.local(first + k);
}

template <class E>
P3_INLINE E sum_of(const E* xs, std::size_t count) {
  E total = xs[0];
  for (std::size_t k = 1; k < count; ++k) total = total + xs[k];
  return total;
}

}  // namespace rpp
