// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/fields/bound_field.h"
#include "rpp/fields/field_table.h"

// The public fields of the consensus family, in the order that S hashes them.
namespace rpp {

struct ConsensusPublic {
  Digest chain_id;
  Digest block_hash;
  std::uint64_t height = 0;
  std::uint32_t round = 0;
  std::uint64_t epoch = 0;
  std::uint64_t slot = 0;
  std::uint64_t vote_slot = 0;
  Digest validator_set_root;
  std::uint32_t total_power = 0;
  std::uint32_t quorum_threshold = 0;
  std::uint32_t prevote_power = 0;
  std::uint32_t precommit_power = 0;
  Digest quorum_bitmap_root;
  Digest quorum_signature_root;
  std::uint32_t leader_index = 0;
  Digest vrf_output_root;
  Digest vrf_proof_root;
  Digest witness_commitment_root;
  Digest reputation_root;
  Digest beacon_before;
  Digest beacon_after;

  friend bool operator==(const ConsensusPublic&, const ConsensusPublic&) = default;
};

inline constexpr std::array kConsensusFields = {
    bind_field("chain_id", &ConsensusPublic::chain_id),
    bind_field("block_hash", &ConsensusPublic::block_hash),
    bind_field("height", &ConsensusPublic::height),
    bind_field("round", &ConsensusPublic::round),
    bind_field("epoch", &ConsensusPublic::epoch),
    bind_field("slot", &ConsensusPublic::slot),
    bind_field("vote_slot", &ConsensusPublic::vote_slot),
    bind_field("validator_set_root", &ConsensusPublic::validator_set_root),
    bind_field("total_power", &ConsensusPublic::total_power),
    bind_field("quorum_threshold", &ConsensusPublic::quorum_threshold),
    bind_field("prevote_power", &ConsensusPublic::prevote_power),
    bind_field("precommit_power", &ConsensusPublic::precommit_power),
    bind_field("quorum_bitmap_root", &ConsensusPublic::quorum_bitmap_root),
    bind_field("quorum_signature_root", &ConsensusPublic::quorum_signature_root),
    bind_field("leader_index", &ConsensusPublic::leader_index),
    bind_field("vrf_output_root", &ConsensusPublic::vrf_output_root),
    bind_field("vrf_proof_root", &ConsensusPublic::vrf_proof_root),
    bind_field("witness_commitment_root", &ConsensusPublic::witness_commitment_root),
    bind_field("reputation_root", &ConsensusPublic::reputation_root),
    bind_field("beacon_before", &ConsensusPublic::beacon_before),
    bind_field("beacon_after", &ConsensusPublic::beacon_after),
};

inline constexpr auto kConsensusFieldSpecs = specs_of(kConsensusFields);
inline constexpr FieldTable kConsensusTable{"consensus", Tag::kFamilyConsensus,
                                            kConsensusFieldSpecs};
static_assert(kConsensusTable.num_elements() == 116);

inline FieldValues values_of(const ConsensusPublic& fields) {
  return values_of(kConsensusFields, fields);
}
// For values that fit kConsensusTable.
inline ConsensusPublic consensus_public_of(const FieldValues& values) {
  return struct_of(kConsensusFields, values);
}

}  // namespace rpp
