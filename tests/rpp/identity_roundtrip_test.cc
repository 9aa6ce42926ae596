// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Proofs of identity lists on the chain's own circuit: honest ones are accepted and say what was
// proved, the same bytes whenever they are made; what was changed on the way is refused in its
// category.
#include <gtest/gtest.h>

#include "p3/parallel/thread_pool.h"
#include "rpp/identity/circuit/prover.h"
#include "rpp/identity/sample.h"
#include "rpp/identity/witness_json.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Circuit& circuit() { return identity_model().circuit(); }

KeySet keys_of(Profile profile) {
  return KeySet({trust_own_key(circuit(), generate_key(circuit(), {profile}).value()).value()});
}

IdentitySample sample_of(std::uint32_t count, std::uint64_t seed, p3::ThreadPool& pool) {
  return make_identity_sample(seed, {.count = count}, pool);
}

class IdentityRoundtrip : public ::testing::TestWithParam<std::tuple<Profile, std::uint32_t>> {};

TEST_P(IdentityRoundtrip, ProofsAreAcceptedAndSayWhatTheyProve) {
  const auto [profile, count] = GetParam();
  p3::ThreadPool pool(2);
  const IdentityProver own(identity_model());
  Plonky3Prover prover(pool, {&own}, keys_of(profile));
  Plonky3Verifier verifier({&circuit()}, keys_of(profile));
  const IdentitySample sample = sample_of(count, 1, pool);
  const auto proof = prover.prove({"identity", profile}, IdentityCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& envelope = proof.value().envelope;
  const std::string json = write_envelope_json(envelope, circuit());
  for (const Bytes& bytes : {encode_envelope(envelope), Bytes(json.begin(), json.end())}) {
    const auto verdict = verifier.verify(bytes, {.circuit = "identity", .profile = profile});
    ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
    const IdentityListPublic fields = identity_list_public_of(verdict.value().fields);
    EXPECT_EQ(fields, sample.claims.fields);
    EXPECT_EQ(fields.count, count);
    // A newcomer's envelope shows the one statement of its list.
    if (count == 1) {
      IdentityStatement shown = sample.claims.statements[0];
      EXPECT_FALSE(shown_statement_mismatch(fields, shown));
      ++shown.attestation_count;
      EXPECT_TRUE(shown_statement_mismatch(fields, shown));
    }
    EXPECT_GE(verdict.value().proven_millibits, 1000 * info_of(profile).security_bits);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Profiles, IdentityRoundtrip,
    ::testing::Values(std::tuple{Profile::kStandalone, 1u}, std::tuple{Profile::kStandalone, 3u},
                      std::tuple{Profile::kRecursive, 0u}, std::tuple{Profile::kRecursive, 2u}),
    [](const auto& param) {
      return info_of(std::get<0>(param.param)).name + std::to_string(std::get<1>(param.param));
    });

TEST(IdentityRoundtripTest, BytesDependOnTheWitnessAlone) {
  Bytes first;
  p3::testing::for_each_isa([&] {
    for (const unsigned threads : {1u, 3u}) {
      p3::ThreadPool pool(threads);
      const IdentityProver own(identity_model());
      Plonky3Prover prover(pool, {&own}, keys_of(Profile::kTest));
      const std::string file = write_identity_witness({}, sample_of(1, 2, pool).witness);
      const auto proof =
          prover.prove({"identity", Profile::kTest}, Bytes(file.begin(), file.end()));
      ASSERT_TRUE(proof.ok()) << to_string(proof.error());
      const Bytes envelope = encode_envelope(proof.value().envelope);
      if (first.empty()) first = envelope;
      EXPECT_EQ(envelope, first);
    }
  });
}

// A proof on its way: what is cut, lengthened, oversized, of another key or of other fields.
TEST(IdentityRoundtripTest, ChangedProofsAreRefusedInTheirCategory) {
  p3::ThreadPool pool(2);
  const IdentityProver own(identity_model());
  const KeySet keys = keys_of(Profile::kTest);
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit()}, keys);
  const auto proof =
      prover.prove({"identity", Profile::kTest}, IdentityCase(sample_of(1, 3, pool).witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& honest = proof.value().envelope;
  const auto fault = [&](const Bytes& bytes) {
    const auto verdict = verifier.verify(bytes);
    EXPECT_FALSE(verdict.ok());
    return verdict.ok() ? BackendFault{} : verdict.error().fault;
  };
  const Bytes bytes = encode_envelope(honest);
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, bytes.size() / 2, bytes.size() - 1}) {
    EXPECT_EQ(category_of(fault(Bytes(bytes.begin(), bytes.begin() + length))),
              ErrorCategory::kInput);
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(category_of(fault(longer)), ErrorCategory::kInput);
  EXPECT_EQ(fault(Bytes(kMaxEnvelopeBytes + 1)), BackendFault::kProofSizeGate);
  Envelope changed = honest;
  changed.commitment[0] += Element::one();
  EXPECT_EQ(fault(encode_envelope(changed)), BackendFault::kPublicInputDigestMismatch);
  changed = honest;
  changed.key_id[0] += Element::one();
  EXPECT_EQ(fault(encode_envelope(changed)), BackendFault::kVerifyingKeyMismatch);
  changed = honest;
  changed.profile = Profile::kRecursive;
  EXPECT_EQ(category_of(fault(encode_envelope(changed))), ErrorCategory::kKey);
  changed = honest;
  changed.circuit = "consensus";
  EXPECT_EQ(fault(encode_envelope(changed)), BackendFault::kCircuitMismatch);
}

}  // namespace
}  // namespace rpp
