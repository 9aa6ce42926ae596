// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/consensus/circuit/prover.h"

// The consensus circuit's traces of certificates that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedConsensus = ForcedFamily<ConsensusFamily>;
extern template class ForcedFamily<ConsensusFamily>;

}  // namespace rpp
