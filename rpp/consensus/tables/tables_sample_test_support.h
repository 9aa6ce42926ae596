// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/consensus/trace/ballots_trace.h"
#include "rpp/consensus/trace/members_trace.h"
#include "rpp/consensus/trace/tickets_trace.h"

// Four validators of key height 6, with one round of votes, as input of the four tables that see
// them. Signatures, paths and roots are the matter of other tables: here they are random digests.
//
// Members 0, 1 and 3 precommit, 2 only prevotes; 3 is not active yet, 1 has no timetoke hours. The
// leader is the active member whose ticket goes first.
namespace rpp::testing {

struct TablesSample {
  MembersInput members;
  BallotsInput ballots;
  TicketsInput tickets;
  std::vector<Digest> witnesses, reputations;
};

inline constexpr unsigned kSampleKeyHeight = 6;

TablesSample make_tables_sample(bool same_slot, std::uint64_t seed = 1);

}  // namespace rpp::testing
