// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole transaction circuit: valid lists are accepted, and no list that breaks a native rule
// is, whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/transaction/broken_rule.h"
#include "rpp/transaction/circuit/circuit_test_support.h"
#include "rpp/transaction/circuit/traces.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using testing::test_pool;

void expect_accepted(const TransactionSampleOptions& options, std::uint64_t seed) {
  const TransactionSample sample = make_transaction_sample(seed, options, test_pool());
  const TransactionProver prover(transaction_model());
  auto traces = prover.build(TransactionCase(sample.witness), test_pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  EXPECT_EQ(traces.value().fields, values_of(sample.claims.fields));
  const Verdict verdict = try_batch(testing::batch_of(std::move(traces).value()));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(TransactionCircuit, ListsOfAllKindsAreAccepted) {
  for (std::uint32_t kind = 0; kind < kNumTransactionKinds; ++kind) {
    expect_accepted({.count = 1, .senders = 0, .kind = static_cast<TransactionKind>(kind)}, kind);
  }
}

TEST(TransactionCircuit, TheEmptyListIsAccepted) { expect_accepted({.count = 0}, 1); }

// One key signs twice, beside another.
TEST(TransactionCircuit, OneSenderManyTimes) {
  expect_accepted({.count = 3, .senders = 2, .kind = {}}, 2);
}

// The same tables for any number of threads.
TEST(TransactionCircuit, TracesDoNotDependOnThreads) {
  const TransactionSample sample = make_transaction_sample(3, {.count = 2}, test_pool());
  p3::ThreadPool one(1);
  const CircuitTraces a =
      transaction_traces(transaction_model(), sample.witness, sample.claims.fields, one);
  const CircuitTraces b =
      transaction_traces(transaction_model(), sample.witness, sample.claims.fields, test_pool());
  for (std::size_t i = 0; i < kTransactionTables; ++i) {
    const auto values = [](const Trace& trace) {
      return std::vector<Element>(trace.row(0), trace.row(0) + trace.height() * trace.width());
    };
    EXPECT_EQ(values(a.traces[i]), values(b.traces[i])) << i;
  }
}

TEST(TransactionCircuit, IsACircuit) {
  const Circuit& circuit = transaction_model().circuit();
  EXPECT_EQ(circuit_problem(circuit), std::nullopt);
  EXPECT_EQ(circuit.role, Role::kTransaction);
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(TransactionCircuit, Columns) {
  std::size_t total = 0;
  for (const CircuitTable& table : transaction_model().circuit().tables) {
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
  EXPECT_LE(total, 640u);
}

// 512 transactions of 512 keys, at the worst paths: every table has its place.
TEST(TransactionCircuit, TheFullListFits) {
  TransactionWitness list;
  const TransactionSample one = make_transaction_sample(5, {.count = 1}, test_pool());
  list.chain_id = one.witness.chain_id;
  list.transactions.assign(kMaxTransactions, one.witness.transactions[0]);
  const CircuitTraces traces = transaction_traces(
      transaction_model(), list, transaction_list_facts(list).claims.fields, test_pool());
  for (std::size_t i = 0; i < kTransactionTables; ++i) {
    const CircuitTable& table = transaction_model().circuit().tables[i];
    EXPECT_LE(traces.traces[i].height(), std::size_t{1} << table.max_log_rows) << table.name;
  }
}

class BrokenTransactionRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const TransactionSample& sample() {
    static const TransactionSample kSample =
        make_transaction_sample(6, breakable_transactions(), test_pool());
    return kSample;
  }
};

TEST_P(BrokenTransactionRule, CannotBeProved) {
  const auto rule = static_cast<TransactionRule>(GetParam());
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedTransactions forged = break_rule(rule, variant, sample(), test_pool());
    // There are no tables for what has no shape.
    if (check_shape(forged.witness)) {
      EXPECT_LE(rule, TransactionRule::kPathLength);
      continue;
    }
    const Verdict verdict = try_batch(testing::forced_batch(forged.witness, forged.claims));
    EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty()) << variant;
    EXPECT_FALSE(verdict.accepted()) << variant;
    std::cout << rule_name(rule) << " " << variant << ": " << to_string(verdict).substr(0, 140)
              << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenTransactionRule,
                         ::testing::Range(std::size_t{0}, kNumTransactionRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<TransactionRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
