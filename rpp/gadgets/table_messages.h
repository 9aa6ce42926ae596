// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "p3/air/air.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/gadgets/trace_cells.h"

// Reading off a filled trace what its table asks of the shared tables (prover).
//
// The lookups of the AIR are evaluated row by row, so whoever fills a table need not record beside
// it what it demands.
namespace rpp {

struct MessageSinks {
  HasherTrace& hasher;
  RangeTrace& range;
  CanonicalTrace& canonical;
};

using TableMessage = std::span<const Element>;
// A tuple on another bus, with its count, which is not zero.
using OtherMessage = std::function<void(std::string_view bus, TableMessage, Element count)>;

// Hashes (their parts may stand in any order of rows), calls of C8, ranges and canonical limbs go
// to the sinks, everything else to `other`. The table has no periodic or preprocessed columns and
// no public values.
void record_table(const p3::Air<Element>& air, const Trace& trace, const MessageSinks& sinks,
                  const OtherMessage& other);

}  // namespace rpp
