// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/errors.h"

#include <iterator>

namespace rpp {
namespace {

// In the order of ConsensusRule.
constexpr const char* kNames[] = {
    "member_count",
    "witness_commitment_count",
    "reputation_root_count",
    "path_length",
    "height_range",
    "header_validator_set_root",
    "header_witness_commitment_root",
    "header_reputation_root",
    "invalid_beacon",
    "vote_slot_before_slot",
    "validator_order",
    "tier_range",
    "timetoke_range",
    "total_power_overflow",
    "precommit_missing_prevote",
    "vote_outside_key_window",
    "invalid_vote_encoding",
    "invalid_vote_signature",
    "invalid_vrf_proof",
    "prevote_quorum_shortfall",
    "precommit_quorum_shortfall",
    "leader_out_of_range",
    "leader_key_inactive",
    "leader_outside_key_window",
    "invalid_leader_opening",
    "leader_output_mismatch",
    "proposer_mismatch",
    "leader_tier_mismatch",
    "leader_timetoke_mismatch",
    "leader_preceded",
    "chain_id_mismatch",
    "block_hash_mismatch",
    "height_mismatch",
    "round_mismatch",
    "epoch_mismatch",
    "slot_mismatch",
    "vote_slot_mismatch",
    "validator_set_root_mismatch",
    "total_power_mismatch",
    "quorum_threshold_mismatch",
    "prevote_power_mismatch",
    "precommit_power_mismatch",
    "quorum_bitmap_root_mismatch",
    "quorum_signature_root_mismatch",
    "leader_index_mismatch",
    "vrf_output_root_mismatch",
    "vrf_proof_root_mismatch",
    "witness_commitment_root_mismatch",
    "reputation_root_mismatch",
    "beacon_before_mismatch",
    "beacon_after_mismatch",
};
static_assert(std::size(kNames) == kNumConsensusRules);

}  // namespace

const char* rule_name(ConsensusRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kNumConsensusRules ? kNames[i] : "unknown";
}

std::string describe(const ConsensusError& error) {
  std::string text = rule_name(error.rule);
  const char* between = ": ";
  if (error.member) {
    text += between + ("member " + std::to_string(*error.member));
    between = ", ";
  }
  if (error.stage) {
    text += between;
    text += *error.stage == Stage::kPrevote ? "prevote" : "precommit";
  }
  return text;
}

}  // namespace rpp
