// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/digest.h"

#include <gtest/gtest.h>

#include "rpp/hash/hash_test_support.h"

namespace rpp {
namespace {

Digest counting() {
  Digest digest;
  for (std::size_t i = 0; i < kDigestElements; ++i) digest[i] = Element::from_u64(0x01020300 + i);
  return digest;
}

TEST(DigestTest, TextIsLittleEndianWordsInHex) {
  EXPECT_EQ(to_text(counting()),
            "0003020101030201020302010303020104030201050302010603020107030201");
  Digest largest;
  largest[7] = Element::minus_one();
  EXPECT_EQ(to_text(largest), std::string(56, '0') + "0000007f");
}

TEST(DigestTest, TextAndBack) {
  testing::RandomElements random(1);
  for (int k = 0; k < 100; ++k) {
    const Digest digest = testing::random_digest(random);
    const auto back = digest_from_text(to_text(digest));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back.value(), digest);
  }
}

TEST(DigestTest, RefusesOtherLengths) {
  const std::string text = to_text(counting()) + "00";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    if (length == kDigestTextLength) continue;
    const auto got = digest_from_text(text.substr(0, length));
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.error(), (DigestTextError{DigestTextReason::kLength, length}));
  }
}

TEST(DigestTest, RefusesEveryOtherCharacterAtEveryPosition) {
  const std::string text = to_text(counting());
  const std::string digits = "0123456789abcdef";
  for (int c = 0; c < 256; ++c) {
    if (digits.find(static_cast<char>(c)) != std::string::npos) continue;
    const std::size_t position = static_cast<std::size_t>(c) % kDigestTextLength;
    std::string bad = text;
    bad[position] = static_cast<char>(c);
    const auto got = digest_from_text(bad);
    ASSERT_FALSE(got.ok()) << c;
    EXPECT_EQ(got.error(), (DigestTextError{DigestTextReason::kCharacter, position}));
  }
}

TEST(DigestTest, RefusesWordsOfPOrMore) {
  for (std::size_t word = 0; word < kDigestElements; ++word) {
    for (const char* digits : {"0100007f", "0200007f", "00000080", "ffffffff"}) {
      std::string bad = to_text(counting());
      bad.replace(8 * word, 8, digits);
      const auto got = digest_from_text(bad);
      ASSERT_FALSE(got.ok());
      EXPECT_EQ(got.error(), (DigestTextError{DigestTextReason::kNotCanonical, 8 * word}));
    }
  }
}

TEST(DigestTest, OrderIsThatOfCanonicalIntegers) {
  // In Montgomery form 1 is a large word and -1 a smaller one.
  Digest one, last;
  one[0] = Element::one();
  last[0] = Element::minus_one();
  EXPECT_LT(Digest(), one);
  EXPECT_LT(one, last);
  for (std::size_t i = 0; i + 1 < kDigestElements; ++i) {
    Digest early, late;
    early[i] = Element::one();
    late[i + 1] = Element::minus_one();
    EXPECT_LT(late, early) << i;
  }
  EXPECT_EQ(one <=> one, std::strong_ordering::equal);
}

TEST(DigestTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(DigestTextReason::kLength), "length");
  EXPECT_STREQ(reason_name(DigestTextReason::kCharacter), "character");
  EXPECT_STREQ(reason_name(DigestTextReason::kNotCanonical), "not-canonical");
}

}  // namespace
}  // namespace rpp
