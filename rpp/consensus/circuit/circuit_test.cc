// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole consensus circuit on valid certificates of small keys: nobody objects.
#include <gtest/gtest.h>

#include <memory>

#include "rpp/consensus/circuit/forced.h"
#include "rpp/consensus/circuit/model.h"
#include "rpp/consensus/circuit/prover.h"
#include "rpp/consensus/circuit/traces.h"
#include "rpp/consensus/sample.h"
#include "testing/batch_trial.h"

namespace rpp {
namespace {

using p3::testing::TrialBatch;
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

// The AIRs stay the model's: the batch only borrows them.
TrialBatch batch_of(const ConsensusModel& model, CircuitTraces traces) {
  const Digest s = statement_digest(kConsensusTable, traces.fields);
  TrialBatch batch;
  for (std::size_t i = 0; i < kConsensusTables; ++i) {
    const auto& air = model.air(static_cast<ConsensusTable>(i));
    batch.push_back({std::shared_ptr<const p3::Air<Element>>(&air, [](auto*) {}),
                     std::move(traces.traces[i]),
                     {}});
  }
  batch[0].public_values.assign(s.elements.begin(), s.elements.end());
  batch[0].public_values.resize(kPublicValues);
  return batch;
}

void expect_accepted(const ConsensusSampleOptions& options, std::uint64_t seed) {
  const ConsensusSample sample = make_consensus_sample(seed, options, pool());
  const ConsensusProver prover(small_model());
  auto traces = prover.build(ConsensusCase(sample.witness), pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  const Verdict verdict = try_batch(batch_of(small_model(), std::move(traces).value()));
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
