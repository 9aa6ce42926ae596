// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// All ten tables of the consensus circuit on certificates with real keys and signatures: honest
// ones are proved, and no certificate that breaks a rule is, whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/circuit/trial_batch_test_support.h"
#include "rpp/consensus/broken_rule.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/circuit/traces.h"

namespace rpp {
namespace {

using p3::testing::TrialBatch;
using p3::testing::Verdict;

// The tables of a witness, whether or not it keeps the rules. The AIRs stay the model's.
TrialBatch tables_of(const ConsensusModel& model, const ForgedCertificate& certificate) {
  p3::ThreadPool pool(2);
  const CertificateFacts facts = certificate_facts(model.rules(), certificate.witness);
  CircuitTraces traces =
      consensus_traces(model, certificate.witness, facts, certificate.fields, pool);
  return testing::batch_of(model.circuit(), std::move(traces));
}

ConsensusSample sample_with(const ConsensusSampleOptions& options, std::uint64_t seed) {
  p3::ThreadPool pool(2);
  return make_consensus_sample(seed, options, pool);
}

void expect_accepted(ConsensusSampleOptions options, std::uint64_t seed,
                     unsigned key_height = kMinVoteHeight) {
  options.rules.key_height = key_height;
  ASSERT_EQ(bad_sample_option(options), std::nullopt);
  const ConsensusSample sample = sample_with(options, seed);
  ASSERT_FALSE(check_consensus(options.rules, sample.witness, sample.fields));
  const ConsensusModel model(options.rules);
  const Verdict verdict = try_batch(tables_of(model, {sample.witness, sample.fields}));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(WholeCircuit, ProvesCertificates) {
  expect_accepted({.rules = {}, .validators = 4, .witness_commitments = 5, .reputation_roots = 2},
                  1);
}

TEST(WholeCircuit, ProvesCertificatesOfLaterSlots) {
  expect_accepted({.rules = {}, .validators = 4, .later_slots = 3, .leader_votes = false}, 2);
}

TEST(WholeCircuit, ProvesCertificatesWithAbsentAndInactiveMembers) {
  expect_accepted({.rules = {},
                   .validators = 19,
                   .witness_commitments = 1,
                   .reputation_roots = 16,
                   .absent_percent = 30,
                   .inactive_keys = 3},
                  3);
}

TEST(WholeCircuit, ProvesACertificateOfOne) { expect_accepted({.rules = {}, .validators = 1}, 4); }

TEST(WholeCircuit, ProvesCertificatesOfFullHeight) {
  expect_accepted({.rules = {}, .validators = 4, .later_slots = 1}, 5, kVoteHeight);
}

// The first address is 0: the native rule and the chain of addresses both refuse it.
TEST(WholeCircuit, AddressZeroIsNoValidators) {
  ConsensusSampleOptions options;
  options.rules.key_height = kMinVoteHeight;
  p3::ThreadPool pool(2);
  ConsensusSample sample = make_consensus_draft(7, options, pool);
  sample.draft.members[0].leaf.address = {};
  settle_all(sample.draft);
  const ForgedCertificate forged = certified(sample.draft, pool);
  EXPECT_EQ(check_consensus(options.rules, forged.witness, forged.fields),
            (ConsensusError{ConsensusRule::kValidatorOrder, 0, {}}));
  const Verdict verdict = try_batch(tables_of(ConsensusModel(options.rules), forged));
  EXPECT_THAT(verdict.buses, ::testing::ElementsAre("range")) << to_string(verdict);
  EXPECT_TRUE(verdict.verifier);
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(WholeCircuit, Columns) {
  const ConsensusModel model({.key_height = kMinVoteHeight});
  std::size_t total = 0;
  std::array<std::size_t, kConsensusTables> columns{};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const CircuitTable& table = model.circuit().tables[i];
    const auto analysis = p3::analyse(*table.air, 12, true);
    const std::size_t quotient = 5 * (std::size_t{1} << analysis.log_quotient_chunks);
    columns[i] = table.air->shape().width + 5 * analysis.permutation_width() + quotient;
    total += columns[i];
    std::cout << table.name << ": main " << table.air->shape().width << ", lookups "
              << analysis.lookups.size() << ", quotient " << quotient << ", total " << columns[i]
              << "\n";
    EXPECT_LE(analysis.max_degree, 3u) << table.name;
  }
  std::cout << "all tables: " << total << "\n";
  EXPECT_LE(columns[1], 100u);
  EXPECT_LE(columns[2], 85u);
  EXPECT_LE(columns[3], 90u);
  EXPECT_LE(columns[4], 45u);
  EXPECT_LE(total, 850u);
}

// The negative twin of every rule, recomputed and signed by a coalition of all validators.
class BrokenRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const ConsensusSample& sample() {
    static const ConsensusSample kSample = [] {
      ConsensusSampleOptions options = breakable_options();
      options.rules.key_height = kMinVoteHeight;
      return sample_with(options, 6);
    }();
    return kSample;
  }
  static const ConsensusModel& model() {
    static const ConsensusModel kModel(sample().draft.rules);
    return kModel;
  }
};

TEST_P(BrokenRule, CannotBeProved) {
  const auto rule = static_cast<ConsensusRule>(GetParam());
  p3::ThreadPool pool(2);
  const ConsensusRules& rules = sample().draft.rules;
  const ForgedCertificate forged = break_rule(rule, sample(), pool);
  // There are no tables for what has no shape.
  const bool shapeless = rule <= ConsensusRule::kPathLength;
  ASSERT_EQ(check_shape(rules, forged.witness).has_value(), shapeless);
  if (shapeless) return;
  const Verdict verdict = try_batch(tables_of(model(), forged));
  EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty());
  ASSERT_TRUE(verdict.verifier || !verdict.prover.empty()) << to_string(verdict);
  std::cout << rule_name(rule) << ": " << to_string(verdict).substr(0, 160) << "\n";
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenRule, ::testing::Range(std::size_t{0}, kNumConsensusRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<ConsensusRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
