// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/backend_error.h"

namespace rpp {
namespace {

using enum BackendFault;

BackendFault fault_of(p3::VerifyReason reason) noexcept {
  using enum p3::VerifyReason;
  switch (reason) {
    case kZeroQueries:
    case kZeroBlowup:
    case kZeroFoldingArity:
    case kTooManyQueries:
    case kFoldingArityTooLarge:
    case kFinalHeightTooLarge:
    case kCapTooHigh:
    case kTooManyPowBits:
      return kSecurityParameterMismatch;
    case kBusWidthMismatch:
    case kMultiplicityHeightBoundExceeded:
      return kInvalidAirMetadata;
    case kRandomizationError:
      return kRandomizationInconsistency;
    case kPublicValuesLengthMismatch:
      return kInvalidPublicInputs;
    case kInvalidLookupPowWitness:
    case kInvalidOodPowWitness:
    case kInvalidBatchPowWitness:
    case kInvalidCommitPowWitness:
    case kInvalidQueryPowWitness:
      return kTranscriptMismatch;
    case kOodPointInDomain:
    case kOodEvaluationMismatch:
    case kTerminalSumNonZero:
      return kConstraintMismatch;
    case kInputError:
    case kCommitPhaseMmcsError:
    case kOpeningPointMatchesQueryPoint:
      return kOpeningArgumentMismatch;
    case kFinalPolyMismatch:
    case kFinalFoldHeightMismatch:
    case kUnconsumedReducedOpenings:
      return kFriDigestMismatch;
    default:
      // All others say that a list has another length or a value another form.
      return kInvalidProofShape;
  }
}

BackendFault fault_of(KeyFault fault) noexcept {
  switch (fault) {
    case KeyFault::kMissingKey:
    case KeyFault::kFileMissing:
    case KeyFault::kUnknownCircuit:
      return kMissingVerifyingKey;
    case KeyFault::kManifestMissing:
    case KeyFault::kFolderMissing:
      return kSetupManifestMissing;
    case KeyFault::kFileTruncated:
    case KeyFault::kFileLonger:
    case KeyFault::kWrongHash:
    case KeyFault::kWrongDescription:
    case KeyFault::kUnknownFile:
      return kSetupArtifactMismatch;
    case KeyFault::kKeySyntax:
    case KeyFault::kKeyVersion:
      return kInvalidKeyEncoding;
    case KeyFault::kWrongKey:
      return kVerifyingKeyMismatch;
    case KeyFault::kStaleKey:
    case KeyFault::kBadCircuit:
      return kInvalidAirMetadata;
    case KeyFault::kInsufficientSecurity:
    case KeyFault::kUnreachableSecurity:
      return kInsufficientSecurity;
    case KeyFault::kImpossibleParameters:
    case KeyFault::kForbiddenProfile:
      return kSecurityParameterMismatch;
    default:
      return kSetupManifest;
  }
}

}  // namespace

const char* category_name(ErrorCategory category) noexcept {
  if (category == ErrorCategory::kKey) return "key";
  return category == ErrorCategory::kInput ? "input" : "runtime";
}

ErrorCategory category_of(BackendFault fault) noexcept {
  const unsigned hundreds = code_of(fault) / 100;
  if (hundreds == 1) return ErrorCategory::kKey;
  return hundreds == 2 ? ErrorCategory::kInput : ErrorCategory::kRuntime;
}

unsigned code_of(BackendFault fault) noexcept { return static_cast<unsigned>(fault); }

const char* fault_name(BackendFault fault) noexcept {
  switch (fault) {
    case kMissingVerifyingKey:
      return "MissingVerifyingKey";
    case kMissingProvingKey:
      return "MissingProvingKey";
    case kVerifyingKeyMismatch:
      return "VerifyingKeyMismatch";
    case kInvalidKeyEncoding:
      return "InvalidKeyEncoding";
    case kInsufficientSecurity:
      return "InsufficientSecurity";
    case kSecurityParameterMismatch:
      return "SecurityParameterMismatch";
    case kSetupManifest:
      return "SetupManifest";
    case kSetupManifestMissing:
      return "SetupManifestMissing";
    case kSetupArtifactMismatch:
      return "SetupArtifactMismatch";
    case kInvalidAirMetadata:
      return "InvalidAirMetadata";
    case kUnsupportedProvingAir:
      return "UnsupportedProvingAir";
    case kProofSizeGate:
      return "ProofSizeGate";
    case kInvalidProofShape:
      return "InvalidProofShape";
    case kInvalidProofLength:
      return "InvalidProofLength";
    case kCircuitMismatch:
      return "CircuitMismatch";
    case kVersionMismatch:
      return "VersionMismatch";
    case kProfileMismatch:
      return "ProfileMismatch";
    case kPublicInputDigestMismatch:
      return "PublicInputDigestMismatch";
    case kInvalidPublicInputs:
      return "InvalidPublicInputs";
    case kInvalidWitness:
      return "InvalidWitness";
    case kEmptyCircuit:
      return "EmptyCircuit";
    case kConstraintMismatch:
      return "ConstraintMismatch";
    case kOpeningArgumentMismatch:
      return "OpeningArgumentMismatch";
    case kFriDigestMismatch:
      return "FriDigestMismatch";
    case kTranscriptMismatch:
      return "TranscriptMismatch";
    case kRandomizationInconsistency:
      return "RandomizationInconsistency";
    case kStarkVerificationError:
      return "StarkVerificationError";
    case kStarkProvingError:
      return "StarkProvingError";
    case kProverFailure:
      return "ProverFailure";
    case kGpuInitialization:
      return "GpuInitialization";
  }
  return "";
}

std::string to_string(const BackendError& error) { return error.message; }

bool is_cryptographic(const BackendError& error) noexcept {
  return error.reason.has_value() && category_of(error.fault) == ErrorCategory::kRuntime;
}

BackendError stark_error(const std::string& circuit, const p3::VerifyError& error) {
  const BackendFault fault = fault_of(error.reason);
  BackendError out = input_error(fault, circuit, p3::to_string(error));
  out.reason = error.reason;
  return out;
}

// The domain's two prefixes: input is malformed, everything else is rejected.
BackendError input_error(BackendFault fault, const std::string& circuit,
                         const std::string& detail) {
  const bool input = category_of(fault) == ErrorCategory::kInput;
  std::string message = "plonky3 " + (circuit.empty() ? "" : circuit + " ") + "proof " +
                        (input ? "is malformed: " : "rejected: ") + fault_name(fault) + " (" +
                        std::to_string(code_of(fault)) + ")";
  if (!detail.empty()) message += ": " + detail;
  return {fault, std::move(message), std::nullopt};
}

BackendError key_backend_error(const KeyError& error) {
  const BackendFault fault = fault_of(error.fault);
  return {fault,
          std::string("plonky3 keys: ") + fault_name(fault) + " (" +
              std::to_string(code_of(fault)) + "): " + to_string(error),
          std::nullopt};
}

}  // namespace rpp
