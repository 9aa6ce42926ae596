// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"

// Filling the table `validators` (prover).
namespace rpp {

// The validators of the facts, at a boundary; nothing elsewhere. After all other accesses.
Trace validators_trace(const StateRules& rules, const StateWitness& witness,
                       const StateFacts& facts, MemoryLog& memory);

}  // namespace rpp
