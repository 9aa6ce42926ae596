// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/state/circuit/model.h"
#include "rpp/state/facts.h"

// All traces of the state circuit (prover).
namespace rpp {

// Judges nothing. `facts` are those of the witness, which has a good shape; `fields` is what is
// claimed.
CircuitTraces state_traces(const StateModel& model, const StateWitness& witness,
                           const StateFacts& facts, const StatePublic& fields,
                           p3::ThreadPool& pool);

}  // namespace rpp
