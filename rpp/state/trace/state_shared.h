// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <vector>

#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/state/trace/memory_log.h"

// What the tables of the state circuit want from the shared tables, and the leaves that they supply
// to its trees (prover).
namespace rpp {

struct StateShared {
  HasherTrace hasher;
  RangeTrace range;
  CanonicalTrace canonical;
  // Position by position.
  std::vector<MerkleTrace::Leaf> transaction_leaves, record_leaves, validator_leaves;
  // How often the statement's exports are demanded.
  std::uint64_t chain_users = 0, block_users = 0, activation_users = 0;
};

}  // namespace rpp
