// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/consensus/witness.h"
#include "rpp/fields/json_text.h"

// The witness of a consensus proof as JSON, version 1 (docs/spec/witness-consensus.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kConsensusWitnessFormat = "rpp-consensus-witness";
inline constexpr std::uint64_t kConsensusWitnessVersion = 1;
// 256 validators with both votes, keys of the largest height and full lists take half of it.
inline constexpr std::size_t kMaxConsensusWitnessText = std::size_t{1} << 22;

struct ConsensusWitnessFile {
  ConsensusRules rules;  // that the witness was made for
  ConsensusWitness witness;
};

// Deterministic: equal witnesses give equal texts. The witness must have the shape of the rules;
// values that no rule reads are left out.
std::string write_consensus_witness(const ConsensusRules& rules, const ConsensusWitness& witness);

p3::Result<ConsensusWitnessFile, JsonTextError> read_consensus_witness(std::string_view text);

}  // namespace rpp
