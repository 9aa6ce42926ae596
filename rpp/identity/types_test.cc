// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/identity/public_fields.h"
#include "rpp/lists/table_test_support.h"

namespace rpp {
namespace {

// The lists of statements.md, sections 1 and 5, word for word but for "vote" before the first slot
// and the activation height.
TEST(IdentityTables, AreThoseOfTheStatement) {
  testing::expect_table(
      kIdentityStatementTable,
      "chain id, address, vote root, vote pp, vote first slot, vote activation height, current "
      "height, epoch, epoch nonce, validator set root, attestation count",
      "D D D P L L L L D D I");
  testing::expect_table(
      kIdentityListTable,
      "chain id, count, list root, state root before, state root after, height, timestamp, epoch, "
      "epoch nonce, validator set root",
      "D I D D D L L L D D");
}

TEST(IdentityTables, EveryFieldIsBoundOnce) {
  testing::expect_bound_once(kIdentityStatementTable, IdentityStatement{}, &identity_statement_of);
  testing::expect_bound_once(kIdentityListTable, IdentityListPublic{}, &identity_list_public_of);
}

}  // namespace
}  // namespace rpp
