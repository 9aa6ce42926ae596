// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "rpp/gadgets/trace_cells.h"

// Filling table `lists` (rpp/consensus/air/lists_air.h).
namespace rpp {

Trace lists_trace(std::span<const Digest> witnesses, std::span<const Digest> reputations);

}  // namespace rpp
