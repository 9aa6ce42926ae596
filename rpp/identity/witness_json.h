// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/identity/witness.h"

// The witness of an identity proof as JSON, version 1 (docs/spec/witness-identity.md).
//
// Reading is strict about form and sizes, and judges nothing else: a witness that breaks a rule can
// be read, so that the rule refuses it by name.
namespace rpp {

inline constexpr const char* kIdentityWitnessFormat = "rpp-identity-witness";
inline constexpr std::uint64_t kIdentityWitnessVersion = 1;
// 32 identities of 8 attestations with the highest vote keys take a third of it.
inline constexpr std::size_t kMaxIdentityWitnessText = std::size_t{1} << 22;

struct IdentityWitnessFile {
  IdentityRules rules;  // that the witness was made for
  IdentityWitness witness;
};

// Deterministic: equal witnesses give equal texts. check_shape(rules, witness) must be nothing.
std::string write_identity_witness(const IdentityRules& rules, const IdentityWitness& witness);

p3::Result<IdentityWitnessFile, JsonTextError> read_identity_witness(std::string_view text);

}  // namespace rpp
