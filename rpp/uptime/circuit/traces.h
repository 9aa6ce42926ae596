// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/uptime/circuit/model.h"
#include "rpp/uptime/public_fields.h"
#include "rpp/uptime/witness.h"

// The traces of all tables from a witness and the fields that it shall prove (prover).
namespace rpp {

// Judges nothing: a witness that breaks rules, or fields that are not its own, give traces that the
// constraints refuse. The witness has a good shape (check_shape).
CircuitTraces uptime_traces(const UptimeModel& model, const UptimeWitness& witness,
                            const UptimeListPublic& fields, p3::ThreadPool& pool);

}  // namespace rpp
