// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/result.h"
#include "p3/prove/error.h"
#include "p3/verify/statement.h"

// The memory that a proof will take, from parameters and shapes alone: nothing is allocated and no
// trace is looked at.
//
// The blocks that the prover would ask for are replayed, in its order, on a model of the arena
// (memory_model.h), which keeps the most that was in use at once (cells.h). Counted are matrices,
// tables and the proof; not the program, its threads and the constraints of the AIRs, a few
// megabytes.
namespace p3 {

template <class F>
struct MemoryInstance {
  const Air<F>* air = nullptr;
  unsigned log_rows = 0;
  // The trace has memory for its extension (Matrix::with_room), which is then made in place unless
  // lookups still need the trace.
  bool trace_has_room = false;
};

template <class F>
struct MemoryRequest {
  StarkConfig<F> config;
  unsigned extension_degree = 4;
  bool batch = false;  // else one instance, lookups ignored
  std::vector<MemoryInstance<F>> instances = {};
  unsigned threads = 1;
  unsigned proofs = 1;  // one after the other in one process
};

// Most bytes at any time of a phase, over all proofs.
struct MemoryPhase {
  const char* name;
  std::uint64_t in_use = 0;    // what the prover holds
  std::uint64_t resident = 0;  // with the pages that the arena keeps: counted by the system
};

struct MemoryEstimate {
  // In the order of time: "preprocessed" where there is some, "trace", "commit trace", "lookups",
  // "quotient", "commit quotient", "open", "verify".
  std::vector<MemoryPhase> phases;
  std::uint64_t arena = 0;  // of the peak: blocks of 2 MB and more

  std::uint64_t peak() const;  // resident
};

// Errors are those of the prover that need no trace: parameters, heights, quotient domains. An
// estimate above 2^46 bytes only says that much.
template <class F>
Result<MemoryEstimate, ProveError> estimate_memory(const MemoryRequest<F>& request);

}  // namespace p3
