// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/identity/facts.h"

// The traces of all tables from a witness and the fields that it shall prove (prover).
namespace rpp {

// Signatures of all identities, on the threads of the pool.
IdentityListFacts parallel_facts(const IdentityRules& rules, const IdentityWitness& witness,
                                 p3::ThreadPool& pool);

// Judges nothing: a witness that breaks rules, or fields that are not its own, give traces that the
// constraints refuse. The witness has a good shape (check_shape); the facts are its own.
CircuitTraces identity_traces(const IdentityModel& model, const IdentityWitness& witness,
                              const IdentityListFacts& facts, const IdentityListPublic& fields,
                              p3::ThreadPool& pool);

}  // namespace rpp
