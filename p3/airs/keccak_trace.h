// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>

#include "p3/base/matrix.h"
#include "p3/hash/keccak.h"
#include "p3/parallel/thread_pool.h"

// Trace of the Keccak-f AIR.
namespace p3 {

// `rows` x 2633 cells: 24 rows per input, then permutations of the zero state; the last one is cut
// at the end of the trace. Needs rows >= 24 * inputs.size(). log_room as in objective_trace.h.
template <class F>
Matrix<F> generate_keccak_trace(std::span<const KeccakState> inputs, std::size_t rows,
                                ThreadPool& pool, unsigned log_room = 0);

}  // namespace p3
