// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gmock/gmock.h>

#include <iostream>
#include <map>

#include "p3/base/split_mix.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/proofs_fixture.h"

// Everything an attacker can do to an envelope or a proof of the test circuit.
namespace rpp::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

// The envelope with its commitment made again, as an attacker does.
Envelope recommitted(Envelope envelope) {
  envelope.commitment =
      sponge_unchecked(static_cast<std::uint32_t>(kTinyTable.tag), envelope.fields);
  return envelope;
}

TEST_F(Proofs, EveryPublicFieldIsBoundByTheProof) {
  const Envelope good = prove(*tiny_witness());
  for (std::size_t i = 0; i < good.fields.size(); ++i) {
    Envelope bad = good;
    // Downwards: tier is at its maximum. Zero becomes 1.
    bad.fields[i] += bad.fields[i] == Element::zero() ? Element::one() : Element::minus_one();
    EXPECT_EQ(verdict(bad), "PublicInputDigestMismatch") << i;
    EXPECT_FALSE(cryptographic_);
    bad = recommitted(bad);
    // Another statement is another transcript: grinding, openings or the identity fail, not a
    // comparison.
    EXPECT_NE(verdict(bad), "accepted") << i;
    EXPECT_TRUE(cryptographic_) << i << message_;
    EXPECT_NE(verdict(encode_envelope(bad)), "accepted") << i;
    EXPECT_TRUE(cryptographic_) << i << message_;
  }
}

TEST_F(Proofs, FieldsOutOfRangeOrAgainstAFamilyRule) {
  Envelope bad = prove(*tiny_witness());
  bad.fields[8] = Element::from_u64(65536);
  EXPECT_EQ(verdict(recommitted(bad)), "InvalidPublicInputs");
  bad = prove(*tiny_witness());
  bad.fields.back() = Element::from_u64(6);
  EXPECT_EQ(verdict(recommitted(bad)), "InvalidPublicInputs");
  EXPECT_THAT(message_, HasSubstr("tier"));
  bad.fields.pop_back();
  EXPECT_EQ(verdict(recommitted(bad)), "InvalidPublicInputs");
  // The circuit of the tests does not prove amount > 0: the family check does.
  const Envelope zero = force(*tiny_witness(0));
  EXPECT_EQ(verdict(zero), "InvalidPublicInputs");
  EXPECT_THAT(message_, HasSubstr("amount-zero"));
}

// Wrong in the witness, proven all the same: only the STARK can say no.
TEST_F(Proofs, ForcedProofsOfFalseWitnessesAreRejected) {
  auto witness = tiny_witness();
  EXPECT_EQ(verdict(force(*witness)), "accepted");
  witness->pairs[2].second += 1;
  EXPECT_EQ(verdict(force(*witness)), "ConstraintMismatch");
  EXPECT_THAT(message_, HasSubstr("TerminalSumNonZero"));
  EXPECT_TRUE(cryptographic_);

  CircuitTraces traces = tiny_traces(*tiny_witness());
  traces.traces[0].at(5, 0) += Element::one();  // S changes on the way
  const auto carried = ForcedProver(prover_).prove({.circuit = "tiny", .profile = Profile::kTest},
                                                   std::move(traces));
  EXPECT_EQ(verdict(carried.value().envelope), "ConstraintMismatch");
  EXPECT_TRUE(cryptographic_);

  // The traces of one statement under the public fields of another.
  traces = tiny_traces(*tiny_witness());
  traces.fields = tiny_witness(8)->fields;
  const auto other = ForcedProver(prover_).prove({.circuit = "tiny", .profile = Profile::kTest},
                                                 std::move(traces));
  EXPECT_EQ(verdict(other.value().envelope), "ConstraintMismatch");
  EXPECT_TRUE(cryptographic_);
}

// One bit of every byte, and every shorter length. Bytes of the device's name are the only ones
// that may change.
TEST_F(Proofs, EveryByteFlippedAndEveryLengthCut) {
  const Envelope good = prove(*tiny_witness());
  const std::vector<std::uint8_t> bytes = encode_envelope(good);
  EXPECT_LT(good.proof.size(), 16384u);
  const std::size_t device = bytes.size() - good.metadata.device.size();
  std::map<std::string, int> reasons;
  int accepted = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::vector<std::uint8_t> bad = bytes;
    bad[i] = static_cast<std::uint8_t>(bad[i] ^ (1u << (i % 8)));
    const std::string outcome = verdict(bad);
    ++reasons[outcome];
    if (outcome == "accepted") {
      ++accepted;
      EXPECT_GE(i, device);
    }
  }
  EXPECT_LE(accepted, 3);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::string outcome =
        verdict(std::vector(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
    ASSERT_EQ(outcome, "InvalidProofShape") << length;
  }
  std::cout << bytes.size() << " flips, " << accepted << " accepted (device name);";
  for (const auto& [reason, count] : reasons) std::cout << " " << reason << " " << count;
  std::cout << "; " << bytes.size() << " lengths, 0 accepted\n";
}

// Full profiles: seeded positions of the proof, each with a seeded change.
TEST_F(Proofs, FullProfilesUnderSeededFlips) {
  p3::SplitMix64 random(2026);
  for (const Profile profile : {Profile::kStandalone, Profile::kRecursive}) {
    const Envelope good = prove(*tiny_witness(), profile);
    int input = 0, runtime = 0;
    for (int i = 0; i < 300; ++i) {
      Envelope bad = good;
      const std::size_t at = random.next() % bad.proof.size();
      bad.proof[at] = static_cast<std::uint8_t>(bad.proof[at] ^ (1 + random.next() % 255));
      ASSERT_NE(verdict(bad), "accepted") << at;
      ++(cryptographic_ ? runtime : input);
    }
    EXPECT_GT(runtime, 0);
    std::cout << info_of(profile).name << ", " << good.proof.size() << " bytes: 300 flips, "
              << runtime << " rejected by cryptography, " << input << " by form\n";
  }
}

// Cuts and insertions inside the proof, with lengths made right again.
TEST_F(Proofs, EveryLengthOfTheProofAlone) {
  const Envelope good = prove(*tiny_witness());
  for (std::size_t length = 0; length < good.proof.size(); length += 7) {
    Envelope bad = good;
    bad.proof.resize(length);
    EXPECT_EQ(verdict(bad), "InvalidProofShape") << length;
  }
  Envelope longer = good;
  longer.proof.push_back(0);
  EXPECT_EQ(verdict(longer), "InvalidProofShape");
}

TEST_F(Proofs, OtherKeysCircuitsAndProfiles) {
  const Envelope good = prove(*tiny_witness());
  Envelope bad = good;
  bad.key_id = own_key(second_.circuit, Profile::kTest).id;
  EXPECT_EQ(verdict(bad), "VerifyingKeyMismatch");

  bad = good;
  bad.circuit = "third";
  EXPECT_EQ(verdict(bad), "CircuitMismatch");
  bad.circuit = "second";
  EXPECT_EQ(verdict(bad), "VerifyingKeyMismatch");
  bad.key_id = own_key(second_.circuit, Profile::kTest).id;
  bad.metadata.proven_millibits = own_key(second_.circuit, Profile::kTest).key.security.millibits;
  EXPECT_NE(verdict(bad), "accepted");  // the same shape, another constraint
  EXPECT_TRUE(cryptographic_) << message_;

  bad = good;
  bad.profile = Profile::kStandalone;
  EXPECT_EQ(verdict(bad), "VerifyingKeyMismatch");
  const TrustedKey standalone = own_key(model_.circuit, Profile::kStandalone);
  bad.key_id = standalone.id;
  bad.metadata.proven_millibits = standalone.key.security.millibits;
  EXPECT_NE(verdict(bad), "accepted");
  EXPECT_THAT(message_, AnyOf(HasSubstr("InvalidProofShape"), HasSubstr("TranscriptMismatch")));
  bad.circuit = "second";
  EXPECT_EQ(verdict(bad), "MissingVerifyingKey");

  EXPECT_EQ(verdict(good, {.circuit = "tiny", .profile = Profile::kTest}), "accepted");
  EXPECT_EQ(verdict(good, {.circuit = "second"}), "CircuitMismatch");
  EXPECT_EQ(verdict(good, {.profile = Profile::kStandalone}), "ProfileMismatch");
}

// The key's id is a public value of the statement: a proof made under another key with the same
// constraints and parameters does not verify, even where the envelope names the right key.
TEST_F(Proofs, TheKeyIdIsAbsorbed) {
  Circuit twin = model_.circuit;
  twin.constants[0].value = 62;
  const TinyProver prover(twin);
  Plonky3Prover other(pool_, {&prover}, KeySet({own_key(twin, Profile::kTest)}));
  auto proof = other.prove({.circuit = "tiny", .profile = Profile::kTest}, *tiny_witness());
  Envelope bad = std::move(proof).value().envelope;
  EXPECT_EQ(verdict(bad), "VerifyingKeyMismatch");
  bad.key_id = own_key(model_.circuit, Profile::kTest).id;
  EXPECT_THAT(verdict(bad), AnyOf("ConstraintMismatch", "TranscriptMismatch",
                                  "OpeningArgumentMismatch", "FriDigestMismatch"));
  EXPECT_TRUE(cryptographic_);
}

// Tables of other heights than the key allows, with a proof that is good otherwise.
TEST_F(Proofs, HeightsOutsideTheKey) {
  Circuit tall = model_.circuit;
  tall.tables[0].max_log_rows = 6;
  const TrustedKey tall_key = own_key(tall, Profile::kTest);
  const TinyProver prover(tall);
  Plonky3Prover other(pool_, {&prover}, KeySet({tall_key}));
  auto proof = ForcedProver(other).prove({.circuit = "tiny", .profile = Profile::kTest},
                                         tiny_traces(*tiny_witness(7, 64)));
  Envelope envelope = std::move(proof).value().envelope;
  EXPECT_TRUE(Plonky3Verifier({&tall}, KeySet({tall_key})).verify(envelope).ok());
  const TrustedKey key = own_key(model_.circuit, Profile::kTest);
  envelope.key_id = key.id;
  envelope.metadata.proven_millibits = key.key.security.millibits;
  EXPECT_EQ(verdict(envelope), "InvalidProofLength");
  EXPECT_THAT(message_, HasSubstr("table statement has 2^6 rows, the key allows 2^3 to 2^5"));
}

// A verifier that was handed a key which does not reach what it says refuses every proof.
TEST_F(Proofs, WeakKeysAreRefusedAtTheVerifier) {
  const TrustedKey good = own_key(model_.circuit, Profile::kStandalone);
  TrustedKey queries = good, grinding = good, lied = good;
  queries.key.parameters.fri.num_queries -= 10;
  grinding.key.parameters.fri.query_pow_bits = 0;
  lied.key.parameters.fri.num_queries -= 10;
  lied.key.security.millibits = 1;
  for (TrustedKey* weak : {&queries, &grinding, &lied}) {
    weak->id = key_id(weak->key);
    Plonky3Verifier verifier({&model_.circuit}, KeySet({*weak}));
    const auto outcome = verifier.verify(prove(*tiny_witness(), Profile::kStandalone));
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().fault, BackendFault::kInsufficientSecurity);
    EXPECT_EQ(verifier.health().key_failures, 1u);
    Plonky3Prover prover(pool_, {&tiny_}, KeySet({*weak}));
    EXPECT_EQ(prover.prove({.circuit = "tiny"}, *tiny_witness()).error().fault,
              BackendFault::kInsufficientSecurity);
  }
}

// A key set whose ids were swapped by its owner: the id is always made from the content.
TEST_F(Proofs, AnIdIsNeverTakenOnTrust) {
  TrustedKey key = own_key(model_.circuit, Profile::kTest);
  key.id = Digest{};
  Plonky3Verifier verifier({&model_.circuit}, KeySet({key}));
  EXPECT_TRUE(verifier.verify(prove(*tiny_witness())).ok());
}

TEST_F(Proofs, SizeGateComesFirst) {
  const std::vector<std::uint8_t> large(kMaxEnvelopeBytes + 1, '{');
  EXPECT_EQ(verdict(large), "ProofSizeGate");
  const std::vector<std::uint8_t> zeros(kMaxEnvelopeBytes + 1, 0);
  EXPECT_EQ(verdict(zeros), "ProofSizeGate");
  EXPECT_EQ(verdict(std::vector<std::uint8_t>(kMaxEnvelopeBytes, '{')), "InvalidProofShape");
  EXPECT_EQ(verdict(std::vector<std::uint8_t>()), "InvalidProofShape");
  const std::vector<std::uint8_t> bytes = encode_envelope(prove(*tiny_witness()));
  Plonky3Verifier narrow({&model_.circuit}, key_set(), {.max_bytes = bytes.size() - 1});
  EXPECT_EQ(narrow.verify(bytes).error().fault, BackendFault::kProofSizeGate);
}

TEST_F(Proofs, VersionsAndMetadata) {
  std::vector<std::uint8_t> bytes = encode_envelope(prove(*tiny_witness()));
  bytes[7] = 2;
  EXPECT_EQ(verdict(bytes), "VersionMismatch");
  Envelope bad = prove(*tiny_witness());
  bad.metadata.proven_millibits += 1;
  EXPECT_EQ(verdict(bad), "SecurityParameterMismatch");
  // Acceleration must not change what is valid.
  bad = prove(*tiny_witness());
  bad.metadata.device = "gpu";
  EXPECT_EQ(verdict(bad), "accepted");
}

}  // namespace
}  // namespace rpp::testing
