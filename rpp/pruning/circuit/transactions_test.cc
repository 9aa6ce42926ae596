// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table transactions: a bad trace per constraint group, and which cells are bound.
#include "rpp/pruning/air/transactions_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/pruning/air/models.h"
#include "rpp/pruning/circuit/pruning_circuit_test_support.h"
#include "rpp/pruning/circuit/tables.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = PrunedTransactionsColumns;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;

// Rows 0 to 2 are block 0 (1 and 2 removed), 3 and 4 block 1 (3 removed).
struct Table {
  p3::testing::AirPointer air = make_pruned_transactions_air();
  p3::testing::TableTrace honest = [] {
    const PruningSample sample = testing::small_sample();
    return transactions_trace(sample.witness, pruning_facts(sample.witness), 64);
  }();
};

p3::testing::Edit copy_cells(std::size_t row, std::size_t from, std::size_t to) {
  return [=](p3::testing::TableTrace& trace) {
    for (std::size_t i = 0; i < 8; ++i) trace.at(row, to + i) = trace.at(row, from + i);
  };
}

std::vector<p3::testing::BadTrace> edits() {
  return {
      {"transactions/flags", set_all(4, 1, C::kActive, -1)},
      // Removed from an unused row on, which counts and replaces nothing.
      {"transactions/flags", both(set_all(5, 1, C::kRemoved, 1),
                                  [](p3::testing::TableTrace& trace) {
                                    for (std::size_t r = 0; r <= 5; ++r)
                                      trace.at(r, C::kCount) += Element::one();
                                  })},
      {"transactions/flags", both(set_all(7, 1, C::kStart, 1), set_all(7, 1, C::kPosition, 1))},
      // Unused rows between: their positions lead to that of row 9.
      {"transactions/packed",
       both(set_all(9, 1, C::kActive, 1),
            both(set_all(8, 1, C::kPosition, 514), set_all(9, 1, C::kPosition, 515)))},
      // Position 1 is left out.
      {"transactions/position",
       both(set_all(1, 1, C::kPosition, 2), set_all(2, 1, C::kPosition, 3))},
      // The first row is in the middle of a block.
      {"transactions/position", set_all(0, 1, C::kStart, 0)},
      // A transaction is gone that nobody removed.
      {"transactions/kept", set_all(0, 1, C::kKept, 7)},
      {"transactions/count", set_all(0, 1, C::kCount, 2)},
      // One more, from nowhere.
      {"transactions/count",
       [](p3::testing::TableTrace& trace) {
         for (std::size_t r = 0; r < trace.height(); ++r) trace.at(r, C::kCount) += Element::one();
       }},
      {"transactions/top", set_all(0, 1, C::kTop, 0)},
      {"transactions/top", set_all(3, 1, C::kTop, 1)},
  };
}

TEST(Transactions, EveryGroupIsNeeded) {
  const Table table;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *table.air, p3::testing::cases_of(table.air, table.honest, edits())),
              IsEmpty());
}

TEST(Transactions, EveryCellIsBound) {
  const Table table;
  EXPECT_THAT(p3::testing::free_cells(table.air, table.honest, 5), IsEmpty());
}

// Removed although the leaf stays: the kept leaf must be the hash that says so.
TEST(Transactions, RemovedTransactionsAreReplaced) {
  const Table table;
  p3::testing::TrialBatch batch =
      p3::testing::edited(table.air, table.honest, copy_cells(1, C::kLeaf, C::kKept));
  p3::testing::TrialBatch honest =
      p3::testing::edited(table.air, table.honest, [](p3::testing::TableTrace&) {});
  p3::testing::plug_buses(honest);
  for (std::size_t i = 1; i < honest.size(); ++i) batch.push_back(std::move(honest[i]));
  const auto verdict = p3::testing::try_batch(batch);
  EXPECT_THAT(verdict.buses, ::testing::UnorderedElementsAre("hasher", "node"));
  EXPECT_FALSE(verdict.accepted());
}

}  // namespace
}  // namespace rpp
