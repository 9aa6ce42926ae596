// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/limbs.h"

#include <gtest/gtest.h>

#include "rpp/hash/bitmap.h"
#include "rpp/hash/hash_test_support.h"

namespace rpp {
namespace {

TEST(LimbsTest, LeastSignificantFirst) {
  const auto limbs = u64_limbs(0x0123456789abcdef);
  const std::uint64_t expected[] = {0xcdef, 0x89ab, 0x4567, 0x0123};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(limbs[i].as_canonical_u64(), expected[i]);
  EXPECT_EQ(u32_limbs(0x89abcdef)[0].as_canonical_u64(), 0xcdefu);
  EXPECT_EQ(u32_limbs(0x89abcdef)[1].as_canonical_u64(), 0x89abu);
}

TEST(LimbsTest, IntegersAndBack) {
  p3::SplitMix64 words(3);
  for (int k = 0; k < 200; ++k) {
    const std::uint64_t x = k < 65 ? (k == 64 ? ~0ull : (std::uint64_t{1} << k)) : words.next();
    EXPECT_EQ(u64_from_limbs(u64_limbs(x)).value(), x);
    const auto y = static_cast<std::uint32_t>(x);
    EXPECT_EQ(u32_from_limbs(u32_limbs(y)).value(), y);
  }
}

TEST(LimbsTest, RefusesElementsBeyondALimb) {
  for (const std::uint32_t bad : {0x10000u, Element::kPrime - 1}) {
    for (std::size_t i = 0; i < kU64Limbs; ++i) {
      auto limbs = u64_limbs(7);
      limbs[i] = Element::from_u64(bad);
      const auto got = u64_from_limbs(limbs);
      ASSERT_FALSE(got.ok());
      EXPECT_EQ(got.error(), (LimbError{i, bad}));
    }
    auto limbs = u32_limbs(7);
    limbs[1] = Element::from_u64(bad);
    EXPECT_EQ(u32_from_limbs(limbs).error(), (LimbError{1, bad}));
  }
}

TEST(BitmapTest, MemberIsOneBitOfOneElement) {
  for (std::size_t member = 0; member < kMembers; ++member) {
    Bitmap bits;
    bits.set(member);
    const auto elements = bitmap_elements(bits);
    for (std::size_t k = 0; k < kBitmapElements; ++k) {
      EXPECT_EQ(elements[k].as_canonical_u64(), k == member / 16 ? 1u << (member % 16) : 0u);
    }
    EXPECT_EQ(bitmap_from_elements(elements).value(), bits);
  }
}

TEST(BitmapTest, RefusesElementsBeyondSixteenBits) {
  auto elements = bitmap_elements(Bitmap().set());
  elements[9] += Element::one();
  EXPECT_EQ(bitmap_from_elements(elements).error(), (LimbError{9, 0x10000}));
}

}  // namespace
}  // namespace rpp
