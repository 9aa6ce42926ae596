// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "p3/base/result.h"
#include "rpp/keys/store.h"
#include "rpp/proofs/envelope.h"
#include "rpp/proofs/health.h"

// Plonky3Verifier: from the bytes of an envelope to a verdict (statements.md, section 6).
//
// Order: size and shape, circuit, version and profile, commitment, public fields, key, STARK.
// Total: any bytes give a verdict or a named error. Threads may share a verifier.
namespace rpp {

struct VerifierOptions {
  std::size_t max_bytes = kMaxEnvelopeBytes;
  Clock clock = &system_clock_ms;
  // Replaces the tree hasher by one with the same digests, such as p3::accelerated_suite; null: the
  // scalar one, and the verifier links no vector code.
  p3::HashSuite<Element> (*accelerate)(const p3::HashSuite<Element>&) = nullptr;
};

// What the caller expects; nothing: any circuit of the key set, any profile.
struct Expected {
  std::optional<std::string_view> circuit = {};
  std::optional<Profile> profile = {};
};

// What is proven.
struct Verified {
  const Circuit* circuit = nullptr;
  Profile profile{};
  FieldValues fields;
  Digest statement;
  Digest key_id;
  std::uint32_t proven_millibits = 0;
};

class Plonky3Verifier {
 public:
  // `circuits`: compiled in, also those without a key. They outlive the verifier.
  Plonky3Verifier(std::vector<const Circuit*> circuits, KeySet keys, VerifierOptions options = {});
  ~Plonky3Verifier();

  // An envelope in either form.
  p3::Result<Verified, BackendError> verify(std::span<const std::uint8_t> bytes,
                                            const Expected& expected = {}) noexcept;
  // One that has been decoded: the checks from `circuit` on.
  p3::Result<Verified, BackendError> verify(const Envelope& envelope,
                                            const Expected& expected = {}) noexcept;

  VerifierHealth health() const;

 private:
  struct Prepared;

  p3::Result<Verified, BackendError> check(const Envelope& envelope,
                                           const Expected& expected) noexcept;
  p3::Result<Verified, BackendError> check_key_and_proof(const Envelope& envelope,
                                                         Verified claim) noexcept;
  p3::Result<const Prepared*, BackendError> prepare(const Circuit& circuit, Profile profile);
  p3::Result<Verified, BackendError> count(p3::Result<Verified, BackendError> outcome);

  std::vector<const Circuit*> circuits_;
  KeySet keys_;
  VerifierOptions options_;
  mutable std::mutex mutex_;
  std::map<std::pair<const Circuit*, Profile>, std::unique_ptr<const Prepared>> prepared_;
  VerifierHealth health_;
};

}  // namespace rpp
