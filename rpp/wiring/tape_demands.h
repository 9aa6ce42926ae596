// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/wiring/tape_trace.h"

// What a tape wants from the shared tables `hasher` and `range` (prover).
namespace rpp {

// The messages are hashed as they stand on the tape, whatever it says their digests are.
void record_hashes(const TapeValues& values, HasherTrace& hasher);
void record_ranges(const TapeValues& values, RangeTrace& range);

}  // namespace rpp
