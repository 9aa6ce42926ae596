// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/gadgets/list_traces.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/gadgets/updates_trace.h"
#include "rpp/identity/facts.h"
#include "rpp/identity/witness.h"

// Filling the tables `identities` and `attestations`, with everything that they ask of the shared
// tables (prover).
namespace rpp {

// Recorders of the shared tables: one set for each identity, joined at the end.
struct IdentityShared {
  ListTraces lists;
  CanonicalTrace canonical;
  UpdatesTrace updates;
  UpdateJointsTrace joints;

  void append(const IdentityShared& other) {
    lists.append(other.lists);
    canonical.append(other.canonical);
    updates.append(other.updates);
    joints.append(other.joints);
  }
};

struct IdentityTables {
  Trace identities, attestations;
  std::vector<MerkleTrace::Leaf> leaves;  // of the list, supplied by `identities`
};

// Judges nothing: an identity that breaks a rule gives rows that the constraints or the buses
// refuse. The witness has a good shape (check_shape); the facts are its own.
IdentityTables identity_tables(const IdentityRules& rules, const IdentityWitness& witness,
                               const IdentityListFacts& facts, p3::ThreadPool& pool,
                               IdentityShared& shared);

}  // namespace rpp
