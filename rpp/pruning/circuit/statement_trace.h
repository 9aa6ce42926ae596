// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rpp/pruning/circuit/layout.h"
#include "rpp/pruning/public_fields.h"
#include "rpp/wiring/tape_trace.h"

// The values of the pruning circuit's tape from public fields (prover).
namespace rpp {

// How often the empty leaf of each tree is demanded, by PruningTree.
using EmptyUses = std::array<std::uint32_t, kPruningTrees>;

// Fields go into their cells as they are; the other cells obey as many equations as they can.
// `blocks` is the number of blocks that the other tables have.
TapeValues pruning_tape_values(const PruningLayout& layout, const PruningPublic& fields,
                               std::size_t blocks, const EmptyUses& empties);

}  // namespace rpp
