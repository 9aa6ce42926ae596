// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "p3/fri/verify_error.h"
#include "rpp/keys/key_error.h"

// Why a proof cannot be made or is not accepted: the domain's names (domain.md, section 4.1) with a
// category and a code that never changes (docs/spec/envelope.md, "Errors").
namespace rpp {

enum class ErrorCategory : std::uint8_t {
  kKey,      // keys or their folder: an operator's matter
  kInput,    // what was handed in has another form or claims another thing
  kRuntime,  // cryptographic rejection, or a prover that failed
};

// "key", "input", "runtime".
const char* category_name(ErrorCategory category) noexcept;

// The number is the code; its hundreds are the category.
enum class BackendFault : std::uint16_t {
  kMissingVerifyingKey = 101,
  kMissingProvingKey = 102,
  kVerifyingKeyMismatch = 103,
  kInvalidKeyEncoding = 104,
  kInsufficientSecurity = 105,
  kSecurityParameterMismatch = 106,
  kSetupManifest = 107,
  kSetupManifestMissing = 108,
  kSetupArtifactMismatch = 109,
  kInvalidAirMetadata = 110,
  kUnsupportedProvingAir = 111,

  kProofSizeGate = 201,  // more bytes than allowed: nothing was decoded
  kInvalidProofShape = 202,
  kInvalidProofLength = 203,  // traces of heights that the key does not allow
  kCircuitMismatch = 204,     // an unknown circuit, or another than the caller asked for
  kVersionMismatch = 205,
  kProfileMismatch = 206,
  kPublicInputDigestMismatch = 207,  // the commitment is not that of the public fields
  kInvalidPublicInputs = 208,        // public fields out of range, or against a family rule
  kInvalidWitness = 209,
  kEmptyCircuit = 210,

  kConstraintMismatch = 301,       // the identity at the out-of-domain point, lookup sums
  kOpeningArgumentMismatch = 302,  // Merkle openings
  kFriDigestMismatch = 303,        // the low-degree test
  kTranscriptMismatch = 304,       // grinding
  kRandomizationInconsistency = 305,
  kStarkVerificationError = 306,
  kStarkProvingError = 307,
  kProverFailure = 308,
  kGpuInitialization = 309,
};

struct BackendError {
  BackendFault fault{};
  std::string message;                     // with all detail, for people
  std::optional<p3::VerifyReason> reason;  // of the STARK verifier, where it spoke
};

ErrorCategory category_of(BackendFault fault) noexcept;
unsigned code_of(BackendFault fault) noexcept;
// "ConstraintMismatch".
const char* fault_name(BackendFault fault) noexcept;
// "plonky3 consensus proof rejected: ConstraintMismatch (301): OodEvaluationMismatch".
std::string to_string(const BackendError& error);

// Whether only cryptography refused it: what counts as a rejected forgery.
bool is_cryptographic(const BackendError& error) noexcept;

// `circuit` is a name for the message.
BackendError stark_error(const std::string& circuit, const p3::VerifyError& error);
BackendError input_error(BackendFault fault, const std::string& circuit, const std::string& detail);
BackendError key_backend_error(const KeyError& error);

}  // namespace rpp
