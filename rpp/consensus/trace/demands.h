// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <vector>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/statement/trace.h"
#include "rpp/consensus/trace/inputs.h"
#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/gadgets/wots_trace.h"

// What the tables members, ballots, tickets and lists want from the shared tables and from the
// statement table (prover).
namespace rpp {

struct SharedTraces {
  HasherTrace hasher;
  MerkleTrace merkle;
  WotsTrace wots;
  RangeTrace range;
  CanonicalTrace canonical;
  // Of the statement trees, as the tables supply them.
  std::array<std::vector<MerkleTrace::Leaf>, kTreeCount> leaves;
};

// Hashes, ranges, canonical limbs and leaves of trees, as the rows of one table ask for them.
void record_messages(const TableAir& air, const Trace& trace, SharedTraces& shared);

// After record_messages for all four tables: signatures, openings and the trees, whose roots the
// statement table asks for. Gives what the tables demand of the statement table.
StatementUsers record_structures(const TablesInput& input, const ConsensusWitness& witness,
                                 const CertificateFacts& facts, SharedTraces& shared);

}  // namespace rpp
