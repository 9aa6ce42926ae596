// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "rpp/transaction/public_fields.h"
#include "rpp/transaction/statement/layout.h"
#include "rpp/wiring/tape_trace.h"

// The values of the statement table's tape from the public fields (prover).
namespace rpp {

// How often the other tables demand what the statement table supplies.
struct TransactionUsers {
  std::uint64_t chain = 0;                          // transactions
  std::array<std::uint64_t, kListTrees> empties{};  // by tree
};

// Fields go into their cells as they are; S follows from them.
TapeValues transaction_values(const TransactionLayout& layout, const TransactionListPublic& fields,
                              const TransactionUsers& users);

}  // namespace rpp
