// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Honest consensus proofs of the chain's own circuit and profiles: they are accepted in both forms
// of the envelope, say what was proved, and are the same bytes whenever they are made.
#include <gtest/gtest.h>

#include "p3/field/isa/isa.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/state/circuit/model.h"
#include "rpp/transaction/circuit/model.h"
#include "rpp/uptime/circuit/model.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

KeySet keys_of(Profile profile) {
  const Circuit& circuit = consensus_model().circuit();
  return KeySet({trust_own_key(circuit, generate_key(circuit, {profile}).value()).value()});
}

ConsensusSample sample_of(std::uint64_t seed, p3::ThreadPool& pool) {
  ConsensusSampleOptions options;
  options.validators = 4;
  options.witness_commitments = 2;
  options.reputation_roots = 1;
  return make_consensus_sample(seed, options, pool);
}

class ConsensusIntegrity : public ::testing::TestWithParam<Profile> {};

TEST_P(ConsensusIntegrity, ProofsAreAcceptedAndSayWhatTheyProve) {
  p3::ThreadPool pool(2);
  const ConsensusProver circuit(consensus_model());
  Plonky3Prover prover(pool, {&circuit}, keys_of(GetParam()));
  Plonky3Verifier verifier({&consensus_model().circuit()}, keys_of(GetParam()));
  const ConsensusSample sample = sample_of(1, pool);
  const auto proof = prover.prove({"consensus", GetParam()}, ConsensusCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& envelope = proof.value().envelope;
  const std::string json = write_envelope_json(envelope, consensus_model().circuit());
  const std::vector<std::uint8_t> text(json.begin(), json.end());
  for (const auto& bytes : {encode_envelope(envelope), text}) {
    const auto verdict = verifier.verify(bytes, {.circuit = "consensus", .profile = GetParam()});
    ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
    EXPECT_EQ(consensus_public_of(verdict.value().fields), sample.fields);
    EXPECT_GE(verdict.value().proven_millibits, 1000 * info_of(GetParam()).security_bits);
  }
  EXPECT_EQ(verifier.health().proofs_verified, 2u);
  EXPECT_EQ(prover.health().proofs_generated, 1u);
}

INSTANTIATE_TEST_SUITE_P(Profiles, ConsensusIntegrity,
                         ::testing::Values(Profile::kStandalone, Profile::kRecursive),
                         [](const auto& param) { return info_of(param.param).name; });

TEST(ConsensusIntegrityTest, BytesDependOnTheWitnessAlone) {
  std::vector<std::uint8_t> first;
  p3::testing::for_each_isa([&] {
    for (const unsigned threads : {1u, 3u}) {
      p3::ThreadPool pool(threads);
      const ConsensusProver circuit(consensus_model());
      Plonky3Prover prover(pool, {&circuit}, keys_of(Profile::kTest));
      const ConsensusSample sample = sample_of(2, pool);
      const std::string file = write_consensus_witness({}, sample.witness);
      const std::vector<std::uint8_t> bytes(file.begin(), file.end());
      const auto proof = prover.prove({"consensus", Profile::kTest}, bytes);
      ASSERT_TRUE(proof.ok()) << to_string(proof.error());
      const auto envelope = encode_envelope(proof.value().envelope);
      if (first.empty()) first = envelope;
      EXPECT_EQ(envelope, first);
    }
  });
}

// The committed keys are those of this code: an AIR that changed needs new ones.
TEST(ConsensusIntegrityTest, KeysAreThoseOfTheCode) {
  const Circuit* const circuits[] = {&consensus_model().circuit(), &transaction_model().circuit(),
                                     &identity_model().circuit(),  &pruning_model().circuit(),
                                     &uptime_model().circuit(),    &state_model().circuit()};
  const Profile required[] = {Profile::kStandalone, Profile::kRecursive};
  KeyStoreRequest request;
  request.circuits = circuits;
  request.required = required;
  request.trust = trust_policy(Network::kDevelopment, {});
  const auto keys = load_keys("config/plonky3/setup", request);
  ASSERT_TRUE(keys.ok()) << to_string(keys.error());
  for (const Circuit* circuit : circuits) {
    for (const Profile profile : required) {
      const TrustedKey* key = keys.value().find(circuit->name, profile);
      ASSERT_NE(key, nullptr);
      EXPECT_EQ(encode_key(key->key), encode_key(generate_key(*circuit, {profile}).value()));
    }
  }
}

// Ten queries or one site of work less than the key has: refused, and the verifier agrees.
TEST(ConsensusIntegrityTest, LessSecurityThanTheProfileIsRefused) {
  const Circuit& circuit = consensus_model().circuit();
  const VerifyingKey key = generate_key(circuit, {Profile::kStandalone}).value();
  ASSERT_FALSE(check_key(circuit, key));
  const auto expect_refused = [&](const char* what, auto change) {
    VerifyingKey weak = key;
    change(weak.parameters);
    const auto error = check_key(circuit, weak);
    EXPECT_TRUE(error && error->fault == KeyFault::kInsufficientSecurity)
        << what << ": " << (error ? to_string(*error) : "accepted");
  };
  expect_refused("queries", [](auto& p) { p.fri.num_queries -= 10; });
  expect_refused("query work", [](auto& p) { p.fri.query_pow_bits = 0; });
  expect_refused("batch work", [](auto& p) { p.fri.batch_pow_bits = 0; });
  expect_refused("commit work", [](auto& p) { p.fri.commit_pow_bits = 0; });
  const auto too_much = generate_key(circuit, {Profile::kStandalone, 200u});
  ASSERT_FALSE(too_much.ok());
  EXPECT_EQ(too_much.error().fault, KeyFault::kUnreachableSecurity);
}

}  // namespace
}  // namespace rpp
