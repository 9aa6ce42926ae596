// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "rpp/hash/bitmap.h"

// Sizes and protocol constants of the consensus statement (statements.md, sections 2 to 5).
namespace rpp {

// A certificate has 1 to kMembers (256) validators.
inline constexpr unsigned kValidatorSetDepth = 8;
inline constexpr unsigned kQuorumSignatureDepth = 9;  // position 2 * index + stage
inline constexpr unsigned kVrfDepth = 8;
inline constexpr unsigned kWitnessDepth = 10;
inline constexpr unsigned kReputationDepth = 4;
inline constexpr std::size_t kMaxWitnessCommitments = std::size_t{1} << kWitnessDepth;
inline constexpr std::size_t kMaxReputationRoots = std::size_t{1} << kReputationDepth;
inline constexpr std::uint32_t kMaxTier = 5;
inline constexpr std::uint32_t kMaxTimetokeHours = 720;
inline constexpr std::uint64_t kMaxHeight = 0xfffffffeu;  // heights are below 2^32 - 1

enum class Stage : std::uint8_t { kPrevote = 0, kPrecommit = 1 };
inline constexpr Stage kStages[] = {Stage::kPrevote, Stage::kPrecommit};

// What a verifying key fixes beside the shape of its tables.
struct ConsensusRules {
  std::uint64_t epoch_length = 1440;  // blocks, at least 1
  unsigned key_height = 20;           // of vote keys: kMinKeyHeight to kMaxKeyHeight
};
inline constexpr unsigned kMinKeyHeight = 6;   // below, no leaf would be left for attestations
inline constexpr unsigned kMaxKeyHeight = 24;  // leaf indices are below 2^24

// Slots that a vote key serves, counted from its first slot: both leaves of a slot, 2 * slot and
// 2 * slot + 1, lie below 2^h - 2^(h-6), where the attestation leaves begin. For h = 6 that bound
// is odd: the slot whose leaves it separates is not served.
constexpr std::uint64_t vote_key_slots(unsigned key_height) {
  const std::uint64_t leaves = std::uint64_t{1} << key_height;
  return (leaves - (leaves >> 6)) / 2;
}

}  // namespace rpp
