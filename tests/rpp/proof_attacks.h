// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rpp/proofs/verifier.h"
#include "tests/proof_fields.h"

// Form (d) of the tamper matrix for any circuit (statements.md, section 8): bytes of a finished
// proof flipped, its lengths cut, and proofs, keys and versions exchanged.
//
// Every attempt is an envelope as bytes; each must be rejected, in a time and with memory that the
// size gate bounds.
namespace rpp::testing {

struct AttackTally {
  std::size_t attempts = 0;
  std::vector<std::string> accepted;            // what was accepted and must not be
  std::map<std::string, std::size_t> reasons;   // by fault
  std::map<std::string, std::size_t> detailed;  // by the STARK verifier's reason, where it spoke
  std::size_t most_memory = 0;                  // live bytes that one verification asked for
  double slowest_ms = 0;                        // of CPU

  void add(const AttackTally& other);
  // "standalone flips: 2000 attempts, 0 accepted; rejected: 1900 OpeningArgumentMismatch, ...".
  std::string text(const std::string& title) const;
};

class ProofAttacks {
 public:
  // `good` must verify; its key is `key`. Both outlive the attacks, and so does the verifier.
  ProofAttacks(Plonky3Verifier& verifier, const VerifyingKey& key, const Envelope& good);

  // The fields of the proof's structure, with their places in the proof.
  const p3::testing::ProofFields& fields() const { return fields_; }

  // One bit of every stride-th byte of the envelope. Bytes of the device's name, which is for
  // people, are left out: they may change.
  AttackTally flips(std::size_t stride = 1) const;
  // Seeded positions of the proof, each with a seeded change.
  AttackTally seeded_flips(std::size_t count, std::uint64_t seed) const;
  // So many seeded changes in every field.
  AttackTally field_flips(std::size_t per_field, std::uint64_t seed) const;
  // The first bytes of the envelope: every stride-th length; and envelopes whose proof alone is
  // cut.
  AttackTally cuts(std::size_t stride = 1) const;
  AttackTally proof_cuts(std::size_t stride = 1) const;
  // Bytes behind the proof and behind the envelope, and the proof said to be longer.
  AttackTally extensions() const;

  // The envelope that another circuit, version or profile makes of this one, and the other way
  // round. `other` verifies too.
  AttackTally exchanges(const Envelope& other) const;

  // One attempt; what says what it is.
  void attempt(const std::vector<std::uint8_t>& bytes, const std::string& what,
               AttackTally& tally) const;
  void attempt(const Envelope& envelope, const std::string& what, AttackTally& tally) const {
    attempt(encode_envelope(envelope), what, tally);
  }

 private:
  void flip(std::size_t at, std::uint8_t mask, const std::string& what, AttackTally& tally) const;

  Plonky3Verifier& verifier_;
  const Envelope& good_;
  std::vector<std::uint8_t> bytes_;
  std::size_t proof_at_ = 0;  // where the proof begins in bytes_
  p3::testing::ProofFields fields_;
};

}  // namespace rpp::testing
