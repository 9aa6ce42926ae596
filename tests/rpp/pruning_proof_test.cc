// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Pruning proofs end to end: honest ones are accepted under both profiles and are the same bytes
// whenever they are made; forced ones of ranges that break a rule are refused by cryptography. The
// tamper matrix is family_fields_test.cc's.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <string>

#include "p3/parallel/thread_pool.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"
#include "rpp/pruning/broken_rule.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/circuit/forced.h"
#include "rpp/pruning/witness_json.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

const Circuit& circuit() { return pruning_model().circuit(); }

KeySet keys_of(Profile profile) {
  return KeySet({trust_own_key(circuit(), generate_key(circuit(), {profile}).value()).value()});
}

class PruningProofs : public ::testing::TestWithParam<Profile> {};

TEST_P(PruningProofs, AreAcceptedAndSayWhatTheyProve) {
  p3::ThreadPool pool(2);
  const PruningProver pruning(pruning_model());
  Plonky3Prover prover(pool, {&pruning}, keys_of(GetParam()));
  Plonky3Verifier verifier({&circuit()}, keys_of(GetParam()));
  const PruningSample sample = make_pruning_sample(1, {.blocks = 3, .transactions = 5});
  const auto proof = prover.prove({"pruning", GetParam()}, PruningCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& envelope = proof.value().envelope;
  const std::string json = write_envelope_json(envelope, circuit());
  const std::vector<std::uint8_t> text(json.begin(), json.end());
  for (const auto& bytes : {encode_envelope(envelope), text}) {
    const auto verdict = verifier.verify(bytes, {.circuit = "pruning", .profile = GetParam()});
    ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
    EXPECT_EQ(pruning_public_of(verdict.value().fields), sample.fields);
    EXPECT_GE(verdict.value().proven_millibits, 1000 * info_of(GetParam()).security_bits);
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, PruningProofs,
                         ::testing::Values(Profile::kStandalone, Profile::kRecursive),
                         [](const auto& param) { return info_of(param.param).name; });

TEST(PruningProofsTest, BytesDependOnTheWitnessAlone) {
  const std::string file = write_pruning_witness(make_pruning_sample(2, {}).witness);
  const std::vector<std::uint8_t> bytes(file.begin(), file.end());
  std::vector<std::uint8_t> first;
  p3::testing::for_each_isa([&] {
    for (const unsigned threads : {1u, 3u}) {
      p3::ThreadPool pool(threads);
      const PruningProver pruning(pruning_model());
      Plonky3Prover prover(pool, {&pruning}, keys_of(Profile::kTest));
      const auto proof = prover.prove({"pruning", Profile::kTest}, bytes);
      ASSERT_TRUE(proof.ok()) << to_string(proof.error());
      const auto envelope = encode_envelope(proof.value().envelope);
      if (first.empty()) first = envelope;
      EXPECT_EQ(envelope, first);
    }
  });
}

// Prover and verifier of small proofs; refusals are counted.
class PruningTampering : public ::testing::Test {
 protected:
  static constexpr ProofRequest kRequest{"pruning", Profile::kTest, Device::kCpu};

  void expect_rejected(const std::string& what, const Envelope& envelope) {
    const auto verdict = verifier_.verify(encode_envelope(envelope));
    ASSERT_FALSE(verdict.ok()) << what << " was accepted";
    EXPECT_TRUE(is_cryptographic(verdict.error())) << what << ": " << to_string(verdict.error());
    ++reasons_[fault_name(verdict.error().fault)];
  }

  void TearDown() override {
    int total = 0;
    for (const auto& [reason, count] : reasons_) total += count;
    EXPECT_GT(total, 0);
    std::printf("%d attempts, 0 accepted;", total);
    for (const auto& [reason, count] : reasons_) std::printf(" %d %s", count, reason.c_str());
    std::printf("\n");
  }

  p3::ThreadPool pool_{2};
  PruningProver pruning_{pruning_model()};
  ForcedPruning forced_{pruning_model()};
  Plonky3Prover prover_{pool_, {&pruning_}, keys_of(Profile::kTest)};
  Plonky3Verifier verifier_{{&circuit()}, keys_of(Profile::kTest)};
  PruningSample sample_ = make_pruning_sample(3, {.blocks = 2, .transactions = 4});
  std::map<std::string, int> reasons_;
};

TEST_F(PruningTampering, BrokenRulesAreRejected) {
  for (std::size_t r = 0; r < kNumPruningRules; ++r) {
    const auto rule = static_cast<PruningRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      const ForgedPruning forged = break_rule(rule, variant, sample_);
      PruningCase range(forged.witness);
      range.claims = forged.fields;
      const auto honest = prover_.prove(kRequest, range);
      ASSERT_FALSE(honest.ok()) << rule_name(rule);
      EXPECT_EQ(honest.error().fault, BackendFault::kInvalidWitness) << rule_name(rule);
      if (check_shape(forged.witness)) continue;
      const auto proof = ForcedProver(prover_).prove(kRequest, forced_, range);
      ASSERT_TRUE(proof.ok()) << rule_name(rule) << ": " << to_string(proof.error());
      expect_rejected(rule_name(rule), proof.value().envelope);
    }
  }
}

}  // namespace
}  // namespace rpp
