// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/pruning/circuit/prover.h"

// The pruning circuit's traces of ranges that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedPruning = ForcedFamily<PruningFamily>;
extern template class ForcedFamily<PruningFamily>;

}  // namespace rpp
