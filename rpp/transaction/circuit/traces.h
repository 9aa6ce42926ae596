// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"
#include "rpp/transaction/circuit/model.h"
#include "rpp/transaction/public_fields.h"
#include "rpp/transaction/witness.h"

// The traces of all tables from a witness and the fields that it shall prove (prover).
namespace rpp {

// Judges nothing: a witness that breaks rules, or fields that are not its own, give traces that the
// constraints refuse. The witness has a good shape (check_shape).
CircuitTraces transaction_traces(const TransactionModel& model, const TransactionWitness& witness,
                                 const TransactionListPublic& fields, p3::ThreadPool& pool);

}  // namespace rpp
