// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/transaction/statement/layout.h"

// The transaction circuit: its seven tables in the order of instances, joined by lookups
// (docs/spec/circuits/transaction-tables.md).
namespace rpp {

enum class TransactionTable : std::uint8_t {
  kStatement,
  kTransactions,
  kSignatures,
  kWots,
  kMerkle,
  kRange,
  kHasher,
};
inline constexpr std::size_t kTransactionTables = 7;

// AIRs and circuit together. Immutable; what it gives lives as long as it does.
class TransactionModel {
 public:
  TransactionModel();
  TransactionModel(const TransactionModel&) = delete;
  TransactionModel& operator=(const TransactionModel&) = delete;

  const TransactionLayout& layout() const { return layout_; }
  const Circuit& circuit() const { return circuit_; }
  const p3::Air<Element>& air(TransactionTable table) const {
    return *airs_[static_cast<std::size_t>(table)];
  }

 private:
  TransactionLayout layout_;
  std::array<std::unique_ptr<p3::Air<Element>>, kTransactionTables> airs_;
  Circuit circuit_;
};

// The circuit of the chain. Made at the first call.
const TransactionModel& transaction_model();

}  // namespace rpp
