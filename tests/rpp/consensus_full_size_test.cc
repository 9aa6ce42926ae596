// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The ends of what a consensus key admits, proved and verified for real: the largest certificate of
// the specification, with every vote and every digest that it may have, and the smallest.
#include <gtest/gtest.h>

#include "p3/hash/batch_hasher.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"
#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/range_air.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

namespace rpp {
namespace {

KeySet keys_of(Profile profile) {
  const Circuit& circuit = consensus_model().circuit();
  return KeySet({trust_own_key(circuit, generate_key(circuit, {profile}).value()).value()});
}

ConsensusSample largest_sample(p3::ThreadPool& pool) {
  ConsensusSampleOptions options;
  options.validators = kMembers;
  options.witness_commitments = kMaxWitnessCommitments;
  options.reputation_roots = kMaxReputationRoots;
  return make_consensus_sample(256, options, pool);
}

void expect_proved_and_verified(const ConsensusSample& sample, Profile profile,
                                p3::ThreadPool& pool) {
  const ConsensusProver circuit(consensus_model());
  Plonky3Prover prover(pool, {&circuit}, keys_of(profile));
  Plonky3Verifier verifier({&consensus_model().circuit()}, keys_of(profile),
                           {.accelerate = &p3::accelerated_suite<Element>});
  const auto proof = prover.prove({"consensus", profile}, ConsensusCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const auto verdict = verifier.verify(encode_envelope(proof.value().envelope));
  ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
  EXPECT_EQ(consensus_public_of(verdict.value().fields), sample.fields);
}

class ConsensusFullSize : public ::testing::TestWithParam<Profile> {};

TEST_P(ConsensusFullSize, TheLargestCertificateIsProved) {
  p3::ThreadPool pool(2);
  const ConsensusSample sample = largest_sample(pool);
  ASSERT_EQ(sample.witness.members.size(), kMembers);
  ASSERT_EQ(sample.witness.witness_commitments.size(), kMaxWitnessCommitments);
  ASSERT_EQ(sample.witness.reputation_roots.size(), kMaxReputationRoots);
  for (const ConsensusMember& member : sample.witness.members) {
    ASSERT_TRUE(member.prevote && member.precommit);
  }
  expect_proved_and_verified(sample, GetParam(), pool);
}

TEST_P(ConsensusFullSize, TheSmallestCertificateIsProved) {
  p3::ThreadPool pool(2);
  ConsensusSampleOptions options;
  options.validators = 1;
  expect_proved_and_verified(make_consensus_sample(1, options, pool), GetParam(), pool);
}

// How often a table is asked: its rows if no two demands were equal.
std::uint64_t demands(const p3::Matrix<Element>& trace, std::size_t count_column) {
  std::uint64_t sum = 0;
  for (std::size_t r = 0; r < trace.height(); ++r) {
    sum += trace.at(r, count_column).as_canonical_u64();
  }
  return sum;
}

// A key that admits more rows than it needs pays for them in its bits. Tables of numbers hold equal
// ones once, so how tall they are depends on the numbers; they must hold them if all differ.
TEST(ConsensusFullSizeTest, TheLargestCertificateFillsTheAllowedHeights) {
  p3::ThreadPool pool(2);
  const ConsensusSample sample = largest_sample(pool);
  const ConsensusProver circuit(consensus_model());
  const auto built = circuit.build(ConsensusCase(sample.witness), pool);
  ASSERT_TRUE(built.ok()) << built.error().rule;
  for (std::size_t i = 0; i < kConsensusTables; ++i) {
    const auto& trace = built.value().traces[i];
    const CircuitTable& table = consensus_model().circuit().tables[i];
    const std::size_t most = std::size_t{1} << table.max_log_rows;
    if (i == static_cast<std::size_t>(ConsensusTable::kRange)) {
      EXPECT_LE(demands(trace, RangeColumns::kCount), most) << table.name;
    } else if (i == static_cast<std::size_t>(ConsensusTable::kCanonical)) {
      EXPECT_LE(demands(trace, CanonicalColumns::kCount), most) << table.name;
    } else {
      EXPECT_EQ(trace.height(), most) << table.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, ConsensusFullSize,
                         ::testing::Values(Profile::kStandalone, Profile::kRecursive),
                         [](const auto& param) { return info_of(param.param).name; });

}  // namespace
}  // namespace rpp
