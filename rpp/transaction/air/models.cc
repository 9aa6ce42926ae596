// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/air/models.h"

#include "rpp/transaction/air/transactions_air.h"

namespace rpp {

std::unique_ptr<p3::Air<Element>> make_transactions_air() {
  return std::make_unique<p3::AirModel<Element, TransactionsAir>>(TransactionsAir());
}

}  // namespace rpp
