// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/circuit/forced_family.h"
#include "rpp/transaction/circuit/prover.h"

// The transaction circuit's traces of lists that nobody checked, for tests and simnet alone.
namespace rpp {

using ForcedTransactions = ForcedFamily<TransactionFamily>;
extern template class ForcedFamily<TransactionFamily>;

}  // namespace rpp
