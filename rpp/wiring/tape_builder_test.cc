// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// What the builder puts where: windows are used again, ranges cover every limb, polynomials.
#include "rpp/wiring/tape_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/wiring/concat.h"
#include "rpp/wiring/tape_test_support.h"

namespace rpp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Poly, CollectsTerms) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const Cell x = t.variable("x"), y = t.variable("y");
  EXPECT_THAT((x - x).terms(), IsEmpty());
  EXPECT_THAT((x * y - y * x).terms(), IsEmpty());
  EXPECT_THAT((3 * x - x - 2 * x + Cell::of(5) - 5).terms(), IsEmpty());
  EXPECT_THAT((Poly(0) * x).terms(), IsEmpty());
  const Poly square = (x + 1) * (x - y);  // x^2 - xy + x - y
  EXPECT_EQ(square.terms().size(), 4u);
  EXPECT_THAT(square.variables(), ElementsAre(x.variable, y.variable));
  EXPECT_DEATH((void)(x * x * y), "degree at most 2");
}

TEST(TapeBuilder, MessagesAreCutIntoBlocks) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto a = t.digest("a"), s = t.digest("s");
  const auto n = t.u32("n");
  t.hash(Tag::kFamilyRecursive, concat(a, n, a), s);
  const Tape tape = std::move(t).finish();
  ASSERT_EQ(tape.used, 32u);
  const std::uint32_t id = hash_id(HashKind::kStatement, 0);
  const auto call = [&](std::size_t r) { return tape.rows[r].call; };
  EXPECT_EQ(call(7).kind, CallKind::kHashFirst);
  EXPECT_THAT(call(7).arguments, ElementsAre(id, 116, 18, 0));
  EXPECT_EQ(call(15).kind, CallKind::kHashNext);
  EXPECT_THAT(call(15).arguments, ElementsAre(id + 1, 0, 0, 0));
  EXPECT_THAT(call(23).arguments, ElementsAre(id + 2, 0, 0, 0));
  EXPECT_EQ(call(31).kind, CallKind::kHashDigest);
  EXPECT_THAT(call(31).arguments, ElementsAre(id + 2, 0, 0, 0));
  EXPECT_EQ(tape.rows[17].cell, a[7]);
  for (std::size_t r = 18; r < 24; ++r) EXPECT_EQ(tape.rows[r].cell, Cell::of(0)) << r;
}

TEST(TapeBuilder, WindowsAreUsedAgain) {
  TapeBuilder t("t", HashKind::kStatement, 8);
  const auto a = t.digest("a"), b = t.digest("b"), s = t.digest("s");
  const auto n = t.u32("n");
  t.hash(Tag::kFamilyRecursive, concat(a, n, b), s);
  t.publish(s);
  t.demand_node({NodeKind::kStatement, 1, 2, 0}, b);  // stands at 10..17 and has no call there
  t.demand_node({NodeKind::kStatement, 1, 2, 1}, b);  // now it has
  t.require("n", n[0] - n[1]);
  const Tape tape = std::move(t).finish();
  EXPECT_EQ(tape.rows[31].publishes, true);
  EXPECT_EQ(tape.rows[17].call.kind, CallKind::kDemandNode);
  EXPECT_EQ(tape.used, 40u);
  EXPECT_EQ(tape.rows[39].call.kind, CallKind::kDemandNode);
  EXPECT_THAT(tape.equations.at(0).rows, ElementsAre(9));
}

// A window that reaches in front of the tape is free there: nothing may read those cells.
TEST(TapeBuilder, NothingReadsInFrontOfTheTape) {
  EXPECT_EQ(testing::reads_in_front(testing::make_test_tape().tape), 0u);
  TapeBuilder t("t", HashKind::kStatement, 0);
  const Cell x = t.variable("x"), y = t.variable("y");
  t.require("at the very start", x * y - 1);
  const Tape tape = std::move(t).finish();
  EXPECT_THAT(tape.equations.at(0).rows, ElementsAre(1));
  EXPECT_EQ(testing::reads_in_front(tape), 0u);
}

TEST(TapeBuilder, RangesCoverWhatWasAskedFor) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto a = t.digest("a"), s = t.digest("s");
  const auto height = t.u64("height");
  const auto round = t.u32("round");
  const Cell lone = t.variable("lone");
  t.hash(Tag::kFamilyRecursive, concat(a, height, round), s);
  t.range(round);
  t.range(height);
  t.range(height);
  t.range(concat(lone, Cell::of(65535)));
  const Tape tape = std::move(t).finish();
  std::vector<bool> covered(tape.variables.size());
  std::size_t demands = 0;
  for (std::size_t r = 0; r < tape.rows.size(); ++r) {
    if (!tape.rows[r].range) continue;
    ++demands;
    for (std::size_t i = 4; i < 8; ++i) covered[tape.window_cell(r, i).variable] = true;
  }
  for (const Cell& cell : concat(height, round, lone)) EXPECT_TRUE(covered[cell.variable]);
  for (const Cell& cell : concat(a, s)) EXPECT_FALSE(covered[cell.variable]);
  EXPECT_EQ(demands, 2u);  // the height where it stands; round, lone and a zero
}

TEST(TapeBuilder, RequestsWithoutSenseAreBugs) {
  TapeBuilder t("t", HashKind::kStatement, 0);
  const auto a = t.digest("a");
  EXPECT_DEATH(t.hash(Tag::kHeader, a, a), "no messages of this length");
  EXPECT_DEATH(t.hash(Tag::kTxRemoved, a, a), "at least two blocks");
  EXPECT_DEATH(t.publish(a), "too few public values");
  EXPECT_DEATH(t.range(Cells<1>{Cell::of(65536)}), "no limb");
  EXPECT_DEATH(t.demand_global_if(GlobalName::kGroup, 0, Cells<1>{Cell::of(1)}), "a variable");
  EXPECT_DEATH(t.demand_global(GlobalName::kGroup, 0, concat(a, a)), "at most 8 values");
  EXPECT_DEATH(t.require("r", Poly(0)), "1 to 8 variables");
  EXPECT_DEATH(t.supply_node({NodeKind::kEmpty, 1, 0, 0}, a), "to many");
  EXPECT_DEATH(t.demand_node({NodeKind::kEmpty, 1, 0, 0}, a), "are supplied");
  t.supply_global(GlobalName::kVote, 0, a);
  EXPECT_DEATH(t.demand_global(GlobalName::kVote, 1, a), "either demanded or supplied");
}

TEST(TapeBuilder, EveryVariableHasAValue) {
  const testing::TestTape test = testing::make_test_tape();
  const TapeAir air(test.tape);
  const TapeValues none(test.tape);
  EXPECT_DEATH((void)fill_tape(none, air.shape()), "has no value");
}

}  // namespace
}  // namespace rpp
