// SPDX-License-Identifier: Apache-2.0 OR MIT
// Paths, packed and sparse trees against a tree with every leaf written out.
#include <gtest/gtest.h>

#include "rpp/hash/hash_test_support.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/hash/sparse_tree.h"

namespace rpp {
namespace {

using testing::random_digest;
using testing::random_digests;
using testing::RandomElements;

Digest root_naive(std::vector<Digest> level) {
  while (level.size() > 1) {
    std::vector<Digest> above;
    for (std::size_t i = 0; i < level.size(); i += 2) {
      std::vector<Element> x(level[i].elements.begin(), level[i].elements.end());
      x.insert(x.end(), level[i + 1].elements.begin(), level[i + 1].elements.end());
      above.push_back(testing::c8_naive(x));
    }
    level = above;
  }
  return level[0];
}

// All 2^depth leaves of a left-packed tree.
std::vector<Digest> filled(std::vector<Digest> leaves, unsigned depth, Tag tag) {
  leaves.resize(std::size_t{1} << depth,
                testing::sponge_naive(static_cast<std::uint32_t>(tag), {}));
  return leaves;
}

TEST(PackedTreeTest, EverySizeOfEveryDepth) {
  RandomElements random(21);
  for (unsigned depth = 0; depth <= 4; ++depth) {
    for (std::size_t size = 0; size <= std::size_t{1} << depth; ++size) {
      const auto leaves = random_digests(random, size);
      const PackedTree tree(depth, Tag::kList, leaves);
      const auto all = filled(leaves, depth, Tag::kList);
      ASSERT_EQ(tree.root(), root_naive(all)) << depth << " " << size;
      EXPECT_EQ(packed_root(depth, Tag::kList, leaves), tree.root());
      for (std::uint64_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(tree.leaf(i), all[i]);
        const MerklePath path = tree.path(i);
        ASSERT_EQ(path.size(), depth);
        EXPECT_EQ(root_from_path(all[i], i, path), tree.root());
      }
    }
  }
}

TEST(PackedTreeTest, ChangesAndAppends) {
  RandomElements random(22);
  PackedTree tree(3, Tag::kBlock, {});
  std::vector<Digest> leaves;
  for (std::uint64_t i = 0; i < 8; ++i) {
    leaves.push_back(random_digest(random));
    tree.set(i, leaves.back());
    ASSERT_EQ(tree.root(), PackedTree(3, Tag::kBlock, leaves).root());
    leaves[i / 2] = random_digest(random);
    tree.set(i / 2, leaves[i / 2]);
    ASSERT_EQ(tree.root(), root_naive(filled(leaves, 3, Tag::kBlock)));
    EXPECT_EQ(tree.size(), i + 1);
  }
}

TEST(PackedTreeTest, RefusesGapsAndPositionsBeyond) {
  PackedTree tree(2, Tag::kList, {});
  EXPECT_DEATH(tree.set(1, Digest()), "gap");
  EXPECT_DEATH(static_cast<void>(tree.path(4)), "beyond");
  EXPECT_DEATH(PackedTree(1, Tag::kList, std::vector<Digest>(3)), "more leaves");
}

TEST(SparseTreeTest, EqualsTheTreeWrittenOut) {
  RandomElements random(23);
  constexpr unsigned kDepth = 5;
  auto all = filled({}, kDepth, Tag::kAllow);
  SparseTree tree(kDepth, Tag::kAllow);
  EXPECT_EQ(tree.root(), root_naive(all));
  p3::SplitMix64 words(5);
  for (int k = 0; k < 60; ++k) {
    const std::uint64_t position = words.next() % 32;
    // Now and then back to unused.
    all[position] = words.next() % 4 == 0 ? hash_empty(Tag::kAllow) : random_digest(random);
    tree.set(position, all[position]);
    ASSERT_EQ(tree.root(), root_naive(all));
    const std::uint64_t other = words.next() % 32;
    EXPECT_EQ(tree.leaf(other), all[other]);
    EXPECT_EQ(root_from_path(all[other], other, tree.path(other)), tree.root());
  }
}

TEST(SparseTreeTest, ManyLeavesAtOnceAreThoseOneByOne) {
  RandomElements random(26);
  p3::SplitMix64 words(6);
  SparseTree one(6, Tag::kAllow), many(6, Tag::kAllow);
  for (int k = 0; k < 20; ++k) {
    std::vector<std::pair<std::uint64_t, Digest>> leaves;
    for (std::uint64_t position = 0; position < 64; ++position) {
      if (words.next() % 4 != 0) continue;
      const bool unused = words.next() % 4 == 0;
      leaves.emplace_back(position, unused ? hash_empty(Tag::kAllow) : random_digest(random));
      one.set(position, leaves.back().second);
    }
    many.set_many(leaves);
    ASSERT_EQ(many.root(), one.root());
    for (std::uint64_t position = 0; position < 64; ++position) {
      EXPECT_EQ(many.path(position), one.path(position));
    }
  }
  many.set_many({});
  EXPECT_EQ(many.root(), one.root());
  const std::vector<std::pair<std::uint64_t, Digest>> twice = {{3, Digest{}}, {3, Digest{}}};
  EXPECT_DEATH(many.set_many(twice), "increase");
}

TEST(SparseTreeTest, DeepTreesAreCheap) {
  RandomElements random(24);
  const Digest leaf = random_digest(random);
  SparseTree tree(kMaxTreeDepth, Tag::kBlock);
  const EmptySubtrees empty(Tag::kBlock);
  EXPECT_EQ(tree.root(), empty.at(kMaxTreeDepth));
  tree.set(0xfffffffe, leaf);
  EXPECT_EQ(root_from_path(leaf, 0xfffffffe, tree.path(0xfffffffe)), tree.root());
  EXPECT_EQ(tree.path(3)[31], tree.node(31, 1));
  tree.set(0xfffffffe, hash_empty(Tag::kBlock));
  EXPECT_EQ(tree.root(), empty.at(kMaxTreeDepth));
  EXPECT_DEATH(tree.set(std::uint64_t{1} << 32, leaf), "beyond");
}

TEST(MerklePathTest, EveryPartOfAPathCounts) {
  RandomElements random(25);
  const PackedTree tree(4, Tag::kList, random_digests(random, 13));
  for (std::uint64_t position = 0; position < 16; ++position) {
    const Digest leaf = tree.leaf(position);
    const MerklePath path = tree.path(position);
    ASSERT_TRUE(verify_path(tree.root(), leaf, position, path));
    EXPECT_FALSE(verify_path(testing::changed(tree.root(), 7), leaf, position, path));
    EXPECT_FALSE(verify_path(tree.root(), testing::changed(leaf, 0), position, path));
    for (std::size_t k = 0; k < path.size(); ++k) {
      for (std::size_t i = 0; i < kDigestElements; ++i) {
        MerklePath other = path;
        other[k] = testing::changed(other[k], i);
        EXPECT_FALSE(verify_path(tree.root(), leaf, position, other));
      }
    }
    // Not taken modulo the number of positions.
    EXPECT_FALSE(verify_path(tree.root(), leaf, position + 16, path));
    EXPECT_FALSE(verify_path(tree.root(), leaf, position | (std::uint64_t{1} << 63), path));
    EXPECT_FALSE(verify_path(tree.root(), leaf, position, std::span(path).first(3)));
  }
  // An empty position's neighbours 14 and 15 look alike; used ones do not.
  EXPECT_FALSE(verify_path(tree.root(), tree.leaf(4), 5, tree.path(4)));
}

}  // namespace
}  // namespace rpp
