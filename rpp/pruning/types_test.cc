// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/lists/table_test_support.h"
#include "rpp/pruning/public_fields.h"

namespace rpp {
namespace {

// The list of statements.md, section 5, pruning; first and last height written out.
TEST(PruningTable, IsThatOfTheStatement) {
  testing::expect_table(kPruningTable,
                        "chain id, first height, last height, history root, tx roots commitment, "
                        "kept root, removed count, receipt root, state root, binding digest",
                        "D L L D D D I D D D");
}

TEST(PruningTable, EveryFieldIsBoundOnce) {
  testing::expect_bound_once(kPruningTable, PruningPublic{}, &pruning_public_of);
}

// Every field it is made of, and no other, changes the binding digest.
TEST(PruningTable, BindingDigest) {
  const PruningPublic zero{};
  for (std::size_t i = 0; i < kPruningTable.fields.size(); ++i) {
    const PruningPublic changed = pruning_public_of(with_changed_field(values_of(zero), i));
    const std::string_view name = kPruningTable.fields[i].name;
    const bool free = name == "removed_count" || name == "binding_digest";
    EXPECT_EQ(binding_digest(changed) == binding_digest(zero), free) << name;
  }
}

}  // namespace
}  // namespace rpp
