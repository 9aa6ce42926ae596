// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole pruning circuit: valid ranges of every shape are accepted, and a forced twin of every
// native rule is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "p3/air/analysis.h"
#include "rpp/pruning/broken_rule.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/circuit/pruning_circuit_test_support.h"
#include "testing/air_groups.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using testing::batch_of;
using testing::pool;
using testing::small_sample;

const PruningProver& prover() {
  static const PruningProver instance(pruning_model());
  return instance;
}

Verdict judge(const PruningWitness& witness) {
  auto traces = prover().build(PruningCase(witness), pool());
  if (!traces) {
    ADD_FAILURE() << traces.error().rule << " " << traces.error().where;
    return {};
  }
  return try_batch(batch_of(std::move(traces).value()));
}

void expect_accepted(const PruningSampleOptions& options, std::uint64_t seed) {
  const Verdict verdict = judge(make_pruning_sample(seed, options).witness);
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(PruningCircuit, IsACircuit) {
  EXPECT_EQ(circuit_problem(pruning_model().circuit()), std::nullopt);
}

TEST(PruningCircuit, Columns) {
  std::size_t all = 0;
  for (const CircuitTable& table : pruning_model().circuit().tables) {
    const p3::AirAnalysis analysis = p3::analyse(*table.air, 10, true);
    const std::size_t columns = table.air->shape().width + 5 * analysis.permutation_width() +
                                (std::size_t{5} << analysis.log_quotient_chunks);
    EXPECT_LE(analysis.max_degree, 3u) << table.name;
    std::printf("%.*s: %zu columns\n", static_cast<int>(table.name.size()), table.name.data(),
                columns);
    all += columns;
  }
  std::printf("all: %zu columns\n", all);
  EXPECT_LE(all, 600u);
}

TEST(PruningCircuit, ValidRangesAreAccepted) {
  expect_accepted({.blocks = 1, .transactions = 5}, 1);
  expect_accepted({.blocks = 3, .transactions = 8}, 2);
  const Verdict verdict = judge(small_sample().witness);
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// The genesis block alone: no transactions, nothing removed.
TEST(PruningCircuit, NothingToPrune) {
  const PruningSample sample = make_pruning_sample(3, {.nothing = true});
  EXPECT_EQ(sample.fields.first_height, 0u);
  EXPECT_EQ(sample.fields.last_height, 0u);
  EXPECT_EQ(sample.fields.removed_count, 0u);
  const Verdict verdict = judge(sample.witness);
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(PruningCircuit, BordersOfTheShape) {
  expect_accepted({.blocks = 16, .transactions = 2}, 1);
  expect_accepted({.blocks = 2, .transactions = 0}, 2);
  expect_accepted({.blocks = 2, .transactions = 4, .removed_percent = 0}, 3);
  expect_accepted({.blocks = 2, .transactions = 4, .removed_percent = 100}, 4);
  expect_accepted({.blocks = 1, .transactions = 512, .removed_percent = 1}, 5);
}

// 16 blocks of 512 transactions, all removed: the tables have the heights that the keys allow, and
// `transactions` has no unused row.
TEST(PruningCircuit, TheLargestRangeFits) {
  const PruningSample sample =
      make_pruning_sample(8, {.blocks = 16, .transactions = 512, .removed_percent = 100});
  EXPECT_EQ(sample.fields.removed_count, 8192u);
  const auto traces = prover().build(PruningCase(sample.witness), pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule;
  const Circuit& circuit = pruning_model().circuit();
  for (std::size_t i = 0; i < kPruningTables; ++i) {
    const std::size_t rows = traces.value().traces[i].height();
    EXPECT_GE(rows, std::size_t{1} << circuit.tables[i].min_log_rows) << circuit.tables[i].name;
    EXPECT_LE(rows, std::size_t{1} << circuit.tables[i].max_log_rows) << circuit.tables[i].name;
  }
  for (const PruningTable table : {PruningTable::kBlocks, PruningTable::kTransactions}) {
    const auto& trace = traces.value().traces[static_cast<std::size_t>(table)];
    EXPECT_THAT(p3::testing::violated_labels(pruning_model().air(table), trace.view(), {}),
                ::testing::IsEmpty());
  }
}

// One transaction removed, and an empty block between two that have some.
TEST(PruningCircuit, MixedBlocks) {
  PruningSample sample = make_pruning_sample(6, {.blocks = 3, .transactions = 3});
  PruningDraft& draft = sample.draft;
  draft.blocks[0].removed = {false, true, false};
  draft.blocks[1].transactions.clear();
  draft.blocks[1].removed.clear();
  draft.blocks[2].removed = {false, false, false};
  const Verdict verdict = judge(witness_of(draft));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// Heights at both ends, and where the lower limb begins again.
TEST(PruningCircuit, BordersOfTheHeights) {
  PruningSample sample = make_pruning_sample(7, {.blocks = 2, .transactions = 1});
  for (const std::uint64_t first : {0ull, 0xfffeull, 0xffffull, 0x10000ull, 0x7effffffull,
                                    0x7fffffffull, 0xfffeffffull, 0xfffffffdull}) {
    sample.draft.first_height = first;
    const Verdict verdict = judge(witness_of(sample.draft));
    EXPECT_TRUE(verdict.content()) << first << ": " << to_string(verdict);
  }
}

TEST(PruningCircuit, BrokenRulesCannotBeProved) {
  const PruningSample sample = small_sample();
  const ForcedPruning forced(pruning_model());
  for (std::size_t r = 0; r < kNumPruningRules; ++r) {
    const auto rule = static_cast<PruningRule>(r);
    for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
      const ForgedPruning forged = break_rule(rule, variant, sample);
      PruningCase range(forged.witness);
      range.claims = forged.fields;
      const auto refused = prover().build(range, pool());
      ASSERT_FALSE(refused.ok()) << rule_name(rule);
      EXPECT_EQ(refused.error().rule, rule_name(rule));
      // Without its shape a witness has no traces.
      if (check_shape(forged.witness)) continue;
      const Verdict verdict = try_batch(batch_of(forced.build_unchecked(range, pool())));
      EXPECT_FALSE(verdict.accepted()) << rule_name(rule) << " " << variant;
      EXPECT_FALSE(verdict.labels.empty() && verdict.buses.empty()) << rule_name(rule);
    }
  }
}

}  // namespace
}  // namespace rpp
