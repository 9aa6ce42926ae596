// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/gadgets/list_traces.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/transaction/air/transactions_air.h"
#include "rpp/transaction/witness.h"

// Filling the table `transactions`, with everything that it asks of the shared tables (prover).
namespace rpp {

// By tree: what the table supplies, position by position.
using TransactionLeaves = std::array<std::vector<MerkleTrace::Leaf>, 2>;

// Judges nothing: a transaction that breaks a rule gives rows that the constraints or the buses
// refuse. The witness has a good shape (check_shape). Leaves are added to `leaves`.
Trace transactions_trace(const TransactionWitness& witness, p3::ThreadPool& pool,
                         ListTraces& shared, TransactionLeaves& leaves);

}  // namespace rpp
