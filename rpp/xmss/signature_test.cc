// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/signature.h"

#include <gtest/gtest.h>

#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using Bytes = std::vector<std::uint8_t>;

Signature some_signature(unsigned height) {
  testing::RandomElements random(height);
  Signature s;
  s.leaf = (1u << height) - 1;
  for (Element& x : s.rho) x = random.next();
  for (ChainValue& value : s.values) {
    for (Element& x : value) x = random.next();
  }
  s.c = testing::random_digest(random);
  s.path = testing::random_digests(random, height);
  return s;
}

PublicKey some_key() {
  testing::RandomElements random(9);
  PublicKey key{20, testing::random_digest(random), {}};
  for (Element& x : key.pp) x = random.next();
  return key;
}

void put_word(Bytes& bytes, std::size_t position, std::uint32_t word) {
  for (unsigned k = 0; k < 4; ++k) {
    bytes[position + k] = static_cast<std::uint8_t>(word >> (8 * k));
  }
}

TEST(SignatureBytesTest, ThereAndBack) {
  for (const unsigned height : {1u, 4u, 16u, 20u, 24u}) {
    const Signature s = some_signature(height);
    const Bytes bytes = encode(s);
    ASSERT_EQ(bytes.size(), signature_bytes(height));
    EXPECT_EQ(decode_signature(bytes, height).value(), s);
  }
  EXPECT_EQ(signature_bytes(20), 4u * 343);
  EXPECT_EQ(decode_public_key(encode(some_key())).value(), some_key());
}

TEST(SignatureBytesTest, RefusesOtherLengths) {
  const Bytes bytes = encode(some_signature(4));
  for (std::size_t length = 0; length < bytes.size() + 40; ++length) {
    Bytes other = bytes;
    other.resize(length);
    if (length == bytes.size()) continue;
    EXPECT_EQ(decode_signature(other, 4).error(), (BytesError{BytesReason::kLength, 0, length}));
  }
  EXPECT_EQ(decode_signature(bytes, 5).error().reason, BytesReason::kLength);
  EXPECT_EQ(decode_signature(bytes, 0).error(), (BytesError{BytesReason::kHeight, 0, 0}));
  EXPECT_EQ(decode_signature(bytes, 25).error(), (BytesError{BytesReason::kHeight, 0, 25}));
  Bytes key = encode(some_key());
  key.pop_back();
  EXPECT_EQ(decode_public_key(key).error(), (BytesError{BytesReason::kLength, 0, key.size()}));
}

TEST(SignatureBytesTest, RefusesEveryWordThatIsNoElement) {
  for (const std::uint32_t word : {Element::kPrime, Element::kPrime + 1, 0xffffffffu}) {
    const Bytes bytes = encode(some_signature(4));
    for (std::size_t position = 4; position < bytes.size(); position += 4) {
      Bytes other = bytes;
      put_word(other, position, word);
      EXPECT_EQ(decode_signature(other, 4).error(),
                (BytesError{BytesReason::kNotCanonical, position, word}));
    }
    const Bytes key = encode(some_key());
    for (std::size_t position = 4; position < key.size(); position += 4) {
      Bytes other = key;
      put_word(other, position, word);
      EXPECT_EQ(decode_public_key(other).error(),
                (BytesError{BytesReason::kNotCanonical, position, word}));
    }
  }
}

TEST(SignatureBytesTest, RefusesLeavesAndHeightsOutOfRange) {
  Bytes bytes = encode(some_signature(4));
  for (const std::uint32_t leaf : {16u, 1u << 24, 0xffffffffu}) {
    put_word(bytes, 0, leaf);
    EXPECT_EQ(decode_signature(bytes, 4).error(), (BytesError{BytesReason::kLeaf, 0, leaf}));
  }
  Bytes key = encode(some_key());
  for (const std::uint32_t height : {0u, 25u, 0xffffffffu}) {
    put_word(key, 0, height);
    EXPECT_EQ(decode_public_key(key).error(), (BytesError{BytesReason::kHeight, 0, height}));
  }
}

TEST(SignatureBytesTest, KeyDigestCoversEveryField) {
  const PublicKey key = some_key();
  testing::Elements m = testing::numbers({20});
  m = m + testing::list(key.root) + testing::list(key.pp);
  EXPECT_EQ(key_digest(key), testing::sponge_naive(1, m));
  PublicKey other = key;
  other.height = 21;
  EXPECT_NE(key_digest(other), key_digest(key));
}

TEST(SignatureBytesTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(BytesReason::kHeight), "height");
  EXPECT_STREQ(reason_name(BytesReason::kLength), "length");
  EXPECT_STREQ(reason_name(BytesReason::kNotCanonical), "not-canonical");
  EXPECT_STREQ(reason_name(BytesReason::kLeaf), "leaf");
}

}  // namespace
}  // namespace rpp
