// SPDX-License-Identifier: Apache-2.0 OR MIT
// Trees of keys against leaves written out, on every instruction set.
#include "rpp/xmss/key.h"

#include <gtest/gtest.h>

#include "p3/hash/negated_constants.h"
#include "rpp/xmss/leaf_kernels.h"
#include "rpp/xmss/leaves.h"
#include "rpp/xmss/xmss_test_support.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

using testing::make_key;

testing::Elements seed_list(std::uint64_t number) {
  const SecretSeed seed = testing::seed_number(number);
  return {seed.elements().begin(), seed.elements().end()};
}

Digest root_naive(std::vector<Digest> level) {
  while (level.size() > 1) {
    for (std::size_t i = 0; i < level.size() / 2; ++i) {
      level[i] = testing::c8_naive(testing::list(level[2 * i]) + testing::list(level[2 * i + 1]));
    }
    level.resize(level.size() / 2);
  }
  return level[0];
}

std::vector<Digest> leaves_naive(std::uint64_t seed, KeyKind kind, unsigned height) {
  std::vector<Digest> leaves;
  for (std::uint32_t leaf = 0; leaf < 1u << height; ++leaf) {
    // The rule once more: odd and below 2^h - 2^(h-6).
    const bool vrf =
        kind == KeyKind::kVote && leaf % 2 == 1 && leaf < (1u << height) - (1u << height) / 64;
    leaves.push_back(testing::leaf_naive(seed_list(seed), leaf, vrf));
  }
  return leaves;
}

TEST(KeyTest, RootIsThatOfTheLeavesWrittenOut) {
  for (const KeyKind kind : {KeyKind::kWallet, KeyKind::kVote}) {
    for (const unsigned height : {1u, 2u, 4u}) {
      const Digest root = root_naive(leaves_naive(3, kind, height));
      p3::testing::for_each_isa([&] {
        const XmssKey key = make_key(kind, height, 3);
        EXPECT_EQ(key.public_key().root, root) << height;
        EXPECT_EQ(key.public_key().height, height);
      });
    }
  }
}

TEST(KeyTest, AttestationLeavesCarryNoVrfSecret) {
  // Height 7 has two attestation leaves, 126 and 127; 125 is the last precommit leaf.
  const XmssKey key = make_key(KeyKind::kVote, 7, 3);
  EXPECT_EQ(key.other_half(127), vrf_none());
  EXPECT_NE(key.other_half(125), vrf_none());
  for (const std::uint32_t leaf : {124u, 125u, 126u, 127u}) {
    const Digest node = testing::leaf_naive(seed_list(3), leaf, leaf == 125);
    EXPECT_TRUE(verify_path(key.public_key().root, node, leaf, key.path(leaf))) << leaf;
  }
}

TEST(KeyTest, KernelOfAnyRange) {
  const SecretSeed seed = testing::seed_number(6);
  const PublicParameter pp = public_parameter(seed);
  const Digest none = vrf_none();
  // 0x10003 carries into the high limb of the index.
  for (const std::uint32_t first : {0u, 5u, 0xfffcu, 0x10003u}) {
    const LeafJob job = {seed.elements().data(), pp.data(), none.elements.data(), 0xffffu};
    p3::testing::for_each_isa([&] {
      const p3::NegatedConstants<Element> constants(hash_permutation().constants());
      for (const std::size_t count : {0u, 1u, 3u, 8u, 11u}) {
        std::vector<Digest> out(count + 1);
        leaf_kernels().leaves(constants.view(), job, first, count, out[0].elements.data());
        EXPECT_EQ(out[count], Digest());
        for (std::size_t i = 0; i < count; i += 3) {
          const auto leaf = first + static_cast<std::uint32_t>(i);
          ASSERT_EQ(out[i],
                    testing::leaf_naive(seed_list(6), leaf, leaf % 2 == 1 && leaf < 0xffff));
        }
      }
    });
  }
}

TEST(KeyTest, EveryPathLeadsToTheRoot) {
  const XmssKey key = make_key(KeyKind::kVote, 5);
  for (std::uint32_t leaf = 0; leaf < 32; ++leaf) {
    const Digest node = key_leaf(key.wots(leaf), key.other_half(leaf));
    EXPECT_TRUE(verify_path(key.public_key().root, node, leaf, key.path(leaf)));
  }
}

TEST(KeyTest, APartHasTheSameLeavesAndSiblingsFromTheSeed) {
  const XmssKey whole = make_key(KeyKind::kVote, 8, 2);
  const XmssKey part = make_key({KeyKind::kVote, 8, 24, 3}, 2);
  EXPECT_EQ(part.public_key().pp, whole.public_key().pp);
  EXPECT_NE(part.public_key().root, whole.public_key().root);
  for (std::uint32_t leaf = 24; leaf < 32; ++leaf) {
    ASSERT_TRUE(part.holds(leaf));
    const MerklePath path = part.path(leaf);
    ASSERT_EQ(path.size(), 8u);
    for (unsigned level = 0; level < 3; ++level) EXPECT_EQ(path[level], whole.path(leaf)[level]);
    for (std::uint32_t level = 3; level < 8; ++level) {
      const auto m = seed_list(2) + testing::numbers({level, (24u >> level) ^ 1, 0});
      EXPECT_EQ(path[level], testing::sponge_naive(9, m));
    }
    const Digest node = key_leaf(whole.wots(leaf), whole.other_half(leaf));
    EXPECT_TRUE(verify_path(part.public_key().root, node, leaf, path));
  }
  EXPECT_FALSE(part.holds(23));
  EXPECT_FALSE(part.holds(32));
  EXPECT_DEATH(static_cast<void>(part.path(32)), "not built");
}

TEST(KeyTest, APartOfEverySize) {
  for (unsigned log_leaves = 0; log_leaves <= 4; ++log_leaves) {
    const XmssKey key = make_key({KeyKind::kWallet, 4, 0, log_leaves}, 2);
    const Digest node = testing::leaf_naive(seed_list(2), 0, false);
    EXPECT_TRUE(verify_path(key.public_key().root, node, 0, key.path(0)));
    EXPECT_EQ(key.public_key().root == make_key(KeyKind::kWallet, 4, 2).public_key().root,
              log_leaves == 4);
  }
}

TEST(KeyTest, DoesNotDependOnThreads) {
  const XmssKey one = make_key(KeyKind::kVote, 8);
  p3::ThreadPool pool(3);
  const XmssKey three(testing::seed_number(1), KeyShape::whole(KeyKind::kVote, 8), pool);
  EXPECT_EQ(three.public_key(), one.public_key());
  EXPECT_EQ(three.path(200), one.path(200));
}

TEST(KeyTest, Shapes) {
  EXPECT_TRUE(is_key_shape(KeyShape::whole(KeyKind::kVote, 20)));
  EXPECT_TRUE(is_key_shape({KeyKind::kVote, 20, 1024, 10}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 20, 1024, 11}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 20, 1u << 20, 10}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 4, 0, 5}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 0, 0, 0}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 25, 0, 0}));
  EXPECT_FALSE(is_key_shape({KeyKind::kVote, 24, 0, 60}));
  EXPECT_DEATH(make_key({KeyKind::kVote, 4, 3, 1}), "shape");
}

}  // namespace
}  // namespace rpp
