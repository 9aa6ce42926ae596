// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <vector>

#include "rpp/consensus/rules.h"
#include "rpp/gadgets/trace_cells.h"

// Filling table `ballots` (rpp/consensus/air/ballots_air.h).
namespace rpp {

// One set bit of the quorum bitmap.
struct VoteEntry {
  std::uint32_t member = 0;
  Stage stage = Stage::kPrevote;
  std::uint32_t leaf = 0;
  bool active = false;  // activation height <= height
  std::array<Element, 4> pp{};
  Digest vote;  // H(vote; ...)
  Digest address;
  std::array<Element, 6> rho{};
  Digest wots;
  Digest c;  // of a precommit; of a prevote it is H(vrf-none; empty)
};

// One VRF output: of a precommitting member with active key, or of the leader.
struct OpenEntry {
  std::uint32_t member = 0;
  bool lead = false;
  std::uint32_t leaf = 0;
  std::array<Element, 4> pp{};
  Digest wots;
  Digest secret;  // r
  std::array<Element, 6> mu{};
};

struct BallotsInput {
  std::vector<VoteEntry> votes;
  std::vector<OpenEntry> opens;
};

Trace ballots_trace(const BallotsInput& input);

// c = C8(r | pp | tweak(3, leaf)) and y = C8(r | mu | tweak(4, 0)) of an opening.
Digest vrf_commitment_of(const OpenEntry& entry);
Digest vrf_output_of(const OpenEntry& entry);

}  // namespace rpp
