// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The tables `updates` and `update-joints`: changes of leaves against native trees, their
// constraint groups, and their cells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/updates_columns.h"
#include "rpp/gadgets/updates_test_support.h"
#include "testing/table_cases.h"

namespace rpp::testing {
namespace {

using C = UpdatesColumns;
using J = UpdateJointsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;
using Trace = p3::Matrix<Element>;

constexpr std::uint32_t kTree = 3;

void expect_content(const Verdict& verdict) {
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(Updates, RootsAreTheNativeOnes) {
  const std::vector<std::pair<Positions, Positions>> cases = {
      {{0}, {}},
      {{15}, {0, 14}},
      {{6}, {0, 3, 5, 7, 15}},
      {{6, 7}, {0}},
      {{1, 2, 9}, {0, 8, 12}},
      {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {}}};
  for (const auto& [changed, kept] : cases) {
    UpdatesOwner owner;
    const NativeUpdate native(4, changed, kept);
    const UpdatedRoots roots = owner.change(kTree, native, 4);
    EXPECT_EQ(roots.before, native.before.root());
    EXPECT_EQ(roots.after, native.after.root());
    expect_content(owner.judge());
  }
}

TEST(Updates, DeepTreesAreTheNativeOnes) {
  const std::vector<Positions> cases = {{0},
                                        {0xffffffff},
                                        {Element::kPrime},
                                        {5, 6, 9},
                                        {0xffff, 0x10000, 0x10001},
                                        {0, 0x80000000, 0xffffffff}};
  for (const Positions& changed : cases) {
    UpdatesOwner owner;
    const NativeUpdate native(kDeepDepth, changed, {3, 0x12345, 0x7fffffff});
    const UpdatedRoots roots = owner.change_deep(0, native);
    EXPECT_EQ(roots.before, native.before.root());
    EXPECT_EQ(roots.after, native.after.root());
    expect_content(owner.judge());
  }
}

// Two deep trees in the same tables, the second with the root that the first has after it; and a
// leaf that stays what it is.
TEST(Updates, StepByStep) {
  const NativeUpdate native(kDeepDepth, {5, 0x20000}, {7});
  SparseTree tree(kDeepDepth, Tag::kAccount);
  for (const std::uint32_t p : {5u, 0x20000u, 7u}) tree.set(p, leaf_before(p));
  UpdatesOwner owner;
  Digest root = tree.root();
  std::uint32_t d = 0;
  for (const std::uint32_t p : {5u, 0x20000u}) {
    const MerklePath path = tree.path(p);
    tree.set(p, leaf_after(p));
    const LeafUpdate update{p, leaf_before(p), leaf_after(p), path};
    const UpdatedRoots roots = owner.joints.add_updates(d, std::span(&update, 1), owner.updates,
                                                        owner.hasher, owner.range);
    EXPECT_EQ(roots.before, root);
    owner.supply_deep(d, p);
    owner.demand(deep_tree(d++), kHalfDepth, roots);
    root = roots.after;
  }
  EXPECT_EQ(root, native.after.root());
  expect_content(owner.judge());
}

// What stands above two leaves is there once, in either tree.
TEST(Updates, NeighboursShareTheirPath) {
  UpdatesOwner owner;
  owner.change_deep(0, NativeUpdate(kDeepDepth, {8, 9, 10, 11}, {}));
  EXPECT_EQ(owner.updates.rows(), 2 * (2u + 1u + 30u));
  EXPECT_EQ(owner.joints.rows(), 1u);
}

TEST(Updates, NoChangeAtAll) {
  UpdatesOwner owner;
  owner.hasher.c8(digest_of(1), digest_of(1));
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kUpdates, owner.updates.build(4)));
  batch.push_back(instance_of(Gadget::kUpdateJoints, owner.joints.build(4)));
  expect_content(p3::testing::try_batch(batch));
}

// Leaf 5 of 8 changes: rows 0, 2 and 4 before, rows 1, 3 and 5 after; two rows without meaning.
Trace small_trace() {
  UpdatesOwner owner;
  owner.change(kTree, NativeUpdate(3, {5}, {0, 4}), 3);
  return owner.updates.build(8);
}

TEST(UpdatesLabels, EveryGroupHasItsBadTrace) {
  const std::shared_ptr<const p3::Air<Element>> air = gadget_air(Gadget::kUpdates);
  const Trace honest = small_trace();
  const std::vector<BadTrace> bad = {
      // A node of both trees, of kind 7; one that takes away what another row supplies; twice a
      // sibling.
      {"updates/flags", both(set_all(6, 1, C::kBefore, 1), set_all(6, 1, C::kAfter, 1))},
      {"updates/flags", set_all(6, 1, C::kAfter, -1)},
      {"updates/flags", set_all(2, 1, C::kRightGiven, 2)},
      // A row after that gives itself the sibling it likes; one before that takes it; both on a row
      // without meaning.
      {"updates/siblings", both(set_all(1, 1, C::kLeftTaken, 0), set_all(1, 1, C::kLeftGiven, 1))},
      {"updates/siblings",
       both(set_all(2, 1, C::kRightGiven, 0), set_all(2, 1, C::kRightTaken, 1))},
      {"updates/siblings", set_all(6, 1, C::kLeftGiven, 1)},
      // Nodes above no leaf.
      {"updates/path", set_all(0, 1, C::kRightGiven, 1)},
      {"updates/path", set_all(3, 1, C::kLeftTaken, 1)},
      {"updates/path", set_all(5, 1, C::kRightTaken, 1)},
  };
  EXPECT_THAT(p3::testing::check_label_cases(*air, p3::testing::cases_of(air, honest, bad)),
              IsEmpty());
}

TEST(UpdatesLabels, EveryGroupOfTheJointsHasItsBadTrace) {
  const std::shared_ptr<const p3::Air<Element>> air = gadget_air(Gadget::kUpdateJoints);
  UpdatesOwner owner;
  owner.change_deep(1, NativeUpdate(kDeepDepth, {5, 0x20000}, {}));
  const Trace honest = owner.joints.build(4);
  const std::vector<BadTrace> bad = {{"update-joints/flags", set_all(0, 1, J::kActive, -1)},
                                     {"update-joints/flags", set_all(1, 1, J::kActive, 2)},
                                     {"update-joints/flags", set_all(3, 1, J::kActive, 2)}};
  EXPECT_THAT(p3::testing::check_label_cases(*air, p3::testing::cases_of(air, honest, bad)),
              IsEmpty());
}

// Cells that nothing reads: those of rows without meaning, but for their flags.
TEST(Updates, EveryOtherCellIsBound) {
  std::set<std::pair<std::size_t, std::size_t>> expected;
  for (const std::size_t row : {6, 7}) {
    for (std::size_t column = C::kFlags; column < C::kWidth; ++column)
      expected.insert({row, column});
  }
  EXPECT_EQ(p3::testing::free_cells(gadget_air(Gadget::kUpdates), small_trace(), 8), expected);
  UpdatesOwner owner;
  owner.change_deep(1, NativeUpdate(kDeepDepth, {5}, {}));
  expected.clear();
  for (std::size_t column = J::kDeep; column < J::kWidth; ++column) expected.insert({1, column});
  EXPECT_EQ(p3::testing::free_cells(gadget_air(Gadget::kUpdateJoints), owner.joints.build(2), 2),
            expected);
}

}  // namespace
}  // namespace rpp::testing
