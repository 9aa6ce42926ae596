// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "rpp/uptime/public_fields.h"
#include "rpp/uptime/statement/layout.h"
#include "rpp/wiring/tape_trace.h"

// The values of the statement table's tape from the public fields (prover).
namespace rpp {

// How often the other tables demand what the statement table supplies.
struct UptimeUsers {
  std::uint64_t chain = 0;    // claims
  std::uint64_t history = 0;  // claims, and the table of heads if there are any
  std::uint64_t empty = 0;    // unused positions of the list
};

// Fields go into their cells as they are; S follows from them.
TapeValues uptime_values(const UptimeLayout& layout, const UptimeListPublic& fields,
                         const UptimeUsers& users);

}  // namespace rpp
