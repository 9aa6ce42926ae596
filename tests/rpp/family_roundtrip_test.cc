// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Proofs of every family on the chain's own circuit: honest ones are accepted and say what was
// proved; witness files and proofs are the same bytes whenever they are made; what was changed on
// the way is refused in its category.
#include <gtest/gtest.h>

#include "testing/each_isa.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

using Bytes = std::vector<std::uint8_t>;

KeySet keys_of(const Circuit& circuit, Profile profile) {
  return KeySet({trust_own_key(circuit, generate_key(circuit, {profile}).value()).value()});
}

class FamilyRoundtripProfile
    : public ::testing::TestWithParam<std::tuple<std::string, Profile, std::uint64_t>> {};

TEST_P(FamilyRoundtripProfile, ProofsAreAcceptedAndSayWhatTheyProve) {
  const auto& [name, profile, seed] = GetParam();
  const FamilyTrial& trial = family(name);
  p3::ThreadPool pool(2);
  const KeySet keys = keys_of(*trial.circuit, profile);
  Plonky3Prover prover(pool, {trial.prover}, keys);
  Plonky3Verifier verifier({trial.circuit}, keys);
  const auto witness = trial.sample(seed, pool);
  const auto proof = prover.prove({name, profile}, *witness);
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& envelope = proof.value().envelope;
  const std::string json = write_envelope_json(envelope, *trial.circuit);
  for (const Bytes& bytes : {encode_envelope(envelope), Bytes(json.begin(), json.end())}) {
    const auto verdict = verifier.verify(bytes, {.circuit = name, .profile = profile});
    ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
    const auto claimed = trial.prover->build(*witness, pool);
    ASSERT_TRUE(claimed.ok());
    EXPECT_EQ(verdict.value().fields, claimed.value().fields);
    EXPECT_GE(verdict.value().proven_millibits, 1000 * info_of(profile).security_bits);
  }
  EXPECT_EQ(verifier.health().proofs_verified, 2u);
}

INSTANTIATE_TEST_SUITE_P(Families, FamilyRoundtripProfile,
                         ::testing::Combine(::testing::ValuesIn(family_names()),
                                            ::testing::Values(Profile::kStandalone,
                                                              Profile::kRecursive),
                                            ::testing::Values(1u, 3u)),
                         [](const auto& item) {
                           return std::get<0>(item.param) + "_" +
                                  info_of(std::get<1>(item.param)).name +
                                  std::to_string(std::get<2>(item.param));
                         });

class FamilyRoundtrip : public ::testing::TestWithParam<std::string> {
 protected:
  const FamilyTrial& trial() const { return family(GetParam()); }
};

TEST_P(FamilyRoundtrip, WitnessFilesAndProofsAreTheSameBytesWheneverTheyAreMade) {
  std::string first_file;
  Bytes first_proof;
  p3::testing::for_each_isa([&] {
    for (const unsigned threads : {1u, 3u}) {
      p3::ThreadPool pool(threads);
      const std::string file = trial().file(2, pool);
      EXPECT_EQ(file, trial().file(2, pool));
      if (first_file.empty()) first_file = file;
      EXPECT_EQ(file, first_file);
      Plonky3Prover prover(pool, {trial().prover}, keys_of(*trial().circuit, Profile::kTest));
      const auto proof =
          prover.prove({GetParam(), Profile::kTest}, Bytes(file.begin(), file.end()));
      ASSERT_TRUE(proof.ok()) << to_string(proof.error());
      const Bytes envelope = encode_envelope(proof.value().envelope);
      if (first_proof.empty()) first_proof = envelope;
      EXPECT_EQ(envelope, first_proof);
    }
  });
  EXPECT_GT(first_file.size(), 100u);
}

// A proof on its way: what is cut, lengthened, oversized, of another key or of other fields.
TEST_P(FamilyRoundtrip, ChangedProofsAreRefusedInTheirCategory) {
  FamilyWorld world(trial());
  const auto proof = world.prover.prove(world.request, *trial().sample(1, world.pool));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& honest = proof.value().envelope;
  const Bytes bytes = encode_envelope(honest);
  ASSERT_TRUE(world.verifier.verify(bytes).ok());
  const auto fault = [&](const Bytes& changed) {
    const auto verdict = world.verifier.verify(changed);
    EXPECT_FALSE(verdict.ok());
    return verdict.ok() ? BackendFault{} : verdict.error().fault;
  };
  const auto fault_of = [&](auto change) {
    Envelope envelope = honest;
    change(envelope);
    return fault(encode_envelope(envelope));
  };
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, bytes.size() / 2, bytes.size() - 1}) {
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_EQ(category_of(fault(cut)), ErrorCategory::kInput) << length;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(category_of(fault(longer)), ErrorCategory::kInput);
  EXPECT_EQ(category_of(fault_of([](Envelope& e) { e.proof.pop_back(); })), ErrorCategory::kInput);
  EXPECT_EQ(category_of(fault_of([](Envelope& e) { e.proof.push_back(0); })),
            ErrorCategory::kInput);
  EXPECT_EQ(fault(Bytes(kMaxEnvelopeBytes + 1)), BackendFault::kProofSizeGate);
  EXPECT_EQ(fault_of([](Envelope& e) { e.commitment[0] += Element::one(); }),
            BackendFault::kPublicInputDigestMismatch);
  EXPECT_EQ(fault_of([](Envelope& e) { e.fields[0] += Element::one(); }),
            BackendFault::kPublicInputDigestMismatch);
  EXPECT_EQ(fault_of([](Envelope& e) { e.key_id[0] += Element::one(); }),
            BackendFault::kVerifyingKeyMismatch);
  EXPECT_EQ(category_of(BackendFault::kVerifyingKeyMismatch), ErrorCategory::kKey);
  EXPECT_EQ(category_of(fault_of([](Envelope& e) { e.profile = Profile::kRecursive; })),
            ErrorCategory::kKey);
  EXPECT_EQ(fault_of([](Envelope& e) { e.circuit = "none"; }), BackendFault::kCircuitMismatch);
}

INSTANTIATE_TEST_SUITE_P(Families, FamilyRoundtrip, ::testing::ValuesIn(family_names()),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace rpp::testing
