// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Owners and rows of `updates` and `update-joints` that lie: about positions, about what stays,
// about roots, and about the layers of a deep tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/updates_columns.h"
#include "rpp/gadgets/updates_test_support.h"

namespace rpp::testing {
namespace {

using C = UpdatesColumns;
using J = UpdateJointsColumns;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kTree = 3;
constexpr unsigned kDepth = 3;
constexpr std::uint32_t kDeep = 2;
constexpr std::uint32_t kPrime = Element::kPrime;

void expect_unbalanced(const Verdict& verdict, const char* bus = "node") {
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre(bus));
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

// One path of a tree before or after, with these siblings.
Digest path_rows(UpdatesOwner& owner, std::uint32_t tree, std::uint32_t position, bool after,
                 Digest node, const MerklePath& path) {
  for (std::uint32_t level = 0; level < path.size(); ++level) {
    const bool right = (position >> level & 1) != 0;
    node = owner.updates.add_row({.after = after,
                                  .left_shared = right,
                                  .right_shared = !right,
                                  .tree = tree,
                                  .level = level,
                                  .index = position >> level >> 1,
                                  .left = right ? path[level] : node,
                                  .right = right ? node : path[level],
                                  .out = {}},
                                 owner.hasher);
  }
  return node;
}

MerklePath some_path(unsigned depth = kDepth, std::uint64_t seed = 70) {
  MerklePath path;
  for (unsigned level = 0; level < depth; ++level) path.push_back(digest_of(seed + level));
  return path;
}

// The leaf at 5, whose tree after has another sibling on some level: something else changed too.
TEST(UpdatesAttacks, AnotherSiblingAfter) {
  for (unsigned level = 0; level <= kDepth; ++level) {
    UpdatesOwner owner;
    const MerklePath path = some_path();
    MerklePath other = path;
    if (level < kDepth) other[level][0] += Element::one();
    const Digest before = path_rows(owner, kTree, 5, false, leaf_before(5), path);
    const Digest after = path_rows(owner, kTree, 5, true, leaf_after(5), other);
    owner.supply(kTree, 5, leaf_before(5), leaf_after(5));
    owner.demand(kTree, kDepth, {before, after});
    if (level == kDepth) {
      EXPECT_TRUE(owner.judge().content());
    } else {
      expect_unbalanced(owner.judge());
    }
  }
}

// Siblings of both trees, but on each other's level: they have to stand at the same place.
TEST(UpdatesAttacks, SiblingsExchangedBetweenLevels) {
  UpdatesOwner owner;
  const MerklePath path = some_path();
  MerklePath other = path;
  std::swap(other[0], other[1]);
  const Digest before = path_rows(owner, kTree, 5, false, leaf_before(5), path);
  const Digest after = path_rows(owner, kTree, 5, true, leaf_after(5), other);
  owner.supply(kTree, 5, leaf_before(5), leaf_after(5));
  owner.demand(kTree, kDepth, {before, after});
  expect_unbalanced(owner.judge());
}

// Two leaves change places in the tree after: the owner says where each belongs.
TEST(UpdatesAttacks, LeavesSwappedBetweenPositions) {
  for (const auto& [p, q] : {std::pair{2u, 5u}, {4u, 5u}}) {
    UpdatesOwner owner;
    const NativeUpdate native(kDepth, {p, q}, {0, 7});
    std::vector<LeafUpdate> list = native.updates();
    std::swap(list[0].after, list[1].after);
    const UpdatedRoots roots = owner.updates.add_updates(kTree, list, owner.hasher);
    for (const std::uint32_t x : {p, q}) owner.supply(kTree, x, leaf_before(x), leaf_after(x));
    owner.demand(kTree, kDepth, roots);
    expect_unbalanced(owner.judge());
  }
}

// The leaf before at one position and the leaf after at another one.
TEST(UpdatesAttacks, PositionsOfBothTreesDiffer) {
  UpdatesOwner owner;
  const MerklePath path = some_path();
  const Digest before = path_rows(owner, kTree, 5, false, leaf_before(5), path);
  const Digest after = path_rows(owner, kTree, 4, true, leaf_after(5), path);
  owner.supply(kTree, 5, leaf_before(5), leaf_after(5));
  owner.demand(kTree, kDepth, {before, after});
  expect_unbalanced(owner.judge());
}

// The tree has its leaf at 5; the owner names 5 + 2^depth, a number beyond it.
TEST(UpdatesAttacks, PositionBehindTheLastOne) {
  UpdatesOwner owner;
  const MerklePath path = some_path();
  const Digest before = path_rows(owner, kTree, 13, false, leaf_before(5), path);
  const Digest after = path_rows(owner, kTree, 13, true, leaf_after(5), path);
  owner.supply(kTree, 13, leaf_before(5), leaf_after(5));
  owner.demand(kTree, kDepth, {before, after});
  expect_unbalanced(owner.judge());
}

// A second tree of one number, whose roots nobody asked for. Owners who ask for roots twice, and
// for a position twice, get trees that took each other's siblings.
TEST(UpdatesAttacks, RootTwice) {
  const MerklePath one = some_path(), two = some_path(kDepth, 80);
  for (const bool demanded : {false, true}) {
    UpdatesOwner owner;
    const Digest before = path_rows(owner, kTree, 5, false, leaf_before(5), one);
    const Digest after = path_rows(owner, kTree, 5, true, leaf_after(5), two);
    const Digest other_before = path_rows(owner, kTree, 5, false, leaf_before(6), two);
    const Digest other_after = path_rows(owner, kTree, 5, true, leaf_after(6), one);
    owner.supply(kTree, 5, leaf_before(5), leaf_after(5));
    owner.supply(kTree, 5, leaf_before(6), leaf_after(6));
    owner.demand(kTree, kDepth, {before, after});
    if (demanded) {
      owner.demand(kTree, kDepth, {other_before, other_after});
      EXPECT_TRUE(owner.judge().content());
    } else {
      expect_unbalanced(owner.judge());
    }
  }
}

// A changed position of which the tree after says nothing, and the other way round.
TEST(UpdatesAttacks, LeafOfOneTreeOnly) {
  for (const NodeKind missing : {NodeKind::kBefore, NodeKind::kAfter}) {
    UpdatesOwner owner;
    const MerklePath path = some_path();
    const Digest before = path_rows(owner, kTree, 5, false, leaf_before(5), path);
    const Digest after = path_rows(owner, kTree, 5, true, leaf_after(5), path);
    owner.supply(kTree, 5, leaf_before(5), leaf_after(5));
    owner.node(missing, kTree, 0, 5, missing == NodeKind::kBefore ? leaf_before(5) : leaf_after(5),
               1);
    owner.demand(kTree, kDepth, {before, after});
    expect_unbalanced(owner.judge());
  }
}

// A row before for a tree after: kinds do not meet.
TEST(UpdatesAttacks, OneTreeForBoth) {
  UpdatesOwner owner;
  const Digest root = path_rows(owner, kTree, 5, false, leaf_before(5), some_path());
  owner.supply(kTree, 5, leaf_before(5), leaf_before(5));
  owner.demand(kTree, kDepth, {root, root});
  expect_unbalanced(owner.judge());
}

// Deep trees: the leaf is at `held`, the owner says `claimed`.
TEST(UpdatesAttacks, LeafAtAnotherPositionOfADeepTree) {
  const std::pair<std::uint32_t, std::uint32_t> lies[] = {
      {kPrime + 5, 5}, {5, kPrime + 5}, {0x10005, 0x20005}, {0x10005, 0x10004}, {0x10000, 0xffff}};
  for (const auto& [held, claimed] : lies) {
    UpdatesOwner owner;
    const NativeUpdate native(kDeepDepth, {held}, {});
    const UpdatedRoots roots =
        owner.joints.add_updates(kDeep, native.updates(), owner.updates, owner.hasher, owner.range);
    owner.supply(std::uint64_t{deep_subtree(kDeep)} + (claimed >> kHalfDepth), claimed & 0xffff,
                 leaf_before(held), leaf_after(held));
    owner.demand(deep_tree(kDeep), kHalfDepth, roots);
    expect_unbalanced(owner.judge());
  }
}

// A subtree that no joint takes up; another root of it, before or after; another number.
TEST(UpdatesAttacks, JointOfAnotherSubtree) {
  for (const std::size_t column : {J::kNumber, J::kBefore, J::kAfter, J::kActive}) {
    UpdatesOwner owner;
    owner.change_deep(kDeep, NativeUpdate(kDeepDepth, {5}, {}));
    TrialBatch batch = owner.batch();
    Element& cell = batch[1].trace.at(0, column);
    cell = column == J::kActive ? element(0) : cell + element(1);
    const Verdict verdict = p3::testing::try_batch(batch);
    EXPECT_TRUE(verdict.buses.contains("node")) << to_string(verdict);
    EXPECT_FALSE(verdict.accepted());
  }
}

// A second joint of one number: the upper half has its place once.
TEST(UpdatesAttacks, TwoJointsOfOneNumber) {
  UpdatesOwner owner;
  owner.change_deep(kDeep, NativeUpdate(kDeepDepth, {5}, {}));
  const MerklePath path = some_path(kHalfDepth);
  const std::uint32_t tree = deep_subtree(kDeep);
  const Digest before = path_rows(owner, tree, 6, false, leaf_before(6), path);
  const Digest after = path_rows(owner, tree, 6, true, leaf_after(6), path);
  owner.joints.add_row(kDeep, 0, {before, after}, owner.range);
  owner.supply_deep(kDeep, 6);
  expect_unbalanced(owner.judge());
}

// A row of joints for a layer that nobody meant: the owner's leaf stands 48 levels deep. Its deep
// tree would be a number that is none, which only the range keeps out.
TEST(UpdatesAttacks, PlantedLayerOfJoints) {
  UpdatesOwner owner;
  const MerklePath path = some_path(kHalfDepth);
  UpdatedRoots roots{leaf_before(5), leaf_after(5)};
  // From the owner's subtree up: its number, then the planted one.
  const std::uint64_t tree = deep_tree(kDeep);
  const std::uint64_t planted = tree + 1 + 7, lowest = planted + 1 + 9;
  const auto climb = [&](std::uint64_t number, std::uint32_t position) {
    const auto n = static_cast<std::uint32_t>(number);
    roots.before = path_rows(owner, n, position, false, roots.before, path);
    roots.after = path_rows(owner, n, position, true, roots.after, path);
  };
  // d of a tree by its number: an element, since kDeepStride has an inverse.
  const auto deep_of = [](std::uint64_t number) {
    const Element d = element(number) * element(kDeepStride).inverse() - Element::one();
    return static_cast<std::uint32_t>(d.as_canonical_u64());
  };
  climb(lowest, 5);
  owner.joints.add_row(deep_of(planted), 9, roots, owner.range);
  climb(planted, 9);
  owner.joints.add_row(kDeep, 7, roots, owner.range);
  climb(tree, 7);
  owner.supply(lowest, 5, leaf_before(5), leaf_after(5));
  owner.demand(tree, kHalfDepth, roots);
  const Verdict verdict = owner.judge();
  expect_unbalanced(verdict, "range");
  // With the range on the attacker's side everybody is content.
  TrialBatch batch = owner.batch();
  p3::testing::plug_buses(batch);
  EXPECT_TRUE(p3::testing::try_batch(batch).accepted());
}

// A joint of another deep tree does not serve this one.
TEST(UpdatesAttacks, JointOfAnotherDeepTree) {
  UpdatesOwner owner;
  owner.change_deep(kDeep, NativeUpdate(kDeepDepth, {5}, {}));
  TrialBatch batch = owner.batch();
  batch[1].trace.at(0, J::kDeep) += element(1);
  const Verdict verdict = p3::testing::try_batch(batch);
  EXPECT_TRUE(verdict.buses.contains("node")) << to_string(verdict);
  EXPECT_FALSE(verdict.accepted());
}

// The levels of the tree after do not have to be named honestly, but they have to meet.
TEST(UpdatesAttacks, OtherLevelTreeOrIndex) {
  for (const std::size_t column : {C::kTree, C::kLevel, C::kIndex}) {
    for (std::size_t row = 0; row < 2 * kDepth; ++row) {
      UpdatesOwner owner;
      owner.change(kTree, NativeUpdate(kDepth, {5}, {}), kDepth);
      TrialBatch batch = owner.batch();
      batch[0].trace.at(row, column) += element(1);
      expect_unbalanced(p3::testing::try_batch(batch));
    }
  }
}

}  // namespace
}  // namespace rpp::testing
