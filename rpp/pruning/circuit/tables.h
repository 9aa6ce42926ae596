// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "p3/base/matrix.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/pruning/facts.h"

// The traces of `blocks` and `transactions`, and what they ask of `hasher` and `range` (prover).
namespace rpp {

// Roots of the forests' trees, by block.
struct PackedRoots {
  std::span<const Digest> full, kept;
};

// At least min_rows rows; the facts are those of the witness.
p3::Matrix<Element> blocks_trace(const PruningWitness& witness, const PruningFacts& facts,
                                 const PackedRoots& roots, std::size_t min_rows);
p3::Matrix<Element> transactions_trace(const PruningWitness& witness, const PruningFacts& facts,
                                       std::size_t min_rows);

void record_blocks(const PruningWitness& witness, const PruningFacts& facts,
                   const PackedRoots& roots, HasherTrace& hasher, RangeTrace& range);
void record_transactions(const PruningWitness& witness, HasherTrace& hasher, RangeTrace& range);

}  // namespace rpp
