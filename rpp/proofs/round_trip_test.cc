// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "p3/hash/batch_hasher.h"
#include "rpp/proofs/proofs_fixture.h"

namespace rpp::testing {
namespace {

using ::testing::HasSubstr;

TEST_F(Proofs, EveryProfileRoundTripsInBothForms) {
  for (const Profile profile : kProfiles) {
    const auto witness = tiny_witness(9, 16);
    const Envelope envelope = prove(*witness, profile);
    const auto outcome = verifier_.verify(encode_envelope(envelope));
    ASSERT_TRUE(outcome.ok()) << to_string(outcome.error());
    const Verified& verified = outcome.value();
    EXPECT_EQ(verified.circuit, &model_.circuit);
    EXPECT_EQ(verified.profile, profile);
    EXPECT_EQ(verified.fields, witness->fields);
    EXPECT_EQ(verified.statement, statement_digest(kTinyTable, witness->fields));
    EXPECT_EQ(verified.key_id, own_key(model_.circuit, profile).id);
    EXPECT_GE(verified.proven_millibits, 1000 * info_of(profile).security_bits);
    const std::string json = write_envelope_json(envelope, model_.circuit);
    const Circuit* circuits[] = {&model_.circuit};
    EXPECT_EQ(read_envelope_json(json, circuits).value(), envelope);
    EXPECT_EQ(decode_envelope(encode_envelope(envelope)).value(), envelope);
    EXPECT_EQ(verdict(std::vector<std::uint8_t>(json.begin(), json.end())), "accepted");
  }
}

TEST_F(Proofs, WitnessFilesGiveTheSameProof) {
  const auto witness = tiny_witness();
  std::vector<std::uint8_t> file = encode_field_bytes(kTinyTable, witness->fields);
  for (const auto& [v, w] : witness->pairs) file.push_back(static_cast<std::uint8_t>(v));
  const auto proof = prover_.prove({.circuit = "tiny", .profile = Profile::kTest}, file);
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  EXPECT_EQ(proof.value().envelope, prove(*witness));
  EXPECT_GT(proof.value().prove_ms, 0);
  const auto bad =
      prover_.prove({.circuit = "tiny", .profile = Profile::kTest}, std::span(file).first(10));
  EXPECT_EQ(bad.error().fault, BackendFault::kInvalidWitness);
  EXPECT_THAT(bad.error().message, HasSubstr("format at length"));
}

TEST_F(Proofs, VectorHasherGivesTheSameVerdicts) {
  Plonky3Verifier fast({&model_.circuit}, key_set(),
                       {.accelerate = &p3::accelerated_suite<Element>});
  for (const Profile profile : kProfiles) {
    EXPECT_TRUE(fast.verify(prove(*tiny_witness(), profile)).ok());
  }
  Envelope bad = prove(*tiny_witness());
  bad.proof.back() ^= 1;
  EXPECT_FALSE(fast.verify(bad).ok());
}

TEST_F(Proofs, TheProverNamesTheBrokenRule) {
  const ProofRequest request{.circuit = "tiny", .profile = Profile::kTest};
  auto witness = tiny_witness();
  witness->pairs[3].second += 1;
  auto proof = prover_.prove(request, *witness);
  EXPECT_EQ(proof.error().fault, BackendFault::kInvalidWitness);
  EXPECT_THAT(proof.error().message, HasSubstr("cube at pairs[3]"));
  witness = tiny_witness(7, 64);
  EXPECT_THAT(prover_.prove(request, *witness).error().message, HasSubstr("rows at 64"));
}

TEST_F(Proofs, TheProverRefusesWhatItHasNoKeyOrDeviceFor) {
  const auto witness = tiny_witness();
  const auto fault = [&](const ProofRequest& request) {
    return prover_.prove(request, *witness).error().fault;
  };
  EXPECT_EQ(fault({.circuit = "third"}), BackendFault::kUnsupportedProvingAir);
  EXPECT_EQ(fault({.circuit = "second", .profile = Profile::kStandalone}),
            BackendFault::kMissingProvingKey);
  EXPECT_EQ(fault({.circuit = "tiny", .device = Device::kGpu}), BackendFault::kGpuInitialization);
  // Traces of heights that no key allows: nothing is proven that nobody would accept.
  auto tall = tiny_witness(7, 64);
  const auto forced = ForcedProver(prover_).prove({.circuit = "tiny", .profile = Profile::kTest},
                                                  tiny_traces(*tall));
  EXPECT_EQ(forced.error().fault, BackendFault::kStarkProvingError);
}

TEST_F(Proofs, CountersOfTheProver) {
  EXPECT_EQ(prover_.health().proofs_generated, 0u);
  prove(*tiny_witness());
  prove(*tiny_witness(8));
  prove(*tiny_witness(), Profile::kStandalone);
  ProverHealth health = prover_.health();
  EXPECT_EQ(health.cached_circuits, 2u);
  EXPECT_EQ(health.proofs_generated, 3u);
  EXPECT_EQ(health.failed_proofs, 0u);
  EXPECT_EQ(health.last_success_ms, 1234u);
  EXPECT_FALSE(health.last_error);
  const auto none = prover_.prove({.circuit = "third"}, *tiny_witness());
  EXPECT_FALSE(none.ok());
  health = prover_.health();
  EXPECT_EQ(health.failed_proofs, 1u);
  ASSERT_TRUE(health.last_error);
  EXPECT_EQ(health.last_error->at_ms, 1234u);
  EXPECT_THAT(health.last_error->message, HasSubstr("UnsupportedProvingAir (111)"));
  prove(*tiny_witness());
  EXPECT_FALSE(prover_.health().last_error);
}

TEST_F(Proofs, CountersOfTheVerifier) {
  const Envelope good = prove(*tiny_witness());
  Envelope key = good, input = good, runtime = good;
  key.key_id[0] += Element::one();
  input.commitment[0] += Element::one();
  runtime.proof[runtime.proof.size() / 2] ^= 1;
  EXPECT_EQ(verdict(good), "accepted");
  EXPECT_EQ(verdict(key), "VerifyingKeyMismatch");
  EXPECT_EQ(verifier_.health().last_error->category, ErrorCategory::kKey);
  EXPECT_EQ(verdict(input), "PublicInputDigestMismatch");
  EXPECT_EQ(verifier_.health().last_error->category, ErrorCategory::kInput);
  EXPECT_NE(verdict(runtime), "accepted");
  VerifierHealth health = verifier_.health();
  EXPECT_EQ(health.proofs_verified, 1u);
  EXPECT_EQ(health.key_failures, 1u);
  EXPECT_EQ(health.input_failures + health.runtime_failures, 2u);
  EXPECT_EQ(health.last_success_ms, 1234u);
  EXPECT_TRUE(health.last_error);
  EXPECT_EQ(verdict(good), "accepted");
  EXPECT_FALSE(verifier_.health().last_error);
}

TEST_F(Proofs, ProofsDoNotDependOnTheNumberOfThreads) {
  p3::ThreadPool one(1);
  Plonky3Prover serial(one, {&tiny_}, key_set());
  const auto proof =
      serial.prove({.circuit = "tiny", .profile = Profile::kStandalone}, *tiny_witness());
  EXPECT_EQ(proof.value().envelope, prove(*tiny_witness(), Profile::kStandalone));
}

TEST_F(Proofs, ThreadsShareAVerifier) {
  const std::vector<std::uint8_t> good = encode_envelope(prove(*tiny_witness()));
  std::vector<std::uint8_t> bad = good;
  bad[bad.size() / 2] ^= 1;
  std::atomic<int> right = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        right += verifier_.verify(good).ok() ? 1 : 0;
        right += verifier_.verify(bad).ok() ? 0 : 1;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, 80);
  const VerifierHealth health = verifier_.health();
  EXPECT_EQ(health.proofs_verified, 40u);
  EXPECT_EQ(health.input_failures + health.runtime_failures, 40u);
}

TEST(BackendErrors, CodesAreStableAndCategoriesFollow) {
  EXPECT_EQ(code_of(BackendFault::kVerifyingKeyMismatch), 103u);
  EXPECT_EQ(code_of(BackendFault::kPublicInputDigestMismatch), 207u);
  EXPECT_EQ(code_of(BackendFault::kConstraintMismatch), 301u);
  EXPECT_EQ(category_of(BackendFault::kSetupManifest), ErrorCategory::kKey);
  EXPECT_EQ(category_of(BackendFault::kProofSizeGate), ErrorCategory::kInput);
  EXPECT_EQ(category_of(BackendFault::kFriDigestMismatch), ErrorCategory::kRuntime);
  const KeyError key{KeyFault::kWrongHash, "consensus-standalone.vk", ""};
  EXPECT_EQ(to_string(key_backend_error(key)),
            "plonky3 keys: SetupArtifactMismatch (109): WrongHash: consensus-standalone.vk");
  // Every reason of the STARK verifier has a category, and only cryptographic ones are runtime's.
  for (std::size_t i = 0; i < p3::kVerifyReasonCount; ++i) {
    const BackendError error = stark_error("tiny", {.reason = static_cast<p3::VerifyReason>(i)});
    EXPECT_STRNE(fault_name(error.fault), "");
    EXPECT_EQ(is_cryptographic(error), category_of(error.fault) == ErrorCategory::kRuntime);
  }
}

}  // namespace
}  // namespace rpp::testing
