// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/sponge.h"

#include <gtest/gtest.h>

#include <set>

#include "rpp/hash/hash_test_support.h"

namespace rpp {
namespace {

using testing::c8_naive;
using testing::RandomElements;
using testing::sponge_naive;

TEST(SpongeTest, EqualsTheNaiveOneAtEveryLength) {
  RandomElements random(11);
  for (std::size_t length = 0; length <= 170; ++length) {
    const std::vector<Element> m = random.take(length);
    for (const std::uint32_t tag : {0u, 1u, 81u, 116u}) {
      ASSERT_EQ(sponge_unchecked(tag, m), sponge_naive(tag, m)) << length;
    }
  }
}

TEST(SpongeTest, HashIsTheSpongeUnderEveryTag) {
  RandomElements random(12);
  for (const TagInfo& info : kTags) {
    const std::vector<Element> m = random.take(info.base);
    EXPECT_EQ(hash(info.tag, m), sponge_naive(static_cast<std::uint32_t>(info.tag), m));
    if (info.or_empty) {
      EXPECT_EQ(hash_empty(info.tag), sponge_naive(static_cast<std::uint32_t>(info.tag), {}));
    }
  }
}

TEST(SpongeTest, TagAndLengthSeparate) {
  // The same padded block under other tags and other lengths.
  std::set<Digest> seen;
  for (std::uint32_t tag = 0; tag < 20; ++tag) {
    for (std::size_t length = 0; length <= 16; ++length) {
      EXPECT_TRUE(seen.insert(sponge_unchecked(tag, std::vector<Element>(length))).second);
    }
  }
}

TEST(SpongeTest, EveryElementCounts) {
  RandomElements random(13);
  const std::vector<Element> m = random.take(19);
  const Digest digest = sponge_unchecked(1, m);
  for (std::size_t i = 0; i < m.size(); ++i) {
    std::vector<Element> other = m;
    other[i] += Element::one();
    EXPECT_NE(sponge_unchecked(1, other), digest);
  }
}

TEST(SpongeTest, CountsItsPermutations) {
  EXPECT_EQ(sponge_permutations(0), 1u);
  EXPECT_EQ(sponge_permutations(1), 1u);
  EXPECT_EQ(sponge_permutations(8), 1u);
  EXPECT_EQ(sponge_permutations(9), 2u);
  EXPECT_EQ(sponge_permutations(168), 21u);
}

TEST(SpongeTest, RefusesALengthThatTheTagDoesNotHave) {
  EXPECT_DEATH(static_cast<void>(hash(Tag::kKey, std::vector<Element>(12))), "length");
  EXPECT_DEATH(static_cast<void>(hash_empty(Tag::kKey)), "length");
}

TEST(CompressTest, FeedsForward) {
  RandomElements random(14);
  for (int k = 0; k < 50; ++k) {
    const std::vector<Element> x = random.take(kWidth);
    HashState state;
    std::copy(x.begin(), x.end(), state.begin());
    ASSERT_EQ(compress(state), c8_naive(x));
    Digest left, right;
    std::copy_n(x.begin(), 8, left.elements.begin());
    std::copy_n(x.begin() + 8, 8, right.elements.begin());
    EXPECT_EQ(compress(left, right), c8_naive(x));
    EXPECT_NE(compress(right, left), c8_naive(x));
  }
}

TEST(HashInputTest, AppendsInOrder) {
  RandomElements random(15);
  const Digest digest = testing::random_digest(random);
  const HashInput input =
      HashInput(Tag::kEpochNonce).digest(digest).u64(0x0001000200030004).digest(digest);
  std::vector<Element> expected(digest.elements.begin(), digest.elements.end());
  for (const unsigned limb : {4u, 3u, 2u, 1u}) expected.push_back(Element::from_u64(limb));
  expected.insert(expected.end(), digest.elements.begin(), digest.elements.end());
  EXPECT_TRUE(
      std::equal(expected.begin(), expected.end(), input.view().begin(), input.view().end()));
  EXPECT_EQ(input.hash(), sponge_naive(28, expected));

  const HashInput mixed = HashInput(Tag::kSecretNode).digest(digest).small(9).u32(0x00020001);
  expected.resize(8);
  for (const unsigned x : {9u, 1u, 2u}) expected.push_back(Element::from_u64(x));
  EXPECT_EQ(mixed.hash(), sponge_naive(9, expected));
}

TEST(HashInputTest, RefusesASmallValueThatWraps) {
  EXPECT_DEATH(HashInput(Tag::kKey).small(Element::kPrime), "small");
}

}  // namespace
}  // namespace rpp
