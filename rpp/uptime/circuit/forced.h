// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/uptime/circuit/prover.h"

// The uptime circuit's traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedUptime = ForcedFamily<UptimeFamily>;
extern template class ForcedFamily<UptimeFamily>;

}  // namespace rpp
