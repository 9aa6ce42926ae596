// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>

#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the transaction circuit (instance 0): its tape.
//
// It hashes the public fields to S, gives the chain id to every transaction, takes the number of
// transactions from the last one, and holds the roots of both trees. In full:
// docs/spec/circuits/transaction-tables.md.
namespace rpp {

inline constexpr std::size_t kListTrees = 2;  // kListTree, kTransactionTree

struct TransactionLayout {
  FieldCells fields;
  DigestCells s;
  AtMost count;
  Supply chain;                              // the chain id
  std::array<Supply, kListTrees> empties{};  // H(leaf tag; empty), by tree
  Tape tape;
};

TransactionLayout make_transaction_layout();

}  // namespace rpp
