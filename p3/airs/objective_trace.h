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
//
// log_room: the matrix has memory for 2^log_room times its rows, so that the prover extends it in
// place (log_blowup of the parameters). 0 is right everywhere, and costs the prover more memory.
template <class F>
Matrix<F> generate_objective_trace(const ObjectiveSpec& spec, ThreadPool& pool,
                                   unsigned log_room = 0);

}  // namespace p3
