// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The table `merkle`: trees and openings against the native ones, its constraint groups, and owners
// and rows that lie about levels, indices and empty places.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/merkle_columns.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/hash/sparse_tree.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using C = MerkleColumns;
using Leaf = MerkleTrace::Leaf;
using p3::testing::LabelCase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Trace = p3::Matrix<Element>;

constexpr std::uint32_t kTree = 3;

// Trees with what their owner puts on the bus.
struct Owner {
  HasherTrace hasher;
  MerkleTrace merkle;
  Driver driver;

  void node(NodeKind kind, std::uint32_t tree, std::uint64_t level, std::uint64_t index,
            const Digest& digest, std::int64_t count) {
    driver.add(bus::kNode,
               node_tuple(element(static_cast<std::uint32_t>(kind)), element(tree), element(level),
                          element(index), digest.elements.data()),
               count);
  }

  Digest tree(unsigned depth, const std::vector<Leaf>& leaves, std::uint32_t tree = kTree) {
    const Digest empty = hash_empty(Tag::kSig);
    const auto made = merkle.add_tree(tree, depth, empty, leaves, hasher);
    for (const Leaf& leaf : leaves) {
      node(NodeKind::kStatement, tree, 0, leaf.position, leaf.digest, -1);
    }
    if (made.empty_leaves != 0) {
      driver.add(bus::kNode, empty_node_tuple(element(tree), element(0), empty.elements.data()),
                 -static_cast<std::int64_t>(made.empty_leaves));
    }
    node(NodeKind::kStatement, tree, depth, 0, made.root, 1);
    return made.root;
  }

  // With `both`, the sibling at level 0 is the owner's leaf too.
  Digest opening(std::uint32_t position, const std::vector<Digest>& path, bool both,
                 std::uint32_t tree = kTree) {
    const Digest leaf = digest_of(position);
    const Digest root = merkle.add_opening(tree, position, leaf, path, both, hasher);
    node(NodeKind::kKey, tree, 0, position, leaf, -1);
    if (both) node(NodeKind::kKey, tree, 0, position ^ 1, path[0], -1);
    node(NodeKind::kKey, tree, path.size(), 0, root, 1);
    return root;
  }

  TrialBatch batch(std::size_t min_rows = 4) {
    p3::ThreadPool pool(1);
    TrialBatch out;
    out.push_back(instance_of(Gadget::kMerkle, merkle.build(min_rows)));
    out.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(out);
    return out;
  }
  Verdict judge() { return p3::testing::try_batch(batch()); }
};

void expect_content(const Verdict& verdict) {
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

void expect_unbalanced(const Verdict& verdict) {
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre("node"));
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

std::vector<Leaf> leaves_at(const std::vector<std::uint32_t>& positions) {
  std::vector<Leaf> leaves;
  for (const std::uint32_t p : positions) leaves.push_back({p, digest_of(p)});
  return leaves;
}

TEST(Merkle, StatementTreesAreTheNativeOnes) {
  const std::vector<std::vector<std::uint32_t>> used = {
      {},
      {0},
      {15},
      {0, 15},
      {0, 1, 2},
      {3, 4, 9, 10},
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};
  for (const auto& positions : used) {
    Owner owner;
    SparseTree native(4, Tag::kSig);
    for (const Leaf& leaf : leaves_at(positions)) native.set(leaf.position, leaf.digest);
    EXPECT_EQ(owner.tree(4, leaves_at(positions)), native.root());
    expect_content(owner.judge());
  }
}

TEST(Merkle, SeveralTreesShareTheTable) {
  Owner owner;
  owner.tree(3, leaves_at({0, 1}), 0);
  owner.tree(1, leaves_at({1}), 1);
  owner.opening(5, {digest_of(1), digest_of(2), digest_of(3)}, false, 0);
  owner.opening(4, {digest_of(1), digest_of(2), digest_of(3)}, true, 1);
  expect_content(owner.judge());
}

// The first and the last leaf, alone and with their siblings.
TEST(Merkle, OpeningsAtBothEnds) {
  const std::vector<Digest> path = {digest_of(101), digest_of(102), digest_of(103)};
  for (const std::uint32_t position : {0u, 1u, 6u, 7u}) {
    for (const bool both : {false, true}) {
      Owner owner;
      EXPECT_EQ(owner.opening(position, path, both),
                root_from_path(digest_of(position), position, path));
      expect_content(owner.judge());
    }
  }
}

TEST(Merkle, EmptyTableAndFullTable) {
  Owner none;
  none.hasher.c8(digest_of(1), digest_of(1));  // a driver of something
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kMerkle, none.merkle.build(4)));
  expect_content(p3::testing::try_batch(batch));
  Owner full;
  full.opening(9, {digest_of(1), digest_of(2), digest_of(3), digest_of(4)}, false);
  EXPECT_EQ(full.merkle.build(1).height(), 4u);
  expect_content(full.judge());
}

// Depth 3: rows 0 and 1 over the leaves 0, 1 and 2, row 2 above them, row 3 the root, row 4 empty,
// row 5 empty; rows 6 to 8 an opening.
LabelCase bad(const std::string& label, std::size_t row,
              const std::vector<std::pair<std::size_t, int>>& cells) {
  return {label, [=] {
            Owner owner;
            owner.tree(3, leaves_at({0, 1, 2}));
            owner.opening(5, {digest_of(101), digest_of(102), digest_of(103)}, false);
            TrialBatch batch = owner.batch();
            for (const auto& [column, value] : cells) {
              batch[0].trace.at(row, column) = Element::from_i64(value);
            }
            return batch;
          }};
}

TEST(MerkleLabels, EveryGroupHasItsBadTrace) {
  const std::vector<LabelCase> cases = {
      // A node of kind -1, whose flags add up as they should.
      bad("merkle/flags", 0, {{C::kStatement, 2}, {C::kKey, -1}}),
      // A private sibling in a statement tree.
      bad("merkle/children", 0, {{C::kRightNode, 0}}),
      // A used subtree under an empty one.
      bad("merkle/empty-children", 4, {{C::kLeftEmpty, 0}, {C::kLeftNode, 1}}),
      // An opening without a leaf.
      bad("merkle/free-siblings", 6, {{C::kRightNode, 0}}),
  };
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kMerkle), cases), IsEmpty());
}

// An empty subtree on the path of a key, and a free child on a row without meaning.
TEST(MerkleLabels, OtherLiesAboutChildren) {
  for (const LabelCase& c : {bad("", 6, {{C::kLeftEmpty, 1}}), bad("", 7, {{C::kRightEmpty, 1}}),
                             bad("", 15, {{C::kLeftNode, 1}}), bad("", 15, {{C::kRightEmpty, 1}}),
                             bad("", 4, {{C::kRightEmpty, 0}}), bad("", 1, {{C::kLeftEmpty, 1}})}) {
    TrialBatch batch = c.bad();
    p3::testing::plug_buses(batch);
    const Verdict verdict = p3::testing::try_batch(batch);
    EXPECT_TRUE(verdict.labels.contains("merkle/children")) << to_string(verdict);
    EXPECT_FALSE(verdict.accepted());
  }
}

// A leaf at 2^depth: its path ends beside the root, which has index 0.
TEST(MerkleAttacks, LeafBehindTheLastOne) {
  Owner owner;
  const std::vector<Digest> path = {digest_of(101), digest_of(102), digest_of(103)};
  owner.opening(8, path, false);
  expect_unbalanced(owner.judge());
}

// The path of leaf 5 with the sides of leaf 4.
TEST(MerkleAttacks, LeafAtAnotherPosition) {
  Owner owner;
  const std::vector<Digest> path = {digest_of(101), digest_of(102), digest_of(103)};
  const Digest root = owner.merkle.add_opening(kTree, 4, digest_of(5), path, false, owner.hasher);
  owner.node(NodeKind::kKey, kTree, 0, 5, digest_of(5), -1);
  owner.node(NodeKind::kKey, kTree, 3, 0, root, 1);
  expect_unbalanced(owner.judge());
}

TEST(MerkleAttacks, OtherLevelTreeOrRoot) {
  const std::vector<Digest> path = {digest_of(101), digest_of(102), digest_of(103)};
  for (int lie = 0; lie < 4; ++lie) {
    Owner owner;
    Digest root = owner.merkle.add_opening(kTree, 5, digest_of(5), path, false, owner.hasher);
    if (lie == 2) root[0] += Element::one();
    owner.node(lie == 3 ? NodeKind::kStatement : NodeKind::kKey, kTree, 0, 5, digest_of(5), -1);
    owner.node(NodeKind::kKey, lie == 0 ? kTree + 1 : kTree, lie == 1 ? 4 : 3, 0, root, 1);
    expect_unbalanced(owner.judge());
  }
}

// A supplied leaf has to be in the tree: it cannot be left out, nor stand beside an empty subtree
// that claims its position.
TEST(MerkleAttacks, UsedPositionTakenForUnused) {
  Owner owner;
  owner.tree(4, leaves_at({0, 1, 2}));
  owner.node(NodeKind::kStatement, kTree, 0, 9, digest_of(9), -1);
  expect_unbalanced(owner.judge());
}

// A key path that stops below the leaves' level, and one that begins at level p - 1 to come round:
// somebody always has to supply its lowest node.
TEST(MerkleAttacks, LevelsBelowTheLeaves) {
  Owner owner;
  const std::uint32_t p = p3::KoalaBear::kOrder;
  Digest node = digest_of(1);
  for (const std::uint32_t level : {p - 2, p - 1, 0u, 1u}) {
    node = owner.merkle.add_row({.key = true,
                                 .left_node = true,
                                 .tree = kTree,
                                 .level = level,
                                 .left = node,
                                 .right = digest_of(2),
                                 .out = {}},
                                owner.hasher);
  }
  owner.node(NodeKind::kKey, kTree, 2, 0, node, 1);
  const Verdict verdict = owner.judge();
  expect_unbalanced(verdict);
  EXPECT_NE(verdict.lookups.find(std::to_string(p - 2)), std::string::npos) << verdict.lookups;
}

// Rows that would have to supply each other: the upper one's level is not the lower one's.
TEST(MerkleAttacks, CircleOfTwoRows) {
  Owner owner;
  for (const std::uint32_t level : {0u, 1u}) {
    owner.merkle.add_row({.key = true,
                          .left_node = true,
                          .tree = kTree,
                          .level = level,
                          .left = digest_of(1),
                          .right = digest_of(2),
                          .out = {}},
                         owner.hasher);
  }
  expect_unbalanced(owner.judge());
}

// The digest of an empty subtree is counted, so it must never stand for a node, nor a node for it.
TEST(MerkleAttacks, EmptySubtreesAreNoNodes) {
  const Digest empty = hash_empty(Tag::kSig);
  Owner as_root;
  as_root.merkle.add_row({.empty = true,
                          .left_empty = true,
                          .right_empty = true,
                          .tree = kTree,
                          .level = 0,
                          .count = 1,
                          .left = empty,
                          .right = empty,
                          .out = {}},
                         as_root.hasher);
  as_root.driver.add(bus::kNode,
                     empty_node_tuple(element(kTree), element(0), empty.elements.data()), -2);
  as_root.node(NodeKind::kStatement, kTree, 1, 0, compress(empty, empty), 1);
  expect_unbalanced(as_root.judge());
  // A node of a statement tree cannot be supplied as the digest of an empty subtree.
  Owner as_empty;
  as_empty.merkle.add_row({.statement = true,
                           .left_node = true,
                           .right_empty = true,
                           .tree = kTree,
                           .level = 1,
                           .left = digest_of(1),
                           .right = compress(digest_of(1), digest_of(1)),
                           .out = {}},
                          as_empty.hasher);
  as_empty.node(NodeKind::kStatement, kTree, 1, 0, digest_of(1), -1);
  expect_unbalanced(as_empty.judge());
}

// A count below zero takes empty digests away; there is nothing else of their kind to take.
TEST(MerkleAttacks, NegativeCount) {
  Owner owner;
  owner.tree(3, leaves_at({0}));
  TrialBatch batch = owner.batch();
  for (std::size_t row = 0; row < batch[0].trace.height(); ++row) {
    Element& count = batch[0].trace.at(row, C::kCount);
    if (!(count == Element::zero())) count = -count;
  }
  expect_unbalanced(p3::testing::try_batch(batch));
}

}  // namespace
}  // namespace rpp::testing
