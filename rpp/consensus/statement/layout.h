// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>

#include "rpp/consensus/rules.h"
#include "rpp/gadgets/buses.h"
#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the consensus circuit (instance 0): its tape.
//
// It holds what the circuit says about public fields and header; members, votes and tickets are
// tied to it by the bus `global`, trees by the bus `node`. Rule by rule, with the tape in full:
// docs/spec/circuits/statement-table.md.
namespace rpp {

inline constexpr std::size_t kMemberGroups = 16;  // of 16 members, one bitmap element each

// Larger ones would let the division by the epoch length wrap around p.
inline constexpr std::uint64_t kMaxEpochLength = 1 << 14;

// Header fields that are no public fields.
struct HeaderCells {
  DigestCells previous_hash, tx_root, uptime_list_root, identity_list_root, state_root_after,
      next_validator_set_root, history_root, epoch_nonce, leader_output, proposer;
  U64Cells timestamp;
  Cell tier, hours;
};

// A group of 16 members: 1 if it exists, its bits of both stages.
struct GroupCells {
  Cell exists, prevotes, precommits;
};

// floor(2 total / 3) + 1, by total = 3 q + rest.
struct ThresholdCells {
  Division third;
  AtMost carry;
};

struct StatementSupplies {
  std::array<Supply, 2> votes;       // by stage
  std::array<Supply, 2> mus, slots;  // of the vote slot, of the header's slot
  Supply tickets;
  std::array<Supply, kTreeCount> empties;  // by tree: H(leaf tag; empty)
};

struct StatementLayout {
  FieldCells fields;
  HeaderCells header;
  DigestCells s;
  std::array<DigestCells, 2> votes, mus;
  std::array<GroupCells, kMemberGroups> groups;
  U32Cells next_height;
  LimbSum height_bound, vote_slot, prevote_quorum, precommit_quorum;
  Division epoch;
  ZeroTest same_slot;
  std::array<Normalised, 3> powers;  // total, prevotes, precommits
  ThresholdCells threshold;
  StatementSupplies supplies;
  Tape tape;
};

// epoch_length must be 1 to kMaxEpochLength.
StatementLayout make_statement_layout(const ConsensusRules& rules);

}  // namespace rpp
