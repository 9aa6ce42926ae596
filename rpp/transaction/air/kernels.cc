// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/air/kernels.h"

#include "p3/air/compiled_kernel.h"
#include "rpp/transaction/air/transactions_air.h"

namespace p3 {

P3_DISPATCH(QuotientTable<KoalaBear>, transactions);

}  // namespace p3

namespace rpp {

std::unique_ptr<p3::QuotientKernel<Element>> make_transactions_kernel(const p3::Air<Element>& air) {
  // The contract of the header fixes the model's type.
  return p3::make_compiled_kernel(static_cast<const p3::AirModel<Element, TransactionsAir>&>(air),
                                  &p3::transactions, &p3::isa_portable::transactions);
}

}  // namespace rpp
