// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The tamper matrix of the consensus family, forms (a) and (b) of statements.md section 8, on the
// real circuit with small keys and test parameters: every attack on a certificate is proved by
// force, and every public field is changed in a finished envelope. Nothing may be accepted, the
// honest prover must refuse the same witness by name, and the refusal must be cryptographic.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "rpp/consensus/tamper.h"
#include "tests/rpp/small_consensus.h"

namespace rpp {
namespace {

class ConsensusTampering : public ::testing::Test {
 protected:
  struct World : testing::SmallConsensus {
    World() {
      ConsensusSampleOptions options;
      options.rules = model.rules();
      options.validators = 7;
      options.witness_commitments = 3;
      options.reputation_roots = 2;
      make_room_for_tampers(options);
      sample = make_consensus_sample(1, options, pool);
    }
    ConsensusSample sample;
  };

  static World& world() {
    static World instance;
    return instance;
  }
};

TEST_F(ConsensusTampering, EveryAttackOnTheWitnessIsRejected) {
  World& w = world();
  MatrixTally tally;
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    const auto tamper = static_cast<ConsensusTamper>(i);
    const auto tampered = tamper_certificate(tamper, w.sample, 1, w.pool);
    ASSERT_TRUE(tampered) << tamper_name(tamper) << " found no room";
    ConsensusCase forged(tampered->forged.witness);
    forged.claims = tampered->forged.fields;
    const auto problem = w.matrix.attempt(forged, tally);
    EXPECT_FALSE(problem) << tamper_name(tamper) << ": " << *problem;
  }
  EXPECT_EQ(tally.attempts, kNumConsensusTampers);
  EXPECT_EQ(tally.true_statements, 0u);
  std::puts(tally.text("witness, attacks").c_str());
}

TEST_F(ConsensusTampering, EveryPublicFieldIsBound) {
  World& w = world();
  const auto proof = w.prover.prove(w.request, ConsensusCase(w.sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const Envelope& good = proof.value().envelope;
  ASSERT_TRUE(w.verifier.verify(encode_envelope(good)).ok());
  MatrixTally tally;
  for (std::size_t i = 0; i < kConsensusTable.fields.size(); ++i) {
    const Envelope changed = with_other_field(kConsensusTable, good, i);
    ASSERT_NE(changed.commitment, good.commitment);
    const auto problem = w.matrix.attempt(changed, tally);
    EXPECT_FALSE(problem) << kConsensusTable.fields[i].name << ": " << *problem;
  }
  EXPECT_EQ(tally.attempts, kConsensusTable.fields.size());
  std::puts(tally.text("envelope, public fields").c_str());
}

}  // namespace
}  // namespace rpp
