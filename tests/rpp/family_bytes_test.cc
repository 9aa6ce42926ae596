// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Form (d) of the tamper matrix (statements.md, section 8) for every family: bytes and lengths of
// finished proofs, and proofs, keys and versions of others. Whole: every byte and every length of
// the smallest proof, 2,000 positions and 200 lengths of one with full security; else a share.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "p3/hash/batch_hasher.h"
#include "rpp/circuit/tiny_circuit_fixture.h"
#include "tests/rpp/family_trial.h"
#include "tests/rpp/proof_attacks.h"

namespace rpp::testing {
namespace {

constexpr std::size_t kPositions = 2000, kPerField = 5, kLengths = 200;

TrustedKey key_of(const Circuit& circuit, Profile profile) {
  return trust_own_key(circuit, generate_key(circuit, {profile}).value()).value();
}

// Keys of all profiles, and the test circuit beside the family's.
struct World {
  explicit World(const FamilyTrial& trial) : trial(trial) {
    std::vector<TrustedKey> trusted;
    for (const Profile profile : kProfiles) trusted.push_back(key_of(*trial.circuit, profile));
    trusted.push_back(key_of(tiny.circuit, Profile::kTest));
    keys = KeySet(trusted);
    prover = std::make_unique<Plonky3Prover>(
        pool, std::vector<const CircuitProver*>{trial.prover, &tiny_prover}, keys);
    verifier = std::make_unique<Plonky3Verifier>(
        std::vector<const Circuit*>{trial.circuit, &tiny.circuit}, keys,
        VerifierOptions{.accelerate = &p3::accelerated_suite<Element>});
  }
  Envelope prove(const Witness& witness, Profile profile) {
    auto proof = prover->prove({trial.circuit->name, profile}, witness);
    EXPECT_TRUE(proof.ok()) << to_string(proof.error());
    return std::move(proof).value().envelope;
  }
  const VerifyingKey& key(Profile profile) const {
    return keys.find(trial.circuit->name, profile)->key;
  }

  const FamilyTrial& trial;
  p3::ThreadPool pool{2};
  TinyModel tiny;
  TinyProver tiny_prover{tiny.circuit};
  KeySet keys;
  std::unique_ptr<Plonky3Prover> prover;
  std::unique_ptr<Plonky3Verifier> verifier;
};

class FamilyBytes : public ::testing::TestWithParam<std::string> {
 protected:
  const FamilyTrial& trial() const { return family(GetParam()); }

  // Nothing accepted, and no verification asked for more memory than an envelope may have bytes.
  void expect_none(const std::string& what, const AttackTally& tally) const {
    const std::string title = GetParam() + ", " + what;
    for (const std::string& accepted : tally.accepted) {
      ADD_FAILURE() << title << ": accepted " << accepted;
    }
    EXPECT_LE(tally.most_memory, kMaxEnvelopeBytes) << title;
    EXPECT_LT(tally.slowest_ms, 2000) << title;
    std::puts(tally.text(title).c_str());
  }
};

TEST_P(FamilyBytes, OfTheSmallestProof) {
  World w(trial());
  const Envelope good = w.prove(*trial().smallest(w.pool), Profile::kTest);
  ASSERT_TRUE(w.verifier->verify(encode_envelope(good)).ok());
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kTest), good);
  std::printf("the smallest proof has %zu bytes, %zu fields\n", good.proof.size(),
              attacks.fields().size());
  const std::size_t stride = trial_share();
  const AttackTally bytes = attacks.flips(stride);
  EXPECT_GT(bytes.attempts, good.proof.size() / stride);
  EXPECT_GE(bytes.detailed.size(), 5u);
  expect_none("test profile, bytes", bytes);
  expect_none("test profile, lengths of the proof", attacks.proof_cuts(stride));
  expect_none("test profile, lengths of the envelope", attacks.cuts(stride));
  const AttackTally flips = attacks.field_flips(kPerField, trial_seed());
  EXPECT_EQ(flips.attempts, kPerField * attacks.fields().size());
  expect_none("test profile, every field", flips);
  expect_none("test profile, longer", attacks.extensions());
}

TEST_P(FamilyBytes, OfAFullProof) {
  World w(trial());
  const Envelope good = w.prove(*trial().sample(3, w.pool), Profile::kStandalone);
  ASSERT_TRUE(w.verifier->verify(encode_envelope(good)).ok());
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kStandalone), good);
  std::printf("a standalone proof has %zu bytes, %zu fields\n", good.proof.size(),
              attacks.fields().size());
  const std::size_t share = trial_share();
  const AttackTally flips = attacks.seeded_flips(kPositions / share, trial_seed());
  EXPECT_EQ(flips.attempts, kPositions / share);
  // They reach decoder, trees, grinding and FRI, not one gate alone.
  EXPECT_GE(flips.detailed.size(), 3u);
  const AttackTally by_field = attacks.field_flips(kPerField, trial_seed() + 1);
  EXPECT_EQ(by_field.attempts, kPerField * attacks.fields().size());
  EXPECT_GE(by_field.detailed.size(), 8u);
  expect_none("standalone, seeded flips", flips);
  expect_none("standalone, every field", by_field);
  expect_none("standalone, lengths", attacks.proof_cuts(good.proof.size() / kLengths * share));
  expect_none("standalone, longer", attacks.extensions());
}

TEST_P(FamilyBytes, OfOtherCircuitsVersionsAndProfiles) {
  World w(trial());
  const auto witness = trial().smallest(w.pool);
  const Envelope test = w.prove(*witness, Profile::kTest);
  const Envelope recursive = w.prove(*witness, Profile::kRecursive);
  const Envelope standalone = w.prove(*witness, Profile::kStandalone);
  const auto tiny = w.prover->prove({"tiny", Profile::kTest}, *tiny_witness());
  ASSERT_TRUE(tiny.ok());
  AttackTally tally;
  const ProofAttacks attacks(*w.verifier, w.key(Profile::kTest), test);
  for (const Envelope* other : {&recursive, &standalone, &tiny.value().envelope}) {
    ASSERT_TRUE(w.verifier->verify(encode_envelope(*other)).ok());
    tally.add(attacks.exchanges(*other));
  }
  expect_none("others", tally);
  const auto fault = [&](auto change) {
    Envelope envelope = test;
    change(envelope);
    const auto verdict = w.verifier->verify(encode_envelope(envelope));
    return verdict ? BackendFault{} : verdict.error().fault;
  };
  using enum BackendFault;
  EXPECT_EQ(fault([&](Envelope& e) { e.key_id = recursive.key_id; }), kVerifyingKeyMismatch);
  EXPECT_EQ(fault([&](Envelope& e) { e.profile = Profile::kRecursive; }), kVerifyingKeyMismatch);
  EXPECT_EQ(fault([&](Envelope& e) { e.circuit = "none"; }), kCircuitMismatch);
  EXPECT_EQ(fault([&](Envelope& e) { e.circuit = "tiny"; }), kInvalidPublicInputs);
  EXPECT_EQ(fault([&](Envelope& e) { e.proof = tiny.value().envelope.proof; }), kInvalidProofShape);
  EXPECT_EQ(category_of(kVerifyingKeyMismatch), ErrorCategory::kKey);
}

INSTANTIATE_TEST_SUITE_P(Families, FamilyBytes, ::testing::ValuesIn(family_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace rpp::testing
