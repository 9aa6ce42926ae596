// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"

// Filling the table `records` (prover).
namespace rpp {

// Judges nothing: a record that breaks a rule gives rows that the constraints or the buses refuse.
// Accesses go to `memory`; what else the rows ask for is read off them (record_messages).
Trace records_trace(const StateWitness& witness, const StateFacts& facts, MemoryLog& memory);

}  // namespace rpp
