// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/uptime/witness.h"

// The witness of an uptime proof as JSON, version 1 (docs/spec/witness-uptime.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kUptimeWitnessFormat = "rpp-uptime-witness";
inline constexpr std::uint64_t kUptimeWitnessVersion = 1;
// 512 claims take two thirds of it.
inline constexpr std::size_t kMaxUptimeWitnessText = std::size_t{1} << 23;

struct UptimeWitnessFile {
  UptimeRules rules;  // that the witness was made for
  UptimeWitness witness;
};

// Deterministic: equal witnesses give equal texts. check_shape(witness) must be nothing.
std::string write_uptime_witness(const UptimeRules& rules, const UptimeWitness& witness);

p3::Result<UptimeWitnessFile, JsonTextError> read_uptime_witness(std::string_view text);

}  // namespace rpp
