// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table lists: a bad trace per constraint group, which cells are bound, and lists of every shape.
#include "rpp/consensus/air/lists_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/trace/lists_trace.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/random_field.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using Columns = ListsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;

std::vector<Digest> digests(std::size_t count, std::uint64_t seed) {
  p3::testing::RandomField<Element> random(seed);
  std::vector<Digest> out(count);
  for (Digest& x : out) std::ranges::copy(random.take(8), x.elements.begin());
  return out;
}

// Rows 0-4 are witnesses, 5-6 reputations, the others unused.
struct Lists {
  p3::testing::AirPointer air = make_lists_air();
  Trace honest = lists_trace(digests(5, 1), digests(2, 2));
};

std::vector<BadTrace> edits() {
  return {
      {"lists/flags", set_all(6, 1, Columns::kActive, 2)},
      // A gap: rows 7 and 8 are unused, row 9 counts on from row 8.
      {"lists/packed", both(set_all(9, 1, Columns::kActive, 1), set_all(9, 1, Columns::kIndex, 1))},
      // A third list, of witnesses again; its first index is what the index rule makes of it.
      {"lists/order",
       both(both(set_all(7, 9, Columns::kReputation, 0), set_all(7, 1, Columns::kActive, 1)),
            set_all(7, 1, Columns::kIndex, 4))},
      {"lists/index", set_all(4, 1, Columns::kIndex, 5)},
      {"lists/index", set_all(5, 2, Columns::kIndex, 1)},
      {"lists/index",
       both(both(set_all(0, 1, Columns::kIndex, 1), set_all(1, 1, Columns::kIndex, 2)),
            set_all(2, 14, Columns::kActive, 0))},
  };
}

TEST(Lists, EveryGroupIsNeeded) {
  const Lists lists;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *lists.air, p3::testing::cases_of(lists.air, lists.honest, edits())),
              IsEmpty());
}

TEST(Lists, EveryCellIsBound) {
  const Lists lists;
  EXPECT_THAT(p3::testing::free_cells(lists.air, lists.honest, 7), IsEmpty());
}

TEST(Lists, EveryShapeHolds) {
  for (const std::size_t witnesses : {0u, 1u, 15u, 1024u}) {
    for (const std::size_t reputations : {0u, 1u, 16u}) {
      const auto air = make_lists_air();
      const Trace trace = lists_trace(digests(witnesses, 1), digests(reputations, 2));
      EXPECT_THAT(p3::testing::violated_labels(*air, trace.view(), {}), IsEmpty())
          << witnesses << " and " << reputations;
    }
  }
}

}  // namespace
}  // namespace rpp
