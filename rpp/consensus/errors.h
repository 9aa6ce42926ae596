// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rpp/xmss/leaves.h"

// The rules of the consensus statement, one name each (statements.md, section 5). Names follow the
// machine reasons of the existing chain where it has the rule (../shared/spec/domain.md, 1.7).
namespace rpp {

enum class ConsensusRule : std::uint8_t {
  // Shape: without it nothing can be recomputed.
  kMemberCount,             // 1 to kMembers validators
  kWitnessCommitmentCount,  // at most kMaxWitnessCommitments
  kReputationRootCount,     // at most kMaxReputationRoots
  kPathLength,              // key height - 1 siblings for a voter, key height for the leader
  // The header.
  kHeightRange,                  // below 2^32 - 1
  kHeaderValidatorSetRoot,       // the root of exactly these validators
  kHeaderWitnessCommitmentRoot,  // the root of exactly these digests
  kHeaderReputationRoot,         // the same
  kInvalidBeacon,                // beacon after = H(beacon; chain id, beacon before, slot, y_L)
  kVoteSlotBeforeSlot,           // vote slot >= slot
  // The validator set.
  kValidatorOrder,      // addresses strictly increasing, above 0; names the second of the two
  kTierRange,           // tier <= kMaxTier
  kTimetokeRange,       // hours <= kMaxTimetokeHours
  kTotalPowerOverflow,  // the total is a u32
  // Votes.
  kPrecommitMissingPrevote,   // precommit bits are a subset of the prevote bits
  kVoteOutsideKeyWindow,      // the vote slot is one that the member's key serves
  kInvalidVoteEncoding,       // the digits of D sum to 184, no limb is p - 1
  kInvalidVoteSignature,      // the leaves lead to the key's root
  kInvalidVrfProof,           // an active key's precommit leaf holds C8(r | pp | tweak)
  kPrevoteQuorumShortfall,    // power >= floor(2 * total / 3) + 1
  kPrecommitQuorumShortfall,  // the same
  // The leader.
  kLeaderOutOfRange,        // index below the number of validators
  kLeaderKeyInactive,       // activation height <= height
  kLeaderOutsideKeyWindow,  // the header's slot is one that the leader's key serves
  kInvalidLeaderOpening,    // the opening leads to the key's root
  kLeaderOutputMismatch,    // y_L is the output of the opening
  kProposerMismatch,        // proposer, tier and timetoke of the header are those of the leaf
  kLeaderTierMismatch,
  kLeaderTimetokeMismatch,
  kLeaderPreceded,  // vote slot = slot: no precommitting member with an active key goes first
  // Public fields, in their order: each is the one that the witness gives.
  kChainIdMismatch,
  kBlockHashMismatch,
  kHeightMismatch,
  kRoundMismatch,
  kEpochMismatch,
  kSlotMismatch,
  kVoteSlotMismatch,
  kValidatorSetRootMismatch,
  kTotalPowerMismatch,
  kQuorumThresholdMismatch,
  kPrevotePowerMismatch,
  kPrecommitPowerMismatch,
  kQuorumBitmapRootMismatch,
  kQuorumSignatureRootMismatch,
  kLeaderIndexMismatch,
  kVrfOutputRootMismatch,
  kVrfProofRootMismatch,
  kWitnessCommitmentRootMismatch,
  kReputationRootMismatch,
  kBeaconBeforeMismatch,
  kBeaconAfterMismatch,
};

inline constexpr std::size_t kNumConsensusRules =
    static_cast<std::size_t>(ConsensusRule::kBeaconAfterMismatch) + 1;

// The rule of public field i of kConsensusFields.
constexpr ConsensusRule mismatch_of_field(std::size_t i) {
  return static_cast<ConsensusRule>(static_cast<std::size_t>(ConsensusRule::kChainIdMismatch) + i);
}

struct ConsensusError {
  ConsensusRule rule;
  std::optional<std::uint32_t> member;  // the validator's index, for rules about one
  std::optional<Stage> stage;           // of the vote, for rules about one; both if it has none

  friend bool operator==(const ConsensusError&, const ConsensusError&) = default;
};

// "prevote_quorum_shortfall".
const char* rule_name(ConsensusRule rule) noexcept;
// "invalid_vote_signature: member 3, prevote".
std::string describe(const ConsensusError& error);

}  // namespace rpp
