// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/chain/validator.h"
#include "rpp/consensus/rules.h"
#include "rpp/gadgets/trace_cells.h"

// Filling table `members` (rpp/consensus/air/members_air.h).
namespace rpp {

struct MemberEntry {
  ValidatorLeaf leaf;
  bool prevote = false;
  bool precommit = false;
};

struct MembersInput {
  std::vector<MemberEntry> members;  // position = index
  std::uint32_t leader = 0;
  std::uint64_t vote_slot = 0;
  std::uint64_t slot = 0;  // of the header
  std::uint64_t height = 0;
  unsigned key_height = kVoteHeight;
};

// What breaks a rule gets rows that the constraints refuse.
Trace members_trace(const MembersInput& input);

}  // namespace rpp
