// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/errors.h"
#include "rpp/consensus/forge.h"
#include "rpp/consensus/sample.h"

// Attacks on a certificate, for simnet and tests only.
//
// Each changes one thing that an attacker would gain from, and recomputes every hash that depends
// on it. Where the attack needs new votes, the members sign them: the attacker may own every key.
// What remains is the rule that the attack breaks.
namespace rpp {

enum class ConsensusTamper : std::uint8_t {
  // The election.
  kVrfOutputsSwapped,         // two members open each other's secret
  kVrfOutputsSwappedDeep,     // the same, with commitments and leaves that fit
  kVrfOutputReplaced,         // a member opens a secret of its choice
  kVrfOutputReplacedDeep,     // the same, with commitment and leaf that fit
  kVrfOutputOfOtherSlot,      // a member opens the secret of the next slot
  kWinnerHidden,              // the winner's opening is replaced, so that a loser leads
  kLaterLeaderPreferred,      // a loser leads, although the winner precommits
  kLeaderOutputReplaced,      // y_L is chosen, the beacon follows
  kLeaderOpeningOfOtherSlot,  // the leader opens the next slot's secret
  // The quorum.
  kPrevoteBitSet,  // an absent member's bit, with the best forgery there is
  kPrecommitBitSet,
  kBitmapBitCleared,  // the public bitmap hides a voter whose power is counted
  kWeightRaised,      // a voter's power in the set, under the header's root
  kPowerRaised,       // the public power of a stage alone
  kValidatorDoubled,  // one validator twice in the set, which the header's root covers
  kVoteDoubled,       // one voter's power twice in the public power
  kVoteOfOtherSlot,   // a vote of the next slot
  kVoteOfOtherRound,  // votes over other messages
  kVoteOfOtherHeight,
  kVoteOfOtherBlock,
  kStagesExchanged,         // a precommit in place of the prevote, and the other way round
  kSignatureOfOtherMember,  // one member's votes used for another
  kThresholdLowered,        // fewer votes than a quorum, and a threshold that they reach
  kTotalLowered,            // the same through the total
  kBitmapRootReplaced,      // public roots of the attacker's choice
  kSignatureRootReplaced,
  kVrfOutputRootReplaced,
  kVrfProofRootReplaced,
  kWitnessRootReplaced,
  kReputationRootReplaced,
  kWitnessRemoved,      // a digest less than the header's root covers
  kHeaderChanged,       // another state root under the same votes
  kHeightChanged,       // another height under the same votes
  kProposerChanged,     // another proposer under the same votes
  kLeafOfOtherPurpose,  // a prevote signed at the precommit leaf
  kAttestationLeaf,     // votes signed at the leaves behind the window
};

inline constexpr std::size_t kNumConsensusTampers =
    static_cast<std::size_t>(ConsensusTamper::kAttestationLeaf) + 1;

// What simnet counts apart: tamper_vrf and tamper_quorum.
constexpr bool is_vrf_tamper(ConsensusTamper tamper) {
  return tamper <= ConsensusTamper::kLeaderOpeningOfOtherSlot;
}

// "vrf_outputs_swapped".
const char* tamper_name(ConsensusTamper tamper) noexcept;

struct TamperedCertificate {
  ForgedCertificate forged;
  ConsensusRule broken;  // one that the attack breaks for certain, among others
};

// The attack on a sample, with choices drawn from the seed; nothing where the sample has no room
// for it: no absent member, no second one with an active key, one slot only.
std::optional<TamperedCertificate> tamper_certificate(ConsensusTamper tamper,
                                                      const ConsensusSample& sample,
                                                      std::uint64_t seed, p3::ThreadPool& pool);

// Changes options so that a sample of 5 validators or more has room for every tamper.
void make_room_for_tampers(ConsensusSampleOptions& options);

}  // namespace rpp
