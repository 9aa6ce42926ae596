// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "rpp/consensus/rules.h"
#include "rpp/hash/digest.h"

// A leaf of the validator set, and what follows from it: the leaf of a vote key that serves a slot,
// the weight in the leader election.
namespace rpp {

struct ValidatorLeaf {
  Digest address;
  Digest key_root;                  // of the vote key
  std::array<Element, 4> key_pp{};  // its public parameter
  std::uint64_t first_slot = 0;     // of the vote key
  std::uint64_t activation_height = 0;
  std::uint32_t voting_power = 0;
  std::uint32_t tier = 0;            // 0 .. kMaxTier
  std::uint32_t timetoke_hours = 0;  // 0 .. kMaxTimetokeHours

  friend bool operator==(const ValidatorLeaf&, const ValidatorLeaf&) = default;
};

// H(validator; ...); tier and hours must be below p.
Digest validator_hash(const ValidatorLeaf& leaf) noexcept;

// Whether VRF outputs of the member count at this height.
constexpr bool key_active(const ValidatorLeaf& leaf, std::uint64_t height) {
  return leaf.activation_height <= height;
}

// The leaf of the member's vote key for a slot and stage, 2 * (slot - first slot) + stage; nothing
// if the slot is outside the key's window. Never wraps.
constexpr std::optional<std::uint32_t> vote_leaf(const ValidatorLeaf& leaf, std::uint64_t slot,
                                                 Stage stage, unsigned key_height) {
  if (slot < leaf.first_slot) return std::nullopt;
  const std::uint64_t offset = slot - leaf.first_slot;
  if (offset >= vote_key_slots(key_height)) return std::nullopt;
  return static_cast<std::uint32_t>(2 * offset) + static_cast<std::uint32_t>(stage);
}

// (tier + 1) * max(hours, 1).
constexpr std::uint64_t ticket_weight(std::uint32_t tier, std::uint32_t timetoke_hours) {
  return (std::uint64_t{tier} + 1) * (timetoke_hours == 0 ? 1 : timetoke_hours);
}

}  // namespace rpp
