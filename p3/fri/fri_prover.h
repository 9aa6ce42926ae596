// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "p3/base/matrix.h"
#include "p3/codec/proof.h"
#include "p3/fri/geometry.h"
#include "p3/fri/parameters.h"
#include "p3/hash/batch_hasher.h"
#include "p3/parallel/profile.h"
#include "p3/parallel/thread_pool.h"
#include "p3/transcript/challenger.h"

// The low-degree test of FRI [BBHR18], prover side: commit phase, final polynomial, query phase.
namespace p3 {

template <class F, class EF>
struct FriProverResult {
  // Everything but the input openings and the batch witness, which belong to the PCS.
  FriProof<F, EF> proof;
  std::vector<std::uint64_t> indices;  // one per query, log_max_height bits
};

// `inputs`: one codeword per geometry.log_heights, 2^k rows of one extension element (D columns) in
// bit-reversed order.
template <class F, class EF>
FriProverResult<F, EF> prove_fri(const StarkParameters& parameters, const FriGeometry& geometry,
                                 const BatchHasher<F>& hasher, std::vector<Matrix<F>> inputs,
                                 Challenger<F>& challenger, ThreadPool& pool, Profiler* profiler);

}  // namespace p3
