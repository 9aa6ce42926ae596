// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/lists/table_test_support.h"
#include "rpp/uptime/public_fields.h"

namespace rpp {
namespace {

// The lists of statements.md, sections 1 and 5; the two records are written out.
TEST(UptimeTables, AreThoseOfTheStatement) {
  testing::expect_table(
      kUptimeStatementTable,
      "chain id, address, key digest, rotation count, nonce, epoch, window start, window end, "
      "head hash, head height, history root, credited hours, hours before, window end before, "
      "last decay before, hours after, window end after, last decay after",
      "D D D I I L L L D L D S S L L S L L");
  testing::expect_table(kUptimeListTable, "chain id, count, list root, history root", "D I D D");
}

TEST(UptimeTables, EveryFieldIsBoundOnce) {
  testing::expect_bound_once(kUptimeStatementTable, UptimeStatement{}, &uptime_statement_of);
  testing::expect_bound_once(kUptimeListTable, UptimeListPublic{}, &uptime_list_public_of);
}

}  // namespace
}  // namespace rpp
