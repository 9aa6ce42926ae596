// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/chain/roots.h"
#include "rpp/gadgets/joints_trace.h"
#include "rpp/gadgets/list_traces.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/uptime/air/heads_air.h"
#include "rpp/uptime/witness.h"

// Filling the table `heads`, with everything that it asks of the shared tables (prover).
namespace rpp {

// A block that claims name.
struct OpenedHead {
  std::uint32_t position = 0;  // in the history
  BlockLeaf block;
  const MerklePath* path = nullptr;  // of the witness
  std::uint64_t users = 0;           // claims that name it
};

// By increasing position, each position once. Of several blocks at one position, which breaks a
// rule, the first one is opened, and the claims that name another have no head.
std::vector<OpenedHead> opened_heads(const UptimeWitness& witness);

// Judges nothing, as claims_trace. epoch_length: 1 to kMaxUptimeEpochLength.
Trace heads_trace(const std::vector<OpenedHead>& heads, const Digest& history_root,
                  std::uint64_t epoch_length, JointsTrace& joints, ListTraces& shared);

}  // namespace rpp
