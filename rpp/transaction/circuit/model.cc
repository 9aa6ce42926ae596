// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/model.h"

#include "p3/base/bits.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/models.h"
#include "rpp/transaction/air/models.h"
#include "rpp/transaction/public_fields.h"
#include "rpp/wiring/tape_air.h"

namespace rpp {
namespace {

using Air = p3::Air<Element>;

// Fewer rows weaken a batch (docs/spec/security.md).
constexpr unsigned kMinLogRows = 6;

// The largest heights: 512 transactions.
struct TableInfo {
  TransactionTable table;
  std::string_view name;
  unsigned max_log_rows;
};
constexpr TableInfo kTables[kTransactionTables] = {
    {TransactionTable::kStatement, "statement", 7},
    {TransactionTable::kTransactions, "transactions", 13},
    {TransactionTable::kSignatures, "signatures", 12},
    {TransactionTable::kWots, "wots", 15},
    {TransactionTable::kMerkle, "merkle", 14},
    {TransactionTable::kRange, "range", 13},
    {TransactionTable::kHasher, "hasher", 17},
};

std::unique_ptr<Air> make_air(TransactionTable table, const TransactionLayout& layout) {
  switch (table) {
    case TransactionTable::kStatement:
      return std::make_unique<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));
    case TransactionTable::kTransactions:
      return make_transactions_air();
    case TransactionTable::kSignatures:
      return make_gadget_air(Gadget::kSignatures);
    case TransactionTable::kWots:
      return make_gadget_air(Gadget::kWots);
    case TransactionTable::kMerkle:
      return make_gadget_air(Gadget::kMerkle);
    case TransactionTable::kRange:
      return make_gadget_air(Gadget::kRange);
    case TransactionTable::kHasher:
      return make_gadget_air(Gadget::kHasher);
  }
  return nullptr;
}

}  // namespace

TransactionModel::TransactionModel() : layout_(make_transaction_layout()) {
  circuit_.name = "transaction";
  circuit_.role = Role::kTransaction;
  circuit_.fields = &kTransactionListTable;
  // By bench/families: a list of 512 has the transform of a consensus proof; half the blowup saves
  // a third of its time and takes twice the queries, which whoever checks proofs in a circuit pays.
  // Proofs of short lists are mostly grinding.
  circuit_.tuning = {.log_blowup = 2,
                     .log_final_poly_len = 4,
                     .max_log_arity = 3,
                     .cap_height = 4,
                     .max_query_pow = 16};
  circuit_.constants = {{"key-height", kWalletHeight}, {"list-depth", kStatementListDepth}};
  for (std::size_t i = 0; i < kTransactionTables; ++i) {
    const TableInfo& info = kTables[i];
    airs_[i] = make_air(info.table, layout_);
    const unsigned rows = p3::log2_strict(layout_.tape.rows.size());
    const bool fixed = info.table == TransactionTable::kStatement;
    circuit_.tables.push_back(
        {info.name, airs_[i].get(), fixed ? rows : kMinLogRows, fixed ? rows : info.max_log_rows});
  }
}

const TransactionModel& transaction_model() {
  static const TransactionModel model;
  return model;
}

}  // namespace rpp
