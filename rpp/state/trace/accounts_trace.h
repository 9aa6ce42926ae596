// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/trace/memory_log.h"
#include "rpp/state/witness.h"

// Filling the table `accounts` (prover).
namespace rpp {

struct AccountLeaves {
  Digest before, after;
};

struct AccountsTrace {
  Trace trace;
  std::vector<AccountLeaves> leaves;  // by account, at the positions of the witness
};

// After all accesses are in `memory`, which was made from the witness's accounts: the leaf after is
// that of the last versions.
AccountsTrace accounts_trace(const StateWitness& witness, const MemoryLog& memory);

// The accounts of a witness by number, as MemoryLog takes them.
std::vector<Account> opened_accounts(const StateWitness& witness);

}  // namespace rpp
