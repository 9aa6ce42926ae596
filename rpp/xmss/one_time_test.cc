// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/one_time.h"

#include <gtest/gtest.h>

#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::list;
using testing::numbers;
using testing::RandomElements;

template <std::size_t kCount>
std::array<Element, kCount> take(RandomElements& random) {
  std::array<Element, kCount> out;
  for (Element& x : out) x = random.next();
  return out;
}

TEST(OneTimeTest, TweaksAreTheNumbersOfTheTable) {
  EXPECT_EQ(list(tweak(TweakKind::kChain, 41, 6, 9)), numbers({65536 + 41 * 256 + 6, 9}));
  EXPECT_EQ(list(tweak(TweakKind::kVrfOutput, 0, 0, 0)), numbers({4 * 65536, 0}));
}

TEST(OneTimeTest, ChainStepsAndWalks) {
  RandomElements random(1);
  const auto pp = take<4>(random);
  const auto value = take<4>(random);
  for (const std::size_t chain : {0u, 1u, 41u}) {
    testing::Elements expected = list(value);
    for (unsigned position = 2; position < kLastPosition; ++position) {
      EXPECT_EQ(list(walk_chain(pp, 77, chain, 2, position, value)), expected);
      expected = testing::first(
          testing::c8_naive(numbers({65536 + 256 * chain + position, 77}) + list(pp) + expected),
          4);
    }
    EXPECT_EQ(list(walk_chain(pp, 77, chain, 2, 7, value)), expected);
  }
  EXPECT_DEATH(walk_chain(pp, 0, 0, 0, 8, value), "positions");
  EXPECT_DEATH(walk_chain(pp, 0, 0, 4, 3, value), "positions");
}

TEST(OneTimeTest, MessageLeafAndCommitment) {
  RandomElements random(2);
  const auto pp = take<4>(random);
  const auto rho = take<6>(random);
  const Digest message = testing::random_digest(random);
  const Digest inner = testing::c8_naive(list(message) + list(rho) + numbers({2 * 65536, 12345}));
  EXPECT_EQ(message_digest(pp, 12345, message, rho), testing::c8_naive(list(inner) + list(pp)));
  EXPECT_EQ(vrf_commitment(pp, 3, message),
            testing::c8_naive(list(message) + list(pp) + numbers({3 * 65536, 3})));
  EXPECT_EQ(key_leaf(message, inner), testing::c8_naive(list(message) + list(inner)));
  EXPECT_EQ(vrf_none(), testing::sponge_naive(4, {}));
}

// D with these digits and high parts `high`.
Digest with_digits(const Digits& digits, std::uint64_t high) {
  Digest d;
  for (std::size_t l = 0; l < 6; ++l) {
    std::uint64_t limb = high << 21;
    for (std::size_t k = 0; k < 7; ++k) limb += std::uint64_t{digits[7 * l + k]} << (3 * k);
    d[l] = Element::from_u64(limb);
  }
  return d;
}

// 42 digits of sum 184: 26 sevens and a two.
Digits valid_digits() {
  Digits digits{};
  for (std::size_t k = 0; k < 26; ++k) digits[k] = 7;
  digits[26] = 2;
  return digits;
}

unsigned sum(const Digits& digits) {
  unsigned total = 0;
  for (const auto d : digits) total += d;
  return total;
}

TEST(DigitsTest, OfEveryHighPart) {
  const Digits digits = valid_digits();
  ASSERT_EQ(sum(digits), kTargetSum);
  for (std::uint64_t high = 0; high <= 1015; ++high) {
    const auto got = digits_of(with_digits(digits, high));
    ASSERT_TRUE(got.ok());
    EXPECT_EQ(got.value(), digits);
  }
}

TEST(DigitsTest, RefusesOtherSums) {
  for (std::size_t k = 0; k < kChains; ++k) {
    Digits digits = valid_digits();
    digits[k] = static_cast<std::uint8_t>(digits[k] == 0 ? 1 : digits[k] - 1);
    const auto got = digits_of(with_digits(digits, 5));
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error(), (DigitError{std::nullopt, sum(digits)}));
  }
  EXPECT_EQ(digits_of(Digest()).error(), (DigitError{std::nullopt, 0}));
}

TEST(DigitsTest, RefusesALimbOfPMinusOneAmongTheFirstSix) {
  for (std::size_t l = 0; l < kDigestElements; ++l) {
    // Zero and p - 1 have the same low part, so the sum stays right where the digits are zero.
    Digits digits{};
    for (std::size_t k = 0, left = kTargetSum; left > 0; ++k) {
      if (k / 7 == l) continue;
      digits[k] = static_cast<std::uint8_t>(left < 7 ? left : 7);
      left -= digits[k];
    }
    Digest d = with_digits(digits, 0);
    ASSERT_TRUE(digits_of(d).ok());
    d[l] = Element::minus_one();
    const auto got = digits_of(d);
    if (l < 6) {
      ASSERT_FALSE(got.ok());
      EXPECT_EQ(got.error(), (DigitError{l, 0}));
    } else {
      EXPECT_EQ(got.value(), digits);
    }
  }
}

}  // namespace
}  // namespace rpp
