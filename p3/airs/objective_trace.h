// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/airs/objective.h"
#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"

// Traces of the shipped statements.
namespace p3 {

// 2^log_trace_length rows. Inputs are the draws of SplitMix64 from the seed, in order: Fibonacci
// the first row; Poseidon2 elements mod p; Keccak-f lanes of floor(rows / 24) permutations; Blake3
// the low 32 bits, 16 message and 8 chaining words per row. The spec must have no problem.
template <class F>
Matrix<F> generate_objective_trace(const ObjectiveSpec& spec, ThreadPool& pool);

}  // namespace p3
