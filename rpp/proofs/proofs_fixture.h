// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"

// Provers and verifiers of the test circuit, with keys of every profile made on the spot.
namespace rpp::testing {

inline std::uint64_t fixed_clock() { return 1234; }

inline TrustedKey own_key(const Circuit& circuit, Profile profile) {
  return trust_own_key(circuit, generate_key(circuit, {.profile = profile}).value()).value();
}

class Proofs : public ::testing::Test {
 protected:
  KeySet key_set() const {
    std::vector<TrustedKey> keys;
    for (const Profile profile : kProfiles) keys.push_back(own_key(model_.circuit, profile));
    keys.push_back(own_key(second_.circuit, Profile::kTest));
    return KeySet(std::move(keys));
  }

  Envelope prove(const TinyWitness& witness, Profile profile = Profile::kTest) {
    auto proof = prover_.prove({.circuit = "tiny", .profile = profile}, witness);
    EXPECT_TRUE(proof.ok()) << to_string(proof.error());
    return std::move(proof).value().envelope;
  }
  Envelope force(const TinyWitness& witness) {
    const TinyForced forced(model_.circuit);
    auto proof = ForcedProver(prover_).prove({.circuit = "tiny", .profile = Profile::kTest}, forced,
                                             witness);
    EXPECT_TRUE(proof.ok()) << to_string(proof.error());
    return std::move(proof).value().envelope;
  }

  // The name of the fault, or "accepted".
  template <class Input>
  std::string verdict(const Input& input, const Expected& expected = {}) {
    const auto outcome = verifier_.verify(input, expected);
    cryptographic_ = !outcome && is_cryptographic(outcome.error());
    message_ = outcome ? "" : to_string(outcome.error());
    return outcome ? "accepted" : fault_name(outcome.error().fault);
  }

  TinyModel model_, second_{"second", 1};
  TinyProver tiny_{model_.circuit}, other_{second_.circuit};
  p3::ThreadPool pool_{2};
  Plonky3Prover prover_{pool_, {&tiny_, &other_}, key_set(), &fixed_clock};
  Plonky3Verifier verifier_{
      {&model_.circuit, &second_.circuit}, key_set(), {.clock = &fixed_clock}};
  std::string message_;
  bool cryptographic_ = false;
};

}  // namespace rpp::testing
