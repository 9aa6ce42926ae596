// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// The one pipeline behind every transform: rows -> (interpolate) -> (evaluate on cosets) -> rows.
//
// Columns are cut into panels of a few cache lines. A panel is copied out of the matrix into
// contiguous memory and transformed there in three steps, so that each row crosses memory once in
// and once out:
//   1. gather a block of rows that fits the second-level cache (bit reversal happens in this copy)
//      and run the backward layers inside the block;
//   2. for groups of rows one block apart: the remaining backward layers, then the first forward
//      layers of every coset;
//   3. per coset and block: the remaining forward layers, and the copy to the result.
// Panels below one cache line are padded to a power of two; several rows then share a vector.
namespace p3 {

// What to do with the columns of a matrix of n rows.
template <class F>
struct Transform {
  // Set: the rows are values on *from_shift * H_n and are interpolated first. Else coefficients.
  std::optional<F> from_shift;
  // Order of the input rows; coefficients must be in natural order.
  bool input_reversed = false;
  // Evaluate on these cosets shift * H_n; none: the result is the coefficients, in natural order.
  std::vector<F> to_shifts;
  // Order of the rows within each coset of the result.
  bool output_reversed = true;
  // Size of the blocks; 0: what fits the second-level cache of this machine. Any size gives the
  // same result.
  std::size_t block_bytes = 0;
  // Results from this size on are written past the caches: they would only push the panels out.
  std::size_t stream_bytes = std::size_t{32} << 20;
};

// Rows [k * n, (k + 1) * n) of `out` become coset k. `out` has n rows per coset (n if none) and the
// width of `in`. It may begin with the memory of `in`: a panel is read as a whole before any of its
// columns is written.
template <class F>
void run_transform(const Transform<F>& transform, MatrixView<F> in, Matrix<F>& out,
                   ThreadPool& pool);

// Memory that run_transform takes besides its operands.
struct TransformMemory {
  std::size_t factor_bytes = 0;  // tables, from the heap
  // Panels of one run of equal ones: `count` blocks of `bytes` at once. Runs follow one another.
  struct Work {
    std::size_t bytes = 0, count = 0;
  };
  std::vector<Work> runs;
};

// For interpolation and `cosets` cosets of 2^log_n rows, block_bytes 0, this many threads.
template <class F>
TransformMemory transform_memory(std::size_t width, unsigned log_n, std::size_t cosets,
                                 std::size_t threads);

}  // namespace p3
