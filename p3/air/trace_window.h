// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <bit>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "p3/air/shape.h"
#include "p3/air/window.h"
#include "p3/base/matrix.h"

// A trace with what its constraints read beside it, row by row: what the checkers walk over.
namespace p3 {

template <class F>
struct TraceRows {
  MatrixView<F> main;
  MatrixView<F> preprocessed;
  std::span<const F> public_values;
};

// The rows that the constraints see at row r; `periodic` is room for the periodic values.
template <class F>
RowWindow<F, F> window_at(const AirShape<F>& shape, const TraceRows<F>& trace, std::size_t r,
                          std::vector<F>& periodic) {
  const std::size_t height = trace.main.height;
  const std::size_t next = (r + 1) % height;
  periodic.clear();
  for (const std::vector<F>& column : shape.periodic) periodic.push_back(column[r % column.size()]);
  RowWindow<F, F> window;
  window.local = trace.main.row_span(r);
  window.next = trace.main.row_span(next);
  if (shape.preprocessed_width != 0) {
    window.preprocessed_local = trace.preprocessed.row_span(r);
    window.preprocessed_next = trace.preprocessed.row_span(next);
  }
  window.periodic = periodic;
  window.public_values = trace.public_values;
  window.is_first_row = r == 0 ? F::one() : F::zero();
  window.is_last_row = next == 0 ? F::one() : F::zero();
  window.is_transition = next == 0 ? F::zero() : F::one();
  return window;
}

inline std::string mismatch(const char* what, std::size_t expected, std::size_t got) {
  return std::string(what) + ": expected " + std::to_string(expected) + ", got " +
         std::to_string(got);
}

// Empty when the trace fits the shape.
template <class F>
std::string shape_mismatch(const AirShape<F>& shape, const TraceRows<F>& trace) {
  if (trace.main.width != shape.width) {
    return mismatch("trace width", shape.width, trace.main.width);
  }
  const std::size_t height = trace.main.height;
  if (!std::has_single_bit(height)) {
    return "trace height " + std::to_string(height) + " is not a power of two";
  }
  if (trace.public_values.size() != shape.num_public_values) {
    return mismatch("public values", shape.num_public_values, trace.public_values.size());
  }
  if (shape.preprocessed_width != 0) {
    if (trace.preprocessed.width != shape.preprocessed_width) {
      return mismatch("preprocessed width", shape.preprocessed_width, trace.preprocessed.width);
    }
    if (trace.preprocessed.height != height) {
      return mismatch("preprocessed height", height, trace.preprocessed.height);
    }
  }
  for (const std::vector<F>& column : shape.periodic) {
    if (!std::has_single_bit(column.size()) || column.size() > height) {
      return "periodic column of length " + std::to_string(column.size()) + " on a trace of " +
             std::to_string(height) + " rows";
    }
  }
  return "";
}

}  // namespace p3
