// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole state circuit: honest blocks are accepted, and no block that breaks a native rule is,
// whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/state/broken_rule.h"
#include "rpp/state/circuit/circuit_test_support.h"
#include "rpp/state/circuit/traces.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using testing::test_pool;

void expect_accepted(StateSampleOptions options, std::uint64_t seed) {
  options.rules = testing::kTestRules;
  const StateSample sample = make_state_sample(seed, options);
  const StateProver prover(testing::test_model());
  auto traces = prover.build(StateCase(sample.witness), test_pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  EXPECT_EQ(traces.value().fields, values_of(sample.fields));
  const Verdict verdict =
      try_batch(testing::batch_of(testing::test_model().circuit(), std::move(traces).value()));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

StateSampleOptions sized(std::uint32_t transactions, std::uint32_t records, bool boundary) {
  StateSampleOptions options;
  options.transactions = transactions;
  options.records = records;
  options.boundary = boundary;
  return options;
}

TEST(StateCircuit, TheEmptyBlockIsAccepted) { expect_accepted(sized(0, 0, false), 1); }

TEST(StateCircuit, OneTransactionIsAccepted) { expect_accepted(sized(1, 0, false), 2); }

TEST(StateCircuit, RecordsAreAccepted) { expect_accepted(sized(0, 3, false), 3); }

TEST(StateCircuit, BlocksOfAllKindsAreAccepted) {
  for (const std::uint64_t seed : {4, 5}) expect_accepted(sized(24, 2, false), seed);
}

TEST(StateCircuit, ABoundaryIsAccepted) {
  expect_accepted(sized(0, 0, true), 6);
  expect_accepted(sized(12, 1, true), 7);
}

TEST(StateCircuit, IsACircuit) {
  const Circuit& circuit = state_model().circuit();
  EXPECT_EQ(circuit_problem(circuit), std::nullopt);
  EXPECT_EQ(circuit.role, Role::kState);
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(StateCircuit, Columns) {
  std::size_t total = 0;
  for (const CircuitTable& table : state_model().circuit().tables) {
    const auto analysis = p3::analyse(*table.air, 12, true);
    const std::size_t quotient = 5 * (std::size_t{1} << analysis.log_quotient_chunks);
    const std::size_t columns =
        table.air->shape().width + 5 * analysis.permutation_width() + quotient;
    total += columns;
    std::cout << table.name << ": main " << table.air->shape().width << ", lookups "
              << analysis.lookups.size() << ", quotient " << quotient << ", total " << columns
              << "\n";
    EXPECT_LE(analysis.max_degree, 3u) << table.name;
  }
  std::cout << "all tables: " << total << "\n";
  EXPECT_LE(total, 1300u);
}

class BrokenStateRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const StateSample& sample() {
    static const StateSample kSample = make_state_sample(8, breakable_state(testing::kTestRules));
    return kSample;
  }
};

TEST_P(BrokenStateRule, CannotBeProved) {
  const auto rule = static_cast<StateRule>(GetParam());
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedState forged = break_rule(rule, variant, sample());
    // There are no tables for what has no shape.
    if (check_shape(forged.witness)) {
      EXPECT_LE(rule, StateRule::kKeyChangePresence);
      continue;
    }
    const Verdict verdict = try_batch(testing::forced_batch(forged.witness, forged.fields));
    EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty()) << variant;
    EXPECT_FALSE(verdict.accepted()) << variant;
    std::cout << rule_name(rule) << " " << variant << ": " << to_string(verdict).substr(0, 140)
              << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenStateRule, ::testing::Range(std::size_t{0}, kNumStateRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<StateRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
