// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/lists/table_test_support.h"
#include "rpp/state/public_fields.h"

namespace rpp {
namespace {

// The list of statements.md, section 5, state; roots before and after written out.
TEST(StateTable, IsThatOfTheStatement) {
  testing::expect_table(
      kStatePublicTable,
      "chain id, height, epoch, timestamp, state root before, state root after, tx root, "
      "transaction count, fee total, proposer, uptime list root, uptime count, "
      "next validator set root before, next validator set root after",
      "D L L L D D D I L D D I D D");
}

TEST(StateTable, EveryFieldIsBoundOnce) {
  testing::expect_bound_once(kStatePublicTable, StatePublic{}, &state_public_of);
}

}  // namespace
}  // namespace rpp
