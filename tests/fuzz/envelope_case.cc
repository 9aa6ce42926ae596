// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/fuzz/envelope_case.h"

#include "rpp/keys/keygen.h"
#include "rpp/proofs/forced.h"
#include "tests/fuzz/fuzz_target.h"

namespace rpp::testing {
namespace {

constexpr unsigned kBits = 40;

TrustedKey own_key(const Circuit& circuit) {
  const KeyRequest request{.profile = Profile::kTest, .security_bits = kBits};
  return trust_own_key(circuit, generate_key(circuit, request).value()).value();
}

Envelope envelope_of(p3::Result<ProofResult, BackendError> proof) {
  if (!proof) p3::testing::finding("no proof: " + to_string(proof.error()));
  return std::move(proof).value().envelope;
}

}  // namespace

KeySet EnvelopeCases::keys() const {
  std::vector<TrustedKey> keys;
  for (const Circuit* circuit : circuits_) keys.push_back(own_key(*circuit));
  return KeySet(std::move(keys));
}

EnvelopeCases::EnvelopeCases() {
  const TinyProver tiny(model_.circuit);
  p3::ThreadPool pool(1);
  Plonky3Prover prover(pool, {&tiny}, keys());
  const ProofRequest request{.circuit = "tiny", .profile = Profile::kTest};
  honest_.push_back(envelope_of(prover.prove(request, *tiny_witness(7, 8))));
  honest_.push_back(envelope_of(prover.prove(request, *tiny_witness(8, 16))));
  prove_wrong(prover);
  verifier_ = std::make_unique<Plonky3Verifier>(circuits_, keys());
}

void EnvelopeCases::prove_wrong(Plonky3Prover& prover) {
  const ProofRequest request{.circuit = "tiny", .profile = Profile::kTest};
  auto cube = tiny_witness();
  cube->pairs[2].second += 1;
  const TinyForced forced(model_.circuit);
  wrong_.push_back(envelope_of(ForcedProver(prover).prove(request, forced, *cube)));
  CircuitTraces carried = tiny_traces(*tiny_witness());
  carried.traces[0].at(5, 0) += Element::one();
  wrong_.push_back(envelope_of(ForcedProver(prover).prove(request, std::move(carried))));
  CircuitTraces other = tiny_traces(*tiny_witness());
  other.fields = tiny_witness(8)->fields;
  wrong_.push_back(envelope_of(ForcedProver(prover).prove(request, std::move(other))));
  // A family rule that no constraint knows.
  wrong_.push_back(envelope_of(ForcedProver(prover).prove(request, forced, *tiny_witness(0))));
}

const Envelope& EnvelopeCases::any(std::uint64_t choice) const {
  const std::size_t i = choice % (honest_.size() + wrong_.size());
  return i < honest_.size() ? honest_[i] : wrong_[i - honest_.size()];
}

const EnvelopeCases& envelope_cases() {
  static const EnvelopeCases cases;
  return cases;
}

}  // namespace rpp::testing
