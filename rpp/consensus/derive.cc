// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/derive.h"

namespace rpp {

ConsensusPublic derive_public(const ConsensusRules& rules, const ConsensusWitness& witness,
                              const CertificateFacts& facts) noexcept {
  const BlockHeader& header = witness.header;
  ConsensusPublic out;
  out.chain_id = header.chain_id;
  out.block_hash = facts.block_hash;
  out.height = header.height;
  out.round = witness.round;
  out.epoch = epoch_of(header.height, rules.epoch_length);
  out.slot = header.slot;
  out.vote_slot = witness.vote_slot;
  out.validator_set_root = header.validator_set_root;
  out.total_power = static_cast<std::uint32_t>(facts.total_power);
  out.quorum_threshold = static_cast<std::uint32_t>(quorum_threshold(facts.total_power));
  out.prevote_power = static_cast<std::uint32_t>(facts.power[0]);
  out.precommit_power = static_cast<std::uint32_t>(facts.power[1]);
  out.quorum_bitmap_root = facts.bitmap_root;
  out.quorum_signature_root = facts.signature_root;
  out.leader_index = header.leader_index;
  out.vrf_output_root = facts.vrf_output_root;
  out.vrf_proof_root = facts.vrf_proof_root;
  out.witness_commitment_root = header.witness_commitment_root;
  out.reputation_root = header.reputation_root;
  out.beacon_before = witness.beacon_before;
  out.beacon_after = header.beacon_after;
  return out;
}

p3::Result<ConsensusPublic, ConsensusError> derive_public(
    const ConsensusRules& rules, const ConsensusWitness& witness) noexcept {
  if (const auto error = check_shape(rules, witness)) return p3::Err{*error};
  return derive_public(rules, witness, certificate_facts(rules, witness));
}

}  // namespace rpp
