// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/chain/roots.h"
#include "rpp/state/public_fields.h"
#include "rpp/state/statement/layout.h"
#include "rpp/wiring/tape_trace.h"

// The values of the statement table's tape (prover).
namespace rpp {

// What the statement table knows beside the public fields, and how often the other tables demand
// what it supplies.
struct StateStatementInput {
  StateSummary before, after;
  Digest set;                           // root of the validators' tree
  std::array<std::uint64_t, 4> fees{};  // sums of the limbs
  std::uint64_t accounts = 0;
  std::uint64_t chain_users = 0, block_users = 0, activation_users = 0, next_height_users = 0;
  std::array<std::uint64_t, kStateTrees> empties{};
};

// Fields go into their cells as they are; S follows from them.
TapeValues state_values(const StateLayout& layout, const StatePublic& fields,
                        const StateStatementInput& input);

}  // namespace rpp
