// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The tamper matrix of the consensus family, forms (a) and (b) of statements.md section 8, on the
// real circuit with small keys and test parameters: every attack on a certificate is proved by
// force, and every public field is changed in a finished envelope. Nothing may be accepted, the
// honest prover must refuse the same witness by name, and the refusal must be cryptographic.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <string>

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/circuit/forced.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/tamper.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/forced.h"
#include "rpp/proofs/verifier.h"

namespace rpp {
namespace {

constexpr ProofRequest kRequest{"consensus", Profile::kTest, Device::kCpu};

class ConsensusTampering : public ::testing::Test {
 protected:
  struct World {
    World()
        : pool(2),
          model({.epoch_length = 1440, .key_height = kMinVoteHeight}),
          circuit(model),
          forced(model),
          keys({trust_own_key(model.circuit(),
                              generate_key(model.circuit(), {Profile::kTest}).value())
                    .value()}),
          prover(pool, {&circuit}, keys),
          verifier({&model.circuit()}, keys) {
      ConsensusSampleOptions options;
      options.rules = model.rules();
      options.validators = 7;
      options.witness_commitments = 3;
      options.reputation_roots = 2;
      make_room_for_tampers(options);
      sample = make_consensus_sample(1, options, pool);
    }

    p3::ThreadPool pool;
    ConsensusModel model;
    ConsensusProver circuit;
    ForcedConsensus forced;
    KeySet keys;
    Plonky3Prover prover;
    Plonky3Verifier verifier;
    ConsensusSample sample;
  };

  static World& world() {
    static World instance;
    return instance;
  }

  // Counts the refusal, which must be cryptography's.
  static void expect_rejected(const std::string& what, const Envelope& envelope,
                              std::map<std::string, int>& reasons) {
    const auto verdict = world().verifier.verify(encode_envelope(envelope));
    ASSERT_FALSE(verdict.ok()) << what << " was accepted";
    EXPECT_TRUE(is_cryptographic(verdict.error())) << what << ": " << to_string(verdict.error());
    ++reasons[fault_name(verdict.error().fault)];
  }

  static void print(const char* form, const std::map<std::string, int>& reasons) {
    int total = 0;
    for (const auto& [reason, count] : reasons) total += count;
    std::printf("%s: %d attempts, 0 accepted;", form, total);
    for (const auto& [reason, count] : reasons) std::printf(" %d %s", count, reason.c_str());
    std::printf("\n");
  }
};

TEST_F(ConsensusTampering, EveryAttackOnTheWitnessIsRejected) {
  World& w = world();
  std::map<std::string, int> reasons;
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    const auto tamper = static_cast<ConsensusTamper>(i);
    const std::string name = tamper_name(tamper);
    const auto tampered = tamper_certificate(tamper, w.sample, 1, w.pool);
    ASSERT_TRUE(tampered) << name << " found no room";
    ConsensusCase forged(tampered->forged.witness);
    forged.fields = tampered->forged.fields;
    const auto honest = w.prover.prove(kRequest, forged);
    ASSERT_FALSE(honest.ok()) << name;
    EXPECT_EQ(honest.error().fault, BackendFault::kInvalidWitness) << name;
    const auto proof = ForcedProver(w.prover).prove(kRequest, w.forced, forged);
    ASSERT_TRUE(proof.ok()) << name << ": " << to_string(proof.error());
    expect_rejected(name, proof.value().envelope, reasons);
  }
  print("witness", reasons);
}

TEST_F(ConsensusTampering, EveryPublicFieldIsBound) {
  World& w = world();
  const auto proof = w.prover.prove(kRequest, ConsensusCase(w.sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  ASSERT_TRUE(w.verifier.verify(encode_envelope(proof.value().envelope)).ok());
  std::map<std::string, int> reasons;
  std::size_t element = 0;
  for (const FieldSpec& field : kConsensusTable.fields) {
    Envelope envelope = proof.value().envelope;
    Element& x = envelope.fields[element];
    // The lowest bit: what decodes still decodes.
    x = Element::from_u64(x.as_canonical_u64() ^ 1);
    const auto values = decode_fields(kConsensusTable, envelope.fields);
    ASSERT_TRUE(values.ok()) << field.name;
    envelope.commitment = statement_digest(kConsensusTable, values.value());
    expect_rejected(std::string(field.name), envelope, reasons);
    element += elements_of(field.type);
  }
  print("envelope", reasons);
}

}  // namespace
}  // namespace rpp
