// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "p3/base/result.h"
#include "p3/codec/proof.h"
#include "p3/fri/parameters.h"
#include "p3/hash/batch_hasher.h"
#include "p3/merkle/tree.h"
#include "p3/parallel/profile.h"
#include "p3/parallel/thread_pool.h"
#include "p3/transcript/challenger.h"

// The two-adic FRI polynomial commitment scheme, prover side.
//
// The committed matrices are evaluations on g*K in bit-reversed row order, so the first rows of
// every matrix are the evaluations on the trace-sized coset g*H: opening evaluates those
// (barycentric form), the low-degree test works on all rows.
namespace p3 {

// One commitment and, for every matrix in it (commit order), the points at which it is opened.
template <class F, class EF>
struct OpeningRound {
  const MerkleTree<F>* tree = nullptr;
  std::vector<std::vector<EF>> points;
};

// values[round][matrix][point][column]
template <class EF>
using OpenedPoints = std::vector<std::vector<std::vector<std::vector<EF>>>>;

template <class F, class EF>
struct PcsOpening {
  OpenedPoints<EF> values;
  FriProof<F, EF> proof;
};

// Statements that the scheme cannot open. With a final polynomial of more than one coefficient
// every committed matrix must be taller than the height at which folding stops.
enum class OpenFault : std::uint8_t { kBadParameters, kNothingCommitted, kInputHeightTooSmall };
struct OpenError {
  OpenFault fault;
  std::uint64_t got = 0;                                 // log height
  std::uint64_t limit = 0;                               // log height at which folding stops
  std::optional<VerifyError> parameters = std::nullopt;  // of kBadParameters
};

// Opens every matrix of every round at its points. The result does not depend on the thread count;
// `challenger` ends in the state that the verifier's ends in. A point inside g*K is a bug of the
// caller (the challenge that made it hits one with negligible probability).
template <class F, class EF>
Result<PcsOpening<F, EF>, OpenError> open_pcs(const StarkParameters& parameters,
                                              const BatchHasher<F>& hasher,
                                              std::span<const OpeningRound<F, EF>> rounds,
                                              Challenger<F>& challenger, ThreadPool& pool,
                                              Profiler* profiler = nullptr);

}  // namespace p3
