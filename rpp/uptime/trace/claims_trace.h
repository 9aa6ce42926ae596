// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/gadgets/list_traces.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/uptime/air/claims_air.h"
#include "rpp/uptime/witness.h"

// Filling the table `claims`, with everything that it asks of the shared tables (prover).
namespace rpp {

// Judges nothing: a claim that breaks a rule gives rows that the constraints or the buses refuse.
// The witness has a good shape (check_shape). The list's leaves are added to `leaves`.
Trace claims_trace(const UptimeWitness& witness, p3::ThreadPool& pool, ListTraces& shared,
                   std::vector<MerkleTrace::Leaf>& leaves);

}  // namespace rpp
