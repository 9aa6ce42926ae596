// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/kernels.h"

#include <utility>

#include "rpp/gadgets/kernels.h"
#include "rpp/transaction/air/kernels.h"

namespace rpp {

std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_transaction_kernels(
    const TransactionModel& model) {
  using Table = TransactionTable;
  static constexpr std::pair<Table, Gadget> kShared[] = {{Table::kSignatures, Gadget::kSignatures},
                                                         {Table::kWots, Gadget::kWots},
                                                         {Table::kMerkle, Gadget::kMerkle},
                                                         {Table::kRange, Gadget::kRange},
                                                         {Table::kHasher, Gadget::kHasher}};
  std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> kernels(kTransactionTables);
  for (const auto& [table, gadget] : kShared) {
    kernels[static_cast<std::size_t>(table)] = make_gadget_kernel(gadget, model.air(table));
  }
  kernels[static_cast<std::size_t>(Table::kTransactions)] =
      make_transactions_kernel(model.air(Table::kTransactions));
  return kernels;
}

}  // namespace rpp
