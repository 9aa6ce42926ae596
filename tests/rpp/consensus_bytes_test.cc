// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Form (d) of the tamper matrix (statements.md, section 8) for the consensus family: bytes and
// lengths of finished proofs, and proofs, keys and versions of others.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/consensus/sample.h"
#include "tests/rpp/proof_attacks.h"
#include "tests/rpp/small_consensus.h"

namespace rpp::testing {
namespace {

constexpr std::size_t kPositions = 2000, kPerField = 5, kLengths = 200;

TrustedKey key_of(const Circuit& circuit, Profile profile) {
  return trust_own_key(circuit, generate_key(circuit, {profile}).value()).value();
}

// Keys of all profiles for one set of rules, and the test circuit beside it.
struct World {
  explicit World(const ConsensusRules& rules) : model(rules) {
    std::vector<TrustedKey> trusted;
    for (const Profile profile : kProfiles) trusted.push_back(key_of(model.circuit(), profile));
    trusted.push_back(key_of(tiny.circuit, Profile::kTest));
    keys = KeySet(trusted);
    prover = std::make_unique<Plonky3Prover>(
        pool, std::vector<const CircuitProver*>{&circuit, &tiny_prover}, keys);
    verifier = std::make_unique<Plonky3Verifier>(
        std::vector<const Circuit*>{&model.circuit(), &tiny.circuit}, keys);
  }
  Envelope prove(Profile profile, std::uint32_t validators = 1) {
    ConsensusSampleOptions options;
    options.rules = model.rules();
    options.validators = validators;
    const ConsensusSample sample = make_consensus_sample(1, options, pool);
    auto proof = prover->prove({"consensus", profile}, ConsensusCase(sample.witness));
    EXPECT_TRUE(proof.ok()) << to_string(proof.error());
    return std::move(proof).value().envelope;
  }
  const VerifyingKey& key(Profile profile) const { return keys.find("consensus", profile)->key; }

  p3::ThreadPool pool{2};
  ConsensusModel model;
  ConsensusProver circuit{model};
  TinyModel tiny;
  TinyProver tiny_prover{tiny.circuit};
  KeySet keys;
  std::unique_ptr<Plonky3Prover> prover;
  std::unique_ptr<Plonky3Verifier> verifier;
};

class ConsensusBytes : public ::testing::Test {
 protected:
  // The smallest vote keys.
  static World& world() {
    static World instance({.epoch_length = 1440, .key_height = kMinVoteHeight});
    return instance;
  }

  // Nothing accepted, and no verification asked for more memory than an envelope may have bytes.
  static void expect_none(const std::string& title, const AttackTally& tally) {
    for (const std::string& what : tally.accepted) ADD_FAILURE() << title << ": accepted " << what;
    EXPECT_LE(tally.most_memory, kMaxEnvelopeBytes);
    EXPECT_LT(tally.slowest_ms, 2000);
    std::puts(tally.text(title).c_str());
  }
};

TEST_F(ConsensusBytes, OfTheSmallestProof) {
  World& w = world();
  const Envelope good = w.prove(Profile::kTest);
  ASSERT_TRUE(w.verifier->verify(encode_envelope(good)).ok());
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kTest), good);
  std::printf("the smallest proof has %zu bytes, %zu fields\n", good.proof.size(),
              attacks.fields().size());
  const AttackTally bytes = attacks.flips();
  EXPECT_GT(bytes.attempts, good.proof.size());
  EXPECT_GE(bytes.detailed.size(), 8u);
  expect_none("test profile, every byte", bytes);
  expect_none("test profile, every length of the proof", attacks.proof_cuts());
  const AttackTally flips = attacks.field_flips(kPerField, 2);
  EXPECT_EQ(flips.attempts, kPerField * attacks.fields().size());
  expect_none("test profile, every field", flips);
  expect_none("test profile, every length of the envelope", attacks.cuts());
  expect_none("test profile, longer", attacks.extensions());
}

// The chain's own circuit and key.
TEST_F(ConsensusBytes, OfAFullProof) {
  World w{ConsensusRules{}};
  const Envelope good = w.prove(Profile::kStandalone, 4);
  ASSERT_TRUE(w.verifier->verify(encode_envelope(good)).ok());
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kStandalone), good);
  std::printf("a standalone proof has %zu bytes, %zu fields\n", good.proof.size(),
              attacks.fields().size());
  AttackTally flips = attacks.seeded_flips(kPositions, 3);
  EXPECT_EQ(flips.attempts, kPositions);
  // They reach decoder, trees, grinding and FRI, not one gate alone.
  EXPECT_GE(flips.detailed.size(), 3u);
  const AttackTally by_field = attacks.field_flips(kPerField, 4);
  EXPECT_EQ(by_field.attempts, kPerField * attacks.fields().size());
  EXPECT_GE(by_field.detailed.size(), 8u);
  expect_none("standalone, seeded flips", flips);
  expect_none("standalone, every field", by_field);
  expect_none("standalone, lengths", attacks.proof_cuts(good.proof.size() / kLengths));
  expect_none("standalone, longer", attacks.extensions());
}

// The fields of a batch proof are all there, so that "every field" means something.
TEST_F(ConsensusBytes, EveryFieldOfTheStructureIsFound) {
  World& w = world();
  const Envelope good = w.prove(Profile::kTest);
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kTest), good);
  for (const char* name : {"main_cap",
                           "permutation_cap",
                           "permutation_cap presence",
                           "quotient_cap",
                           "random_cap presence",
                           "instances length",
                           "instances.base.trace_local",
                           "instances.base.trace_next",
                           "instances.base.preprocessed_local presence",
                           "instances.base.quotient_chunks",
                           "instances.permutation_local",
                           "instances.permutation_next",
                           "fri.batch_pow_witness",
                           "fri.commit_phase_commits",
                           "fri.commit_pow_witnesses",
                           "fri.input_openings.opened_values",
                           "fri.input_openings.siblings",
                           "fri.commit_phase_openings.sibling_values",
                           "fri.commit_phase_openings.siblings",
                           "fri.final_poly",
                           "fri.query_pow_witness",
                           "lookup_terminals",
                           "degree_bits",
                           "lookup_pow_witness",
                           "ood_pow_witness"}) {
    EXPECT_TRUE(attacks.fields().contains(name)) << name;
  }
  std::size_t bytes = 0;
  for (const auto& [name, ranges] : attacks.fields()) {
    for (const auto& range : ranges) bytes += range.end - range.begin;
  }
  EXPECT_EQ(bytes, good.proof.size());
}

TEST_F(ConsensusBytes, OfOtherCircuitsVersionsAndProfiles) {
  World& w = world();
  const Envelope test = w.prove(Profile::kTest);
  const Envelope recursive = w.prove(Profile::kRecursive);
  const Envelope standalone = w.prove(Profile::kStandalone);
  const auto tiny = w.prover->prove({"tiny", Profile::kTest}, *tiny_witness());
  ASSERT_TRUE(tiny.ok());
  AttackTally tally;
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kTest), test);
  for (const Envelope* other : {&recursive, &standalone, &tiny.value().envelope}) {
    ASSERT_TRUE(w.verifier->verify(encode_envelope(*other)).ok());
    tally.add(attacks.exchanges(*other));
  }
  expect_none("others", tally);
  const auto fault = [&](Envelope envelope, auto change) {
    change(envelope);
    const auto verdict = w.verifier->verify(encode_envelope(envelope));
    return verdict ? BackendFault{} : verdict.error().fault;
  };
  using enum BackendFault;
  EXPECT_EQ(fault(test, [&](Envelope& e) { e.key_id = recursive.key_id; }), kVerifyingKeyMismatch);
  EXPECT_EQ(fault(test, [&](Envelope& e) { e.profile = Profile::kRecursive; }),
            kVerifyingKeyMismatch);
  EXPECT_EQ(fault(test, [&](Envelope& e) { e.circuit = "none"; }), kCircuitMismatch);
  EXPECT_EQ(fault(test, [&](Envelope& e) { e.circuit = "tiny"; }), kInvalidPublicInputs);
  EXPECT_EQ(fault(test, [&](Envelope& e) { e.proof = tiny.value().envelope.proof; }),
            kInvalidProofShape);
  EXPECT_EQ(category_of(kVerifyingKeyMismatch), ErrorCategory::kKey);
  // A key of another epoch length is another key, and its proofs are nobody else's.
  const ConsensusModel other({.epoch_length = 720, .key_height = kMinVoteHeight});
  const TrustedKey foreign = key_of(other.circuit(), Profile::kTest);
  Plonky3Verifier stranger({&other.circuit()}, KeySet({foreign}));
  EXPECT_EQ(stranger.verify(test).error().fault, kVerifyingKeyMismatch);
  Envelope claimed = test;
  claimed.key_id = foreign.id;
  claimed.metadata.proven_millibits = foreign.key.security.millibits;
  const auto verdict = stranger.verify(claimed);
  ASSERT_FALSE(verdict.ok());
  EXPECT_TRUE(is_cryptographic(verdict.error())) << to_string(verdict.error());
}

}  // namespace
}  // namespace rpp::testing
