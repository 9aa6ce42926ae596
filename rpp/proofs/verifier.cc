// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/proofs/verifier.h"

#include <algorithm>

#include "rpp/keys/keygen.h"
#include "rpp/proofs/stark.h"

namespace rpp {
namespace {

using enum BackendFault;

BackendFault fault_of(ByteReason reason) noexcept {
  switch (reason) {
    case ByteReason::kTooLarge:
      return kProofSizeGate;
    case ByteReason::kUnknownVersion:
      return kVersionMismatch;
    case ByteReason::kUnknownCircuit:
      return kCircuitMismatch;
    default:
      return kInvalidProofShape;
  }
}

}  // namespace

// What every proof of one circuit and profile needs again.
struct Plonky3Verifier::Prepared {
  TrustedKey key;
  p3::StarkConfig<Element> config;
};

Plonky3Verifier::Plonky3Verifier(std::vector<const Circuit*> circuits, KeySet keys,
                                 VerifierOptions options)
    : circuits_(std::move(circuits)), keys_(std::move(keys)), options_(options) {}

Plonky3Verifier::~Plonky3Verifier() = default;

p3::Result<Verified, BackendError> Plonky3Verifier::verify(std::span<const std::uint8_t> bytes,
                                                           const Expected& expected) noexcept {
  const auto envelope = read_envelope(bytes, circuits_, options_.max_bytes);
  if (envelope) return count(check(envelope.value(), expected));
  const ByteError& error = envelope.error();
  return count(p3::Err{input_error(fault_of(error.reason), "", to_string(error))});
}

p3::Result<Verified, BackendError> Plonky3Verifier::verify(const Envelope& envelope,
                                                           const Expected& expected) noexcept {
  return count(check(envelope, expected));
}

p3::Result<Verified, BackendError> Plonky3Verifier::check(const Envelope& envelope,
                                                          const Expected& expected) noexcept {
  const auto wrong = [&](BackendFault fault, const std::string& detail) {
    return p3::Err{input_error(fault, envelope.circuit, detail)};
  };
  const auto found = std::ranges::find(circuits_, envelope.circuit, &Circuit::name);
  if (found == circuits_.end()) return wrong(kCircuitMismatch, "no such circuit");
  const Circuit& circuit = **found;
  if (expected.circuit && *expected.circuit != envelope.circuit) {
    return wrong(kCircuitMismatch, "expected " + std::string(*expected.circuit));
  }
  if (expected.profile && *expected.profile != envelope.profile) {
    return wrong(kProfileMismatch, std::string("expected ") + info_of(*expected.profile).name +
                                       ", got " + info_of(envelope.profile).name);
  }
  auto fields = decode_fields(*circuit.fields, envelope.fields);
  if (!fields) return wrong(kInvalidPublicInputs, describe(*circuit.fields, fields.error()));
  const Digest statement = statement_digest(*circuit.fields, fields.value());
  if (statement != envelope.commitment) {
    return wrong(kPublicInputDigestMismatch,
                 "expected " + to_text(statement) + ", got " + to_text(envelope.commitment));
  }
  if (circuit.broken_rule != nullptr) {
    if (const char* rule = circuit.broken_rule(fields.value())) {
      return wrong(kInvalidPublicInputs, rule);
    }
  }
  return check_key_and_proof(
      envelope, Verified{&circuit, envelope.profile, std::move(fields).value(), statement, {}, 0});
}

p3::Result<Verified, BackendError> Plonky3Verifier::check_key_and_proof(const Envelope& envelope,
                                                                        Verified claim) noexcept {
  const auto prepared = prepare(*claim.circuit, claim.profile);
  if (!prepared) return p3::Err{prepared.error()};
  const TrustedKey& key = prepared.value()->key;
  // The id is that of the key trusted here; the envelope's only says which key was meant.
  if (envelope.key_id != key.id) {
    return p3::Err{
        input_error(kVerifyingKeyMismatch, envelope.circuit,
                    "expected " + to_text(key.id) + ", got " + to_text(envelope.key_id))};
  }
  if (envelope.metadata.proven_millibits != key.key.security.millibits) {
    return p3::Err{input_error(kSecurityParameterMismatch, envelope.circuit,
                               "another number of proven bits than the key has")};
  }
  if (auto error = check_stark(*claim.circuit, key.key, prepared.value()->config, claim.statement,
                               key.id, envelope.proof)) {
    return p3::Err{std::move(*error)};
  }
  claim.key_id = key.id;
  claim.proven_millibits = key.key.security.millibits;
  return claim;
}

p3::Result<const Plonky3Verifier::Prepared*, BackendError> Plonky3Verifier::prepare(
    const Circuit& circuit, Profile profile) {
  const std::lock_guard lock(mutex_);
  auto& slot = prepared_[{&circuit, profile}];
  if (slot) return slot.get();
  const TrustedKey* key = keys_.find(circuit.name, profile);
  if (key == nullptr) {
    return p3::Err{input_error(kMissingVerifyingKey, std::string(circuit.name),
                               std::string("no key of profile ") + info_of(profile).name)};
  }
  // Keys were checked when they were loaded; whoever hands over a set of his own is checked here.
  // The id is made again: nothing but the key's content may stand for it.
  auto trusted = trust_own_key(circuit, key->key);
  if (!trusted) return p3::Err{key_backend_error(trusted.error())};
  p3::StarkConfig<Element> config = stark_config(trusted.value().key);
  if (options_.accelerate != nullptr) config.suite = options_.accelerate(config.suite);
  slot = std::make_unique<const Prepared>(std::move(trusted).value(), std::move(config));
  return slot.get();
}

p3::Result<Verified, BackendError> Plonky3Verifier::count(
    p3::Result<Verified, BackendError> outcome) {
  const std::uint64_t now = options_.clock();
  const std::lock_guard lock(mutex_);
  if (outcome) {
    ++health_.proofs_verified;
    health_.last_success_ms = now;
    health_.last_error.reset();
    return outcome;
  }
  const ErrorCategory category = category_of(outcome.error().fault);
  ++(category == ErrorCategory::kKey     ? health_.key_failures
     : category == ErrorCategory::kInput ? health_.input_failures
                                         : health_.runtime_failures);
  health_.last_error = VerifierHealth::Error{to_string(outcome.error()), category, now};
  return outcome;
}

VerifierHealth Plonky3Verifier::health() const {
  const std::lock_guard lock(mutex_);
  return health_;
}

}  // namespace rpp
