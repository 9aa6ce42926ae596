// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "p3/airs/poseidon2_air.h"
#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// Trace of the Poseidon2 AIR.
namespace p3 {

// inputs: T elements per permutation, kCopies permutations per row; their number must be a multiple
// of kCopies. Result: permutations / kCopies rows of kCopies * Columns::kTotal cells.
// log_room as in objective_trace.h.
template <class F, unsigned T, std::size_t kCopies>
Matrix<F> generate_poseidon2_trace(const Poseidon2Air<F, T, kCopies>& air,
                                   std::span<const F> inputs, ThreadPool& pool,
                                   unsigned log_room = 0);

// The same for inputs that are made when they are needed: inputs(k, out) writes those of the
// permutations from k on, as many as fit `out`. Called from several threads.
template <class F>
using Poseidon2Inputs = std::function<void(std::size_t, std::span<F>)>;
template <class F, unsigned T, std::size_t kCopies>
Matrix<F> generate_poseidon2_trace(const Poseidon2Air<F, T, kCopies>& air, std::size_t permutations,
                                   const Poseidon2Inputs<F>& inputs, ThreadPool& pool,
                                   unsigned log_room = 0);

}  // namespace p3
