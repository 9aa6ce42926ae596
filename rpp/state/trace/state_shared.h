// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/gadgets/table_messages.h"
#include "rpp/state/air/trees.h"

// What the tables of the state circuit want from the shared tables and from the statement, and the
// leaves that they supply to its trees (prover).
namespace rpp {

struct StateShared {
  HasherTrace hasher;
  RangeTrace range;
  CanonicalTrace canonical;
  std::array<std::vector<MerkleTrace::Leaf>, kStateTrees> leaves;  // by StateTree
  // How often a tuple of this name is demanded; of no interest for names that tables supply.
  std::map<GlobalName, std::uint64_t> demands;

  std::uint64_t users(GlobalName name) const {
    const auto at = demands.find(name);
    return at == demands.end() ? 0 : at->second;
  }
};

// All of that, as the rows of one table ask for it.
void record_messages(const p3::Air<Element>& air, const Trace& trace, StateShared& shared);

}  // namespace rpp
