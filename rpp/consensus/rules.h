// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "rpp/chain/limits.h"
#include "rpp/hash/bitmap.h"
#include "rpp/xmss/leaves.h"
#include "rpp/xmss/parameters.h"

// Sizes and protocol constants of the consensus statement (statements.md, sections 2 to 5).
namespace rpp {

// A certificate has 1 to kMembers (256) validators.
inline constexpr unsigned kQuorumSignatureDepth = 9;  // position 2 * index + stage
inline constexpr unsigned kVrfDepth = 8;

inline constexpr std::array kStages = {Stage::kPrevote, Stage::kPrecommit};

// What a verifying key fixes beside the shape of its tables.
struct ConsensusRules {
  std::uint64_t epoch_length = 1440;  // blocks, at least 1
  unsigned key_height = kVoteHeight;  // of vote keys: kMinVoteHeight .. kMaxHeight

  friend bool operator==(const ConsensusRules&, const ConsensusRules&) = default;
};

// Below it a vote key would have no leaf for attestations.
inline constexpr unsigned kMinVoteHeight = 6;

// The leaf of a slot and stage; nothing if the slot is outside the key's window. A slot belongs to
// the window if both of its leaves are vote leaves. That differs from the rule for one leaf at
// height 6 alone, where the bound 63 would separate the two leaves of the last slot.
constexpr std::optional<std::uint32_t> slot_leaf(const ConsensusRules& rules,
                                                 std::uint64_t first_slot, std::uint64_t slot,
                                                 Stage stage) {
  if (!vote_leaf(rules.key_height, first_slot, slot, Stage::kPrecommit)) return std::nullopt;
  return vote_leaf(rules.key_height, first_slot, slot, stage);
}

// 2 * (slot - first slot) + stage modulo the size of the tree, for slots outside the window too.
// For attackers and recomputation; rules ask slot_leaf.
constexpr std::uint32_t wrapped_leaf(const ConsensusRules& rules, std::uint64_t first_slot,
                                     std::uint64_t slot, Stage stage) {
  const std::uint64_t leaf = 2 * (slot - first_slot) + static_cast<std::uint64_t>(stage);
  return static_cast<std::uint32_t>(leaf & ((std::uint64_t{1} << rules.key_height) - 1));
}

}  // namespace rpp
