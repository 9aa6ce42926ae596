// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Proofs of blocks' effects on the chain's own circuit: honest ones are accepted and say what was
// proved, the same bytes whenever they are made.
#include <gtest/gtest.h>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "rpp/state/circuit/prover.h"
#include "rpp/state/sample.h"
#include "rpp/state/witness_json.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Circuit& circuit() { return state_model().circuit(); }

KeySet keys_of(Profile profile) {
  return KeySet({trust_own_key(circuit(), generate_key(circuit(), {profile}).value()).value()});
}

StateSample sample_of(std::uint32_t transactions, std::uint32_t records, bool boundary) {
  StateSampleOptions options;
  options.transactions = transactions;
  options.records = records;
  options.boundary = boundary;
  return make_state_sample(1, options);
}

struct RoundtripCase {
  Profile profile;
  std::uint32_t transactions, records;
  bool boundary;
};

class StateRoundtrip : public ::testing::TestWithParam<RoundtripCase> {};

TEST_P(StateRoundtrip, ProofsAreAcceptedAndSayWhatTheyProve) {
  const RoundtripCase& param = GetParam();
  p3::ThreadPool pool(2);
  const StateProver own(state_model());
  Plonky3Prover prover(pool, {&own}, keys_of(param.profile));
  Plonky3Verifier verifier({&circuit()}, keys_of(param.profile));
  const StateSample sample = sample_of(param.transactions, param.records, param.boundary);
  const auto proof = prover.prove({"state", param.profile}, StateCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& envelope = proof.value().envelope;
  const std::string json = write_envelope_json(envelope, circuit());
  for (const Bytes& bytes : {encode_envelope(envelope), Bytes(json.begin(), json.end())}) {
    const auto verdict = verifier.verify(bytes, {.circuit = "state", .profile = param.profile});
    ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
    EXPECT_EQ(state_public_of(verdict.value().fields), sample.fields);
    EXPECT_GE(verdict.value().proven_millibits, 1000 * info_of(param.profile).security_bits);
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, StateRoundtrip,
                         ::testing::Values(RoundtripCase{Profile::kStandalone, 4, 1, false},
                                           RoundtripCase{Profile::kRecursive, 0, 0, true}),
                         [](const auto& param) { return info_of(param.param.profile).name; });

TEST(StateRoundtripTest, BytesDependOnTheWitnessAlone) {
  Bytes first;
  const StateRules rules;
  const std::string file = write_state_witness(rules, sample_of(2, 1, true).witness);
  p3::testing::for_each_isa([&] {
    for (const unsigned threads : {1u, 3u}) {
      p3::ThreadPool pool(threads);
      const StateProver own(state_model());
      Plonky3Prover prover(pool, {&own}, keys_of(Profile::kTest));
      const auto proof = prover.prove({"state", Profile::kTest}, Bytes(file.begin(), file.end()));
      ASSERT_TRUE(proof.ok()) << to_string(proof.error());
      const Bytes envelope = encode_envelope(proof.value().envelope);
      if (first.empty()) first = envelope;
      EXPECT_EQ(envelope, first);
    }
  });
}

// A witness made for another network's constants.
TEST(StateRoundtripTest, OtherConstantsAreRefused) {
  StateRules rules;
  rules.stake_minimum = 5;
  const std::string file = write_state_witness(rules, sample_of(0, 0, false).witness);
  p3::ThreadPool pool(1);
  const StateProver own(state_model());
  Plonky3Prover prover(pool, {&own}, keys_of(Profile::kTest));
  const auto proof = prover.prove({"state", Profile::kTest}, Bytes(file.begin(), file.end()));
  ASSERT_FALSE(proof.ok());
  EXPECT_EQ(proof.error().fault, BackendFault::kInvalidWitness);
}

}  // namespace
}  // namespace rpp
