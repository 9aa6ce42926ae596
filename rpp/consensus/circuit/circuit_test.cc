// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole consensus circuit on valid certificates of small keys: nobody objects.
#include <gtest/gtest.h>

#include "rpp/circuit/trial_batch_test_support.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/sample.h"

namespace rpp {
namespace {

using p3::testing::Verdict;

constexpr ConsensusRules kSmallRules{.epoch_length = 1440, .key_height = 6};

const ConsensusModel& small_model() {
  static const ConsensusModel model{kSmallRules};
  return model;
}

p3::ThreadPool& pool() {
  static p3::ThreadPool threads(2);
  return threads;
}

void expect_accepted(const ConsensusSampleOptions& options, std::uint64_t seed) {
  const ConsensusSample sample = make_consensus_sample(seed, options, pool());
  const ConsensusProver prover(small_model());
  auto traces = prover.build(ConsensusCase(sample.witness), pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  const Verdict verdict =
      try_batch(testing::batch_of(small_model().circuit(), std::move(traces).value()));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(ConsensusCircuitTest, ValidCertificatesAreAccepted) {
  ConsensusSampleOptions options;
  options.rules = kSmallRules;
  options.witness_commitments = 3;
  options.reputation_roots = 2;
  expect_accepted(options, 1);
  options.later_slots = 2;
  expect_accepted(options, 2);
}

TEST(ConsensusCircuitTest, BordersOfTheShape) {
  ConsensusSampleOptions options;
  options.rules = kSmallRules;
  for (const std::uint32_t validators : {1u, 2u, 5u, 17u}) {
    options.validators = validators;
    options.inactive_keys = validators > 2 ? 1 : 0;
    options.absent_percent = validators > 4 ? 20 : 0;
    options.leader_votes = validators != 17;
    expect_accepted(options, validators);
  }
}

}  // namespace
}  // namespace rpp
