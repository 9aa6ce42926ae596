// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/state/circuit/prover.h"

// The state circuit's traces of blocks that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedState = ForcedFamily<StateFamily>;
extern template class ForcedFamily<StateFamily>;

}  // namespace rpp
