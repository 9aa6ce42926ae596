// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/state/witness.h"

// The witness of a state proof as JSON, version 1 (docs/spec/witness-state.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kStateWitnessFormat = "rpp-state-witness";
inline constexpr std::uint64_t kStateWitnessVersion = 1;
// The largest witness there is takes half of it.
inline constexpr std::size_t kMaxStateWitnessText = std::size_t{1} << 24;

struct StateWitnessFile {
  StateRules rules;  // that the witness was made for
  StateWitness witness;
};

// Deterministic: equal witnesses give equal texts. check_shape(witness) must be nothing.
std::string write_state_witness(const StateRules& rules, const StateWitness& witness);

p3::Result<StateWitnessFile, JsonTextError> read_state_witness(std::string_view text);

}  // namespace rpp
