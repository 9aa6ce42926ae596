// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/public_fields.h"
#include "rpp/consensus/witness.h"

// The traces of all ten tables from a witness and the fields that it shall prove (prover).
namespace rpp {

// Judges nothing: a witness that breaks rules, or fields that are not its own, give traces that the
// constraints refuse. `facts` are those of the witness, whose shape is good.
CircuitTraces consensus_traces(const ConsensusModel& model, const ConsensusWitness& witness,
                               const CertificateFacts& facts, const ConsensusPublic& fields,
                               p3::ThreadPool& pool);

}  // namespace rpp
