// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/gadgets/trace_cells.h"

// Filling table `tickets` (rpp/consensus/air/tickets_air.h).
namespace rpp {

// One VRF output with its weight.
struct TicketEntry {
  std::uint32_t member = 0;
  bool lead = false;
  Digest output;
  std::uint64_t weight = 1;
};

struct TicketsInput {
  std::vector<TicketEntry> entries;  // exactly one with `lead`
  bool same_slot = false;            // the vote slot is the header's slot
};

// A ticket that precedes the leader's gets a row that the constraints refuse.
Trace tickets_trace(const TicketsInput& input);

}  // namespace rpp
