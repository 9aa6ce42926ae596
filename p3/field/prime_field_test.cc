// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"
#include "p3/field/product_sum.h"
#include "testing/field_laws.h"
#include "testing/random_field.h"

// The three prime fields: laws, arithmetic against 128-bit integers, stored words, constants of
// Plonky3 0.8.0 [wire 2.1].
namespace p3 {

using PrimeFields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;

namespace testing {
INSTANTIATE_TYPED_TEST_SUITE_P(PrimeFields, FieldLaws, PrimeFields);
}  // namespace testing

namespace {

using testing::RandomField;

std::uint64_t mod(unsigned __int128 x, std::uint64_t p) {
  return static_cast<std::uint64_t>(x % p);
}

template <class F>
class PrimeField : public ::testing::Test {};
TYPED_TEST_SUITE(PrimeField, PrimeFields);

TYPED_TEST(PrimeField, ArithmeticMatchesIntegersModuloP) {
  using F = TypeParam;
  constexpr std::uint64_t p = F::kOrder;
  const auto samples = testing::law_samples<F>(200);
  for (const F a : samples) {
    const std::uint64_t x = a.as_canonical_u64();
    ASSERT_LT(x, p);
    EXPECT_EQ((-a).as_canonical_u64(), x == 0 ? 0 : p - x);
    EXPECT_EQ(a.halved().as_canonical_u64(),
              x % 2 == 0 ? x / 2 : mod((static_cast<unsigned __int128>(x) + p) / 2, p));
    for (const F b : samples) {
      const std::uint64_t y = b.as_canonical_u64();
      const auto wide = static_cast<unsigned __int128>(x);
      ASSERT_EQ((a + b).as_canonical_u64(), mod(wide + y, p)) << x << " " << y;
      ASSERT_EQ((a - b).as_canonical_u64(), mod(wide + p - y, p)) << x << " " << y;
      ASSERT_EQ((a * b).as_canonical_u64(), mod(wide * y, p)) << x << " " << y;
      ASSERT_LT((a + b).word(), p);
      ASSERT_LT((a - b).word(), p);
      ASSERT_LT((a * b).word(), p);
    }
  }
}

// Also where the delayed sum comes as near to its bound as it can: all factors p - 1.
TYPED_TEST(PrimeField, DelayedSumOfProductsIsTheSum) {
  using F = TypeParam;
  const auto samples = testing::law_samples<F>(200);
  ProductSum<F> delayed, largest;
  F sum = F::zero(), largest_sum = F::zero();
  EXPECT_EQ(delayed.value(), F::zero());
  const F top = F::from_word(F::kOrder - 1).value();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const F other = samples[samples.size() - 1 - i];
    delayed.add(samples[i], other);
    sum += samples[i] * other;
    ASSERT_EQ(delayed.value(), sum) << i;
    largest.add(top, top);
    largest_sum += top * top;
    ASSERT_EQ(largest.value(), largest_sum) << i;
  }
}

TYPED_TEST(PrimeField, WordsRoundTripAndThoseNotBelowPAreRejected) {
  using F = TypeParam;
  using Word = typename F::Word;
  constexpr Word p = static_cast<Word>(F::kOrder);
  EXPECT_EQ(sizeof(Word), F::kBytes);
  for (const F a : testing::law_samples<F>(50)) {
    ASSERT_TRUE(F::from_word(a.word()).has_value());
    EXPECT_EQ(*F::from_word(a.word()), a);
    EXPECT_EQ(F::from_u64(a.as_canonical_u64()), a);
  }
  EXPECT_TRUE(F::from_word(static_cast<Word>(p - 1)).has_value());
  for (const Word bad : {p, static_cast<Word>(p + 1), std::numeric_limits<Word>::max()}) {
    EXPECT_FALSE(F::from_word(bad).has_value()) << bad;
  }
}

TYPED_TEST(PrimeField, IntegersReduceModuloP) {
  using F = TypeParam;
  constexpr std::uint64_t p = F::kOrder;
  testing::SplitMix64 words(1);
  std::vector<std::uint64_t> integers = {0, 1, p - 1, p, p + 1, ~std::uint64_t{0}};
  for (int i = 0; i < 100; ++i) integers.push_back(words.next());
  for (const std::uint64_t x : integers) {
    EXPECT_EQ(F::from_u64(x).as_canonical_u64(), x % p);
    const auto positive = static_cast<std::int64_t>(x >> 1);
    EXPECT_EQ(F::from_i64(positive).as_canonical_u64(), (x >> 1) % p);
    EXPECT_EQ(F::from_i64(-positive), -F::from_i64(positive));
  }
  EXPECT_EQ(F::from_i64(std::numeric_limits<std::int64_t>::min()),
            -F::from_u64(std::uint64_t{1} << 63));
}

TYPED_TEST(PrimeField, NamedElements) {
  using F = TypeParam;
  EXPECT_EQ(F().as_canonical_u64(), 0u);
  EXPECT_EQ(F::one().as_canonical_u64(), 1u);
  EXPECT_EQ(F::two().as_canonical_u64(), 2u);
  EXPECT_EQ(F::minus_one().as_canonical_u64(), F::kOrder - 1);
}

TYPED_TEST(PrimeField, TwoAdicGeneratorsHaveTheirOrder) {
  using F = TypeParam;
  EXPECT_EQ(F::two_adic_generator(0), F::one());
  EXPECT_EQ(F::two_adic_generator(1), F::minus_one());
  for (unsigned bits = 1; bits <= F::kTwoAdicity; ++bits) {
    const F w = F::two_adic_generator(bits);
    EXPECT_EQ(w.square(), F::two_adic_generator(bits - 1));
    EXPECT_EQ(exp_power_of_2(w, bits - 1), F::minus_one());
  }
  // 2^kTwoAdicity is the exact power of two in p - 1, and the S-box power is prime to p - 1.
  EXPECT_EQ(((F::kOrder - 1) >> F::kTwoAdicity) & 1, 1u);
  EXPECT_NE((F::kOrder - 1) % F::kSboxPower, 0u);
}

// g generates the multiplicative group: g^((p-1)/q) != 1 for every prime q dividing p - 1.
TYPED_TEST(PrimeField, GeneratorGenerates) {
  using F = TypeParam;
  std::uint64_t rest = F::kOrder - 1;
  for (std::uint64_t q = 2; rest > 1; ++q) {
    if (rest % q != 0) continue;
    while (rest % q == 0) rest /= q;
    EXPECT_NE(exp_u64(F::generator(), (F::kOrder - 1) / q), F::one()) << q;
  }
}

TEST(KoalaBearConstants, MatchTheSpecification) {
  EXPECT_EQ(KoalaBear::kOrder, 0x7f000001u);
  EXPECT_EQ(KoalaBear::kTwoAdicity, 24u);
  EXPECT_EQ(KoalaBear::generator().as_canonical_u64(), 3u);
  EXPECT_EQ(KoalaBear::two_adic_generator(24).as_canonical_u64(), 0x6ac49f88u);
  EXPECT_EQ(KoalaBear::two_adic_generator(2).as_canonical_u64(), 0x7e010002u);
  EXPECT_EQ(KoalaBear::two_adic_generator(3).as_canonical_u64(), 0x6832fe4au);
  EXPECT_EQ(KoalaBear::two_adic_generator(4).as_canonical_u64(), 0x08dbd69cu);
  EXPECT_EQ((KoalaBear::from_u64(0x34167c58) * KoalaBear::from_u64(0x61f3207b)).as_canonical_u64(),
            0x54b46b81u);
  EXPECT_EQ(KoalaBear::kSboxPower, 3u);
  for (const KoalaBear x : RandomField<KoalaBear>(5).take(20)) {
    EXPECT_EQ(exp_u64(exp_u64(x, 3), 1420470955), x);
  }
  // The stored word is the Montgomery form, 2^32 * x.
  EXPECT_EQ(KoalaBear::one().word(), (std::uint64_t{1} << 32) % 0x7f000001u);
}

TEST(BabyBearConstants, MatchTheSpecification) {
  EXPECT_EQ(BabyBear::kOrder, 0x78000001u);
  EXPECT_EQ(BabyBear::kTwoAdicity, 27u);
  EXPECT_EQ(BabyBear::generator().as_canonical_u64(), 31u);
  EXPECT_EQ(BabyBear::two_adic_generator(27).as_canonical_u64(), 0x1a427a41u);
  EXPECT_EQ(BabyBear::two_adic_generator(2).as_canonical_u64(), 0x67055c21u);
  EXPECT_EQ(BabyBear::two_adic_generator(3).as_canonical_u64(), 0x5ee99486u);
  EXPECT_EQ(BabyBear::two_adic_generator(4).as_canonical_u64(), 0x0bb4c4e4u);
  EXPECT_EQ((BabyBear::from_u64(0x34167c58) * BabyBear::from_u64(0x61f3207b)).as_canonical_u64(),
            0x1b5c8046u);
  EXPECT_EQ(BabyBear::kSboxPower, 7u);
  for (const BabyBear x : RandomField<BabyBear>(6).take(20)) {
    EXPECT_EQ(exp_u64(exp_u64(x, 7), 1725656503), x);
  }
  EXPECT_EQ(BabyBear::one().word(), (std::uint64_t{1} << 32) % 0x78000001u);
}

TEST(GoldilocksConstants, MatchTheSpecification) {
  EXPECT_EQ(Goldilocks::kOrder, 0xffffffff00000001u);
  EXPECT_EQ(Goldilocks::kTwoAdicity, 32u);
  EXPECT_EQ(Goldilocks::generator().as_canonical_u64(), 7u);
  EXPECT_EQ(Goldilocks::two_adic_generator(32).as_canonical_u64(), 0x185629dcda58878cu);
  EXPECT_EQ(Goldilocks::two_adic_generator(5).as_canonical_u64(), 0x00003fffffffc000u);
  EXPECT_EQ(Goldilocks::two_adic_generator(6).as_canonical_u64(), 0x8000000000u);
  EXPECT_EQ(Goldilocks::kSboxPower, 7u);
  for (const Goldilocks x : RandomField<Goldilocks>(7).take(20)) {
    EXPECT_EQ(exp_u64(exp_u64(x, 7), 10540996611094048183u), x);
  }
  EXPECT_EQ(Goldilocks::one().word(), 1u);
}

}  // namespace
}  // namespace p3
