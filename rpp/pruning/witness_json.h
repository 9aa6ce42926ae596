// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/pruning/witness.h"

// The witness of a pruning proof as JSON, version 1 (docs/spec/witness-pruning.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kPruningWitnessFormat = "rpp-pruning-witness";
inline constexpr std::uint64_t kPruningWitnessVersion = 1;
// 16 blocks of 512 transactions take three quarters of it.
inline constexpr std::size_t kMaxPruningWitnessText = std::size_t{1} << 20;

// Deterministic: equal witnesses give equal texts. check_shape(witness) must be nothing.
std::string write_pruning_witness(const PruningWitness& witness);

p3::Result<PruningWitness, JsonTextError> read_pruning_witness(std::string_view text);

}  // namespace rpp
