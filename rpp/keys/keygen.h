// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>

#include "p3/base/result.h"
#include "p3/security/report.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/key_error.h"
#include "rpp/keys/verifying_key.h"

// Keys from circuits, and whether a key is the one of a circuit. There is no secret and no
// randomness: the same code gives the same bytes.
namespace rpp {

inline constexpr const char* kWireVersion = "plonky3-0.8.0";

struct KeyRequest {
  Profile profile = Profile::kStandalone;
  // Proven bits, at least those of the profile; nothing: those of the profile.
  std::optional<unsigned> security_bits = {};
  // Nothing: the circuit's own.
  std::optional<CircuitTuning> tuning = {};
};

p3::Result<VerifyingKey, KeyError> generate_key(const Circuit& circuit, const KeyRequest& request);

// Proven security of the key's parameters at the worst heights of the circuit.
p3::Result<p3::SecurityReport, p3::SecurityError> assess_key(const Circuit& circuit,
                                                             const VerifyingKey& key);

// Why the key is not one of this circuit with the security that it states and its profile demands,
// or nothing. Everything but the parameters is made again and compared; security is computed again.
std::optional<KeyError> check_key(const Circuit& circuit, const VerifyingKey& key);

}  // namespace rpp
