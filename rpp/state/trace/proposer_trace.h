// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"

// Filling the table `proposer` (prover).
namespace rpp {

// Judges nothing, as records_trace. The fees are those of `facts.fields`.
Trace proposer_trace(const StateWitness& witness, const StateFacts& facts, MemoryLog& memory);

}  // namespace rpp
