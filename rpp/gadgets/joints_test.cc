// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Deep trees: openings of 32 levels against the native tree, the table's constraint group, and
// owners and rows that lie about positions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/air/analysis.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/joints_air.h"
#include "rpp/gadgets/joints_trace.h"
#include "rpp/hash/sparse_tree.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using C = JointsColumns;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kDeep = 2;
constexpr std::uint32_t kPrime = Element::kPrime;

std::shared_ptr<const p3::Air<Element>> joints_air() {
  static const std::shared_ptr<const p3::Air<Element>> air = make_joints_air(kDeep);
  return air;
}

// A history of blocks, and the owner of some of its leaves.
struct Owner {
  HasherTrace hasher;
  MerkleTrace merkle;
  JointsTrace joints{kDeep};
  Driver driver;

  void node(std::uint64_t tree, std::uint64_t level, std::uint64_t index, const Digest& digest,
            std::int64_t count) {
    driver.add(bus::kNode,
               node_tuple(element(static_cast<std::uint32_t>(NodeKind::kKey)), element(tree),
                          element(level), element(index), digest.elements.data()),
               count);
  }
  void supply(std::uint32_t position, const Digest& leaf) {
    node(std::uint64_t{deep_subtree(kDeep)} + (position >> kHalfDepth), 0, position & 0xffff, leaf,
         -1);
  }
  void demand_root(const Digest& root) { node(deep_tree(kDeep), kHalfDepth, 0, root, 1); }

  TrialBatch batch() {
    p3::ThreadPool pool(1);
    TrialBatch out;
    out.push_back({joints_air(), joints.build(4), {}});
    out.push_back(instance_of(Gadget::kMerkle, merkle.build(4)));
    out.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(out);
    return out;
  }
  Verdict judge() { return p3::testing::try_batch(batch()); }
};

Digest leaf_at(std::uint32_t position) { return digest_of(std::uint64_t{1000} + position); }

SparseTree tree_with(const std::vector<std::uint32_t>& positions) {
  SparseTree tree(kDeepDepth, Tag::kBlock);
  for (const std::uint32_t p : positions) tree.set(p, leaf_at(p));
  return tree;
}

// Opens positions of the tree. Lies: paths[i] is the path of positions[i].
Digest open(Owner& owner, const std::vector<std::uint32_t>& positions,
            const std::vector<MerklePath>& paths) {
  std::vector<MerkleTrace::Opening> openings;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    openings.push_back({positions[i], leaf_at(positions[i]), paths[i]});
  }
  return owner.joints.add_openings(openings, owner.merkle, owner.hasher);
}

void open_honestly(Owner& owner, const std::vector<std::uint32_t>& positions,
                   const SparseTree& tree) {
  std::vector<MerklePath> paths;
  for (const std::uint32_t p : positions) paths.push_back(tree.path(p));
  EXPECT_EQ(open(owner, positions, paths), tree.root());
  for (const std::uint32_t p : positions) owner.supply(p, leaf_at(p));
  owner.demand_root(tree.root());
}

void expect_content(const Verdict& verdict) {
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

void expect_unbalanced(const Verdict& verdict) {
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre("node"));
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

TEST(Joints, OpeningsAreTheNativeOnes) {
  const std::vector<std::vector<std::uint32_t>> opened = {{0},
                                                          {0xffffffff},
                                                          {kPrime},
                                                          {5, 6, 7, 8},
                                                          {0xfffe, 0xffff, 0x10000, 0x10001},
                                                          {0, 0x80000000, 0xfffffffe, 0xffffffff}};
  for (const auto& positions : opened) {
    std::vector<std::uint32_t> used = positions;
    used.insert(used.end(), {3, 0x12345, 0x7fffffff});
    Owner owner;
    open_honestly(owner, positions, tree_with(used));
    expect_content(owner.judge());
  }
}

// What two leaves share is there once.
TEST(Joints, NeighboursShareTheirPath) {
  const std::vector<std::uint32_t> positions = {8, 9, 10, 11, 12, 13, 14, 15};
  Owner owner;
  open_honestly(owner, positions, tree_with(positions));
  EXPECT_EQ(owner.merkle.rows(), 4u + 2u + 1u + 29u);
  EXPECT_EQ(owner.joints.rows(), 1u);
}

TEST(Joints, Columns) {
  const p3::AirAnalysis analysis = p3::analyse(*joints_air(), 10, true);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(joints_air()->shape().width + 5 * analysis.permutation_width() +
                (std::size_t{5} << analysis.log_quotient_chunks),
            30u);
}

TEST(Joints, NoOpeningAtAll) {
  Owner owner;
  owner.hasher.c8(digest_of(1), digest_of(1));
  TrialBatch batch;
  batch.push_back({joints_air(), owner.joints.build(4), {}});
  expect_content(p3::testing::try_batch(batch));
}

TEST(JointsLabels, EveryGroupHasItsBadTrace) {
  const p3::testing::LabelCase bad = {"joints/flags", [] {
                                        Owner owner;
                                        open_honestly(owner, {5, 0x20000}, tree_with({5, 0x20000}));
                                        TrialBatch batch = owner.batch();
                                        batch[0].trace.at(0, C::kActive) = -element(1);
                                        return batch;
                                      }};
  EXPECT_THAT(p3::testing::check_label_cases(*joints_air(), {bad}), IsEmpty());
}

TEST(Joints, EveryCellIsBound) {
  for (std::size_t column = 0; column < C::kWidth; ++column) {
    Owner owner;
    open_honestly(owner, {5}, tree_with({5, 6}));
    TrialBatch batch = owner.batch();
    batch[0].trace.at(0, column) += element(1);
    EXPECT_FALSE(p3::testing::try_batch(batch).accepted()) << column;
  }
}

// Why the halves: as one key tree of 32 levels, positions 5 and p + 5 are one index.
TEST(JointsAttacks, OneTreeOf32LevelsConfusesPositions) {
  Owner owner;
  const std::uint32_t position = kPrime + 5;
  const SparseTree tree = tree_with({position});
  const MerklePath path = tree.path(position);
  owner.merkle.add_opening(7, position, leaf_at(position), path, false, owner.hasher);
  owner.node(7, 0, 5, leaf_at(position), -1);
  owner.node(7, kDeepDepth, 0, tree.root(), 1);
  expect_content(owner.judge());
}

// The same lie about the halves, and some others: the leaf is at `held`, the owner says `claimed`.
TEST(JointsAttacks, LeafAtAnotherPosition) {
  const std::pair<std::uint32_t, std::uint32_t> lies[] = {
      {kPrime + 5, 5}, {5, kPrime + 5}, {0x10005, 0x20005}, {0x10005, 0x10004}, {0x10000, 0xffff}};
  for (const auto& [held, claimed] : lies) {
    Owner owner;
    const SparseTree tree = tree_with({held});
    EXPECT_EQ(open(owner, {held}, {tree.path(held)}), tree.root());
    owner.supply(claimed, leaf_at(held));
    owner.demand_root(tree.root());
    expect_unbalanced(owner.judge());
  }
}

// Limbs that are no 16-bit integers but give the right sum.
TEST(JointsAttacks, LimbsOutOfRange) {
  for (const auto& [high, low] :
       {std::pair<std::int64_t, std::int64_t>{0, 0x10005}, {2, -0xfffb}}) {
    Owner owner;
    const SparseTree tree = tree_with({0x10005});
    open(owner, {0x10005}, {tree.path(0x10005)});
    const std::int64_t subtree = deep_subtree(kDeep) + high;
    owner.node(static_cast<std::uint64_t>(subtree), 0,
               static_cast<std::uint64_t>(low < 0 ? low + kPrime : low), leaf_at(0x10005), -1);
    owner.demand_root(tree.root());
    expect_unbalanced(owner.judge());
  }
}

// Joints that claim numbers which the upper half does not have: behind the last one, and -1, whose
// subtree would be the upper half itself.
TEST(JointsAttacks, NumbersBeyondTheUpperHalf) {
  for (const std::uint32_t number : {0x10000u, kPrime - 1}) {
    Owner owner;
    const MerklePath path(kHalfDepth, digest_of(9));
    const std::uint32_t subtree =
        number == kPrime - 1 ? deep_tree(kDeep) : deep_subtree(kDeep) + number;
    const Digest root = owner.merkle.add_opening(subtree, 3, leaf_at(3), path, false, owner.hasher);
    owner.joints.add_row(number, root);
    owner.node(subtree, 0, 3, leaf_at(3), -1);
    const Digest top = owner.merkle.add_opening(deep_tree(kDeep), number & 0xffff, root, path,
                                                false, owner.hasher);
    owner.demand_root(top);
    expect_unbalanced(owner.judge());
  }
}

// A leaf that a second joint of the same number brings in: the upper half has its place once.
TEST(JointsAttacks, TwoJointsOfOneNumber) {
  Owner owner;
  open_honestly(owner, {5}, tree_with({5}));
  const MerklePath path(kHalfDepth, digest_of(9));
  const Digest root =
      owner.merkle.add_opening(deep_subtree(kDeep), 6, leaf_at(6), path, false, owner.hasher);
  owner.joints.add_row(0, root);
  owner.supply(6, leaf_at(6));
  expect_unbalanced(owner.judge());
}

// A subtree that no joint takes up, and a joint whose root is not the subtree's.
TEST(JointsAttacks, SubtreeWithoutItsJoint) {
  for (const bool other_root : {false, true}) {
    Owner owner;
    open_honestly(owner, {5}, tree_with({5}));
    TrialBatch batch = owner.batch();
    p3::Matrix<Element>& joints = batch[0].trace;
    if (other_root) {
      joints.at(0, C::kRoot) += element(1);
    } else {
      joints.at(0, C::kActive) = element(0);
    }
    expect_unbalanced(p3::testing::try_batch(batch));
  }
}

// Another deep tree's joint does not serve this one.
TEST(JointsAttacks, JointOfAnotherTree) {
  Owner owner;
  open_honestly(owner, {5}, tree_with({5}));
  TrialBatch batch = owner.batch();
  batch[0].air = make_joints_air(kDeep + 1);
  expect_unbalanced(p3::testing::try_batch(batch));
}

}  // namespace
}  // namespace rpp::testing
