// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/tamper.h"

#include <algorithm>
#include <iterator>

#include "rpp/consensus/tamper_attack.h"

namespace rpp {
namespace {

// What an attack changes first.
enum class Target : std::uint8_t { kVrf, kVotes, kFields };

struct TamperInfo {
  const char* name;
  Target target;
};

// In the order of ConsensusTamper.
constexpr TamperInfo kTampers[] = {
    {"vrf_outputs_swapped", Target::kVrf},
    {"vrf_outputs_swapped_deep", Target::kVrf},
    {"vrf_output_replaced", Target::kVrf},
    {"vrf_output_replaced_deep", Target::kVrf},
    {"vrf_output_of_other_slot", Target::kVrf},
    {"winner_hidden", Target::kVrf},
    {"later_leader_preferred", Target::kVrf},
    {"leader_output_replaced", Target::kVrf},
    {"leader_opening_of_other_slot", Target::kVrf},
    {"prevote_bit_set", Target::kVotes},
    {"precommit_bit_set", Target::kVotes},
    {"bitmap_bit_cleared", Target::kFields},
    {"weight_raised", Target::kFields},
    {"power_raised", Target::kFields},
    {"validator_doubled", Target::kVotes},
    {"vote_doubled", Target::kFields},
    {"vote_of_other_slot", Target::kVotes},
    {"vote_of_other_round", Target::kVotes},
    {"vote_of_other_height", Target::kVotes},
    {"vote_of_other_block", Target::kVotes},
    {"stages_exchanged", Target::kVotes},
    {"signature_of_other_member", Target::kVotes},
    {"threshold_lowered", Target::kFields},
    {"total_lowered", Target::kFields},
    {"bitmap_root_replaced", Target::kFields},
    {"signature_root_replaced", Target::kFields},
    {"vrf_output_root_replaced", Target::kFields},
    {"vrf_proof_root_replaced", Target::kFields},
    {"witness_root_replaced", Target::kFields},
    {"reputation_root_replaced", Target::kFields},
    {"witness_removed", Target::kFields},
    {"header_changed", Target::kFields},
    {"height_changed", Target::kFields},
    {"proposer_changed", Target::kFields},
    {"leaf_of_other_purpose", Target::kVotes},
    {"attestation_leaf", Target::kVotes},
};
static_assert(std::size(kTampers) == kNumConsensusTampers);

}  // namespace

const char* tamper_name(ConsensusTamper tamper) noexcept {
  const auto i = static_cast<std::size_t>(tamper);
  return i < kNumConsensusTampers ? kTampers[i].name : "unknown";
}

std::optional<TamperedCertificate> tamper_certificate(ConsensusTamper tamper,
                                                      const ConsensusSample& sample,
                                                      std::uint64_t seed, p3::ThreadPool& pool) {
  Attack attack{sample, pool, p3::SplitMix64(seed)};
  switch (kTampers[static_cast<std::size_t>(tamper)].target) {
    case Target::kVrf:
      return tamper_vrf(tamper, attack);
    case Target::kVotes:
      return tamper_votes(tamper, attack);
    case Target::kFields:
      break;
  }
  return tamper_fields(tamper, attack);
}

void make_room_for_tampers(ConsensusSampleOptions& options) {
  options.spare_slots = std::max(options.spare_slots, 1u);
  options.witness_commitments = std::max<std::size_t>(options.witness_commitments, 1);
  options.later_slots = 0;
  options.leader_votes = true;
  options.inactive_keys = std::min(options.inactive_keys, options.validators / 4);
  // One member away at least, and a quorum of active precommitters left.
  const unsigned one = (100 + options.validators - 1) / options.validators;
  options.absent_percent = std::clamp(options.absent_percent, one, std::max(one, 20u));
}

}  // namespace rpp
