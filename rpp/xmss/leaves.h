// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>

#include "rpp/xmss/parameters.h"

// Which leaf of a key signs what (../shared/spec/statements.md, section 2): a leaf signs once,
// whatever the purpose. All rules compare integers; nothing wraps. Heights are at most kMaxHeight.
//
// A vote key's leaves, from below: two a slot (prevote even, precommit odd), then the attestation
// range, the topmost 64th of the tree. Keys lower than 6, which only tests have, have none.
namespace rpp {

enum class Stage : std::uint8_t { kPrevote = 0, kPrecommit = 1 };

constexpr std::uint32_t attestation_leaves(unsigned height) {
  return height < 6 ? 0 : std::uint32_t{1} << (height - 6);
}

// The first leaf of the attestation range; votes use the leaves below.
constexpr std::uint32_t vote_leaves(unsigned height) {
  return (std::uint32_t{1} << height) - attestation_leaves(height);
}

// 2 * (slot - first_slot) + stage, or nothing for a slot outside the key's window.
constexpr std::optional<std::uint32_t> vote_leaf(unsigned height, std::uint64_t first_slot,
                                                 std::uint64_t slot, Stage stage) {
  if (slot < first_slot || slot - first_slot >= vote_leaves(height)) return std::nullopt;
  const std::uint64_t leaf = 2 * (slot - first_slot) + static_cast<std::uint64_t>(stage);
  if (leaf >= vote_leaves(height)) return std::nullopt;
  return static_cast<std::uint32_t>(leaf);
}

// The leaf of attestation number `counter`, or nothing when the range is used up.
constexpr std::optional<std::uint32_t> attestation_leaf(unsigned height, std::uint32_t counter) {
  if (counter >= attestation_leaves(height)) return std::nullopt;
  return vote_leaves(height) + counter;
}

constexpr bool is_attestation_leaf(unsigned height, std::uint32_t leaf) {
  return leaf >= vote_leaves(height) && leaf >> height == 0;
}

constexpr bool is_precommit_leaf(unsigned height, std::uint32_t leaf) {
  return leaf < vote_leaves(height) && leaf % 2 == 1;
}

inline constexpr std::uint32_t kAttempts = 4;

// 4 * nonce + attempt, or nothing for a nonce of 2^(height - 2) or more or an attempt above 3.
constexpr std::optional<std::uint32_t> wallet_leaf(unsigned height, std::uint32_t nonce,
                                                   std::uint32_t attempt) {
  const std::uint64_t leaf = std::uint64_t{kAttempts} * nonce + attempt;
  if (attempt >= kAttempts || leaf >> height != 0) return std::nullopt;
  return static_cast<std::uint32_t>(leaf);
}

// Whether the tree holds a VRF secret's commitment at this leaf; vrf_none() elsewhere.
constexpr bool carries_vrf(KeyKind kind, unsigned height, std::uint32_t leaf) {
  return kind == KeyKind::kVote && is_precommit_leaf(height, leaf);
}

}  // namespace rpp
