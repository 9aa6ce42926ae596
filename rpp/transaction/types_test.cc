// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/lists/table_test_support.h"
#include "rpp/transaction/public_fields.h"

namespace rpp {
namespace {

// The lists of statements.md, sections 1 and 5, word for word.
TEST(TransactionTables, AreThoseOfTheStatement) {
  testing::expect_table(
      kTransactionStatementTable,
      "chain id, kind, transaction hash, from, key digest, to, amount, fee, rotation count, nonce, "
      "expiry height, memo digest",
      "D S D D D D L L I I L D");
  testing::expect_table(kTransactionListTable, "chain id, count, list root, tx root", "D I D D");
}

TEST(TransactionTables, EveryFieldIsBoundOnce) {
  testing::expect_bound_once(kTransactionStatementTable, TransactionStatement{},
                             &transaction_statement_of);
  testing::expect_bound_once(kTransactionListTable, TransactionListPublic{},
                             &transaction_list_public_of);
}

}  // namespace
}  // namespace rpp
