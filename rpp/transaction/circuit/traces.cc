// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/traces.h"

#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/transaction/statement/trace.h"
#include "rpp/transaction/trace/transactions_trace.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {
namespace {

using Table = TransactionTable;

constexpr Tag kLeafTags[kListTrees] = {Tag::kList, Tag::kTxLeaf};

}  // namespace

CircuitTraces transaction_traces(const TransactionModel& model, const TransactionWitness& witness,
                                 const TransactionListPublic& fields, p3::ThreadPool& pool) {
  ListTraces shared;
  TransactionLeaves leaves;
  CircuitTraces out{values_of(fields), std::vector<Trace>(kTransactionTables)};
  const auto trace = [&](Table table) -> Trace& {
    return out.traces[static_cast<std::size_t>(table)];
  };
  trace(Table::kTransactions) = transactions_trace(witness, pool, shared, leaves);
  TransactionUsers users{.chain = witness.transactions.size(), .empties = {}};
  for (std::uint32_t tree = 0; tree < kListTrees; ++tree) {
    users.empties[tree] = shared.merkle
                              .add_tree(tree, kStatementListDepth, hash_empty(kLeafTags[tree]),
                                        std::move(leaves[tree]), shared.hasher)
                              .empty_leaves;
  }
  const TapeValues tape = transaction_values(model.layout(), fields, users);
  record_hashes(tape, shared.hasher);
  record_ranges(tape, shared.range);
  trace(Table::kStatement) = fill_tape(tape, model.air(Table::kStatement).shape());
  trace(Table::kSignatures) = shared.signatures.build(kMinTableRows);
  trace(Table::kWots) = shared.wots.build(kMinTableRows);
  trace(Table::kMerkle) = shared.merkle.build(kMinTableRows);
  trace(Table::kRange) = shared.range.build(kMinTableRows);
  trace(Table::kHasher) = shared.hasher.build(kMinTableRows, pool);
  return out;
}

}  // namespace rpp
