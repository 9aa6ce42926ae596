// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/matrix.h"

// Trace of the Fibonacci AIR.
namespace p3 {

// rows x 2 cells: row 0 is (a, b), every next row is (b, a + b). log_room as in
// objective_trace.h.
template <class F>
Matrix<F> generate_fibonacci_trace(F a, F b, std::size_t rows, unsigned log_room = 0) {
  Matrix<F> trace = Matrix<F>::with_room(rows, 2, rows << log_room);
  for (std::size_t r = 0; r < rows; ++r) {
    trace.at(r, 0) = a;
    trace.at(r, 1) = b;
    const F sum = a + b;
    a = b;
    b = sum;
  }
  return trace;
}

}  // namespace p3
