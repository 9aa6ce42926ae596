// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

// What the target `envelope` verifies: two small circuits with keys, envelopes of true statements,
// and envelopes that an attacker made.
//
// The keys have 40 proven bits and hardly any grinding. With so many queries a search cannot find a
// second valid proof: another witness of the grinding draws other queries, whose openings no input
// holds.
namespace rpp::testing {

class EnvelopeCases {
 public:
  EnvelopeCases();

  const std::vector<const Circuit*>& circuits() const { return circuits_; }
  // The only envelopes that are accepted, whatever their device is called.
  const std::vector<Envelope>& honest() const { return honest_; }
  // Proofs of false traces, and true ones under the public fields of another statement.
  const std::vector<Envelope>& wrong() const { return wrong_; }
  Plonky3Verifier& verifier() const { return *verifier_; }

  const Envelope& any(std::uint64_t choice) const;

 private:
  KeySet keys() const;
  void prove_wrong(Plonky3Prover& prover);

  TinyModel model_, second_{"second", 1};
  std::vector<const Circuit*> circuits_ = {&model_.circuit, &second_.circuit};
  std::vector<Envelope> honest_, wrong_;
  std::unique_ptr<Plonky3Verifier> verifier_;
};

const EnvelopeCases& envelope_cases();

// A well-formed envelope near the one in `bytes`, or near one of the cases', in either form.
std::vector<std::uint8_t> mutate_envelope(std::span<const std::uint8_t> bytes, std::uint64_t seed);

}  // namespace rpp::testing
