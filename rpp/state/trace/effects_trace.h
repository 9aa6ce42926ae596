// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"

// Filling the table `effects` (prover).
namespace rpp {

// Judges nothing: a transaction that breaks a rule gives rows that the constraints or the buses
// refuse. The witness has a good shape (check_shape) and at least one account; the facts are its
// own. Of an address without account, account 0 is accessed. `memory` is as the uptime records left
// it.
Trace effects_trace(const StateRules& rules, const StateWitness& witness, const StateFacts& facts,
                    MemoryLog& memory);

}  // namespace rpp
