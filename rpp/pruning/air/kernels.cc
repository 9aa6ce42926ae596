// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/air/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/pruning/air/blocks_air.h"
#include "rpp/pruning/air/transactions_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, pruning_blocks);
P3_DISPATCH(QuotientTable<KoalaBear>, pruning_transactions);

}  // namespace p3

namespace rpp {

// The contract of the header fixes the models' types.
std::unique_ptr<p3::QuotientKernel<Element>> make_blocks_kernel(const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, BlocksAir>&>(air),
                                  &p3::pruning_blocks, &p3::isa_portable::pruning_blocks);
}

std::unique_ptr<p3::QuotientKernel<Element>> make_pruned_transactions_kernel(
    const p3::Air<Element>& air) {
  return p3::make_compiled_kernel(
      static_cast<const p3::AirModel<Element, PrunedTransactionsAir>&>(air),
      &p3::pruning_transactions, &p3::isa_portable::pruning_transactions);
}

}  // namespace rpp
