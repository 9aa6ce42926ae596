// SPDX-License-Identifier: Apache-2.0 OR MIT
// Batch C8 and H of every instruction set against the scalar functions.
#include "rpp/hash/batch.h"

#include <gtest/gtest.h>

#include "rpp/hash/hash_test_support.h"
#include "rpp/hash/merkle_tree.h"
#include "testing/each_isa.h"

namespace rpp {
namespace {

using testing::RandomElements;

// Random elements with the borders of the range among them.
std::vector<Element> inputs_with_borders(std::uint64_t seed, std::size_t count) {
  std::vector<Element> inputs = RandomElements(seed).take(count);
  const auto borders = p3::testing::edge_values<Element>();
  for (std::size_t i = 0; i < count; i += 3) inputs[i] = borders[i / 3 % borders.size()];
  return inputs;
}

TEST(BatchTest, CompressionsOfEveryCount) {
  p3::testing::for_each_isa([&] {
    for (std::size_t count = 0; count <= 35; ++count) {
      const auto inputs = inputs_with_borders(count, kWidth * count);
      std::vector<Digest> out(count + 1);
      compress_batch(inputs, std::span(out).first(count));
      EXPECT_EQ(out[count], Digest());
      for (std::size_t i = 0; i < count; ++i) {
        HashState x;
        std::copy_n(inputs.begin() + static_cast<std::ptrdiff_t>(kWidth * i), kWidth, x.begin());
        ASSERT_EQ(out[i], compress(x)) << i << " of " << count;
      }
    }
  });
}

TEST(BatchTest, SpongesOfEveryLength) {
  p3::testing::for_each_isa([&] {
    for (std::size_t length = 0; length <= 40; ++length) {
      for (const std::size_t count : {0u, 1u, 7u, 8u, 9u, 19u}) {
        const auto inputs = inputs_with_borders(length, length * count);
        std::vector<Digest> out(count + 1);
        hash_batch(Tag::kFamilyRecursive, length, inputs, std::span(out).first(count));
        EXPECT_EQ(out[count], Digest());
        for (std::size_t i = 0; i < count; ++i) {
          ASSERT_EQ(out[i],
                    hash(Tag::kFamilyRecursive, std::span(inputs).subspan(length * i, length)));
        }
      }
    }
  });
}

TEST(BatchTest, PairsInPlace) {
  p3::testing::for_each_isa([&] {
    for (std::size_t count = 0; count <= 35; ++count) {
      RandomElements random(count);
      auto nodes = testing::random_digests(random, 2 * count);
      std::vector<Digest> expected(count);
      compress_pairs(nodes, expected);
      compress_pairs_batch(nodes, std::span(nodes).first(count));
      nodes.resize(count);
      ASSERT_EQ(nodes, expected);
    }
  });
}

TEST(BatchTest, TreesEitherWay) {
  RandomElements random(31);
  const auto leaves = testing::random_digests(random, 77);
  p3::testing::for_each_isa([&] {
    const PackedTree tree(10, Tag::kList, leaves, compress_pairs_batch);
    EXPECT_EQ(tree.root(), packed_root(10, Tag::kList, leaves));
  });
}

TEST(BatchTest, RefusesSizesThatDoNotFit) {
  std::vector<Element> inputs(33);
  std::vector<Digest> out(2);
  EXPECT_DEATH(compress_batch(inputs, out), "16 elements");
  EXPECT_DEATH(hash_batch(Tag::kSecretPp, 8, inputs, out), "length");
  EXPECT_DEATH(hash_batch(Tag::kSecretPp, 9, inputs, out), "length");
}

}  // namespace
}  // namespace rpp
