// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// Trace of the Blake3 AIR.
namespace p3 {

// 16 message words, then 8 chaining words.
using Blake3Input = std::array<std::uint32_t, 24>;

// inputs.size() x 9168 cells, one compression per row. The counter of a row is its number, the
// block length the number of rows and the flags zero, as in Plonky3's generator. log_room as in
// objective_trace.h.
template <class F>
Matrix<F> generate_blake3_trace(std::span<const Blake3Input> inputs, ThreadPool& pool,
                                unsigned log_room = 0);

}  // namespace p3
