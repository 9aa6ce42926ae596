// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/pruning/facts.h"

// The traces of all seven tables from a witness and the fields that it shall prove (prover).
namespace rpp {

// Judges nothing: a witness that breaks rules, or fields that are not its own, give traces that the
// constraints refuse. `facts` are those of the witness, whose shape is good.
CircuitTraces pruning_traces(const PruningModel& model, const PruningWitness& witness,
                             const PruningFacts& facts, const PruningPublic& fields,
                             p3::ThreadPool& pool);

}  // namespace rpp
