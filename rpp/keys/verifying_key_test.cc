// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/verifying_key.h"

#include <gtest/gtest.h>

#include "rpp/circuit/tiny_circuit_fixture.h"
#include "rpp/keys/keygen.h"

namespace rpp {
namespace {

std::vector<std::uint8_t> sample() {
  const testing::TinyModel model;
  return encode_key(generate_key(model.circuit, {.profile = Profile::kStandalone}).value());
}

TEST(VerifyingKey, DecodesToTheSame) {
  const std::vector<std::uint8_t> bytes = sample();
  const auto key = decode_verifying_key(bytes);
  ASSERT_TRUE(key.ok()) << to_string(key.error());
  EXPECT_EQ(encode_key(key.value()), bytes);
  EXPECT_EQ(key.value().circuit, "tiny");
}

TEST(VerifyingKey, EveryLengthButOneIsRefused) {
  std::vector<std::uint8_t> bytes = sample();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto key = decode_verifying_key(std::span(bytes).first(length));
    ASSERT_FALSE(key.ok()) << length;
    EXPECT_EQ(key.error().reason, ByteReason::kTruncated) << to_string(key.error());
    EXPECT_LE(key.error().offset, length);
  }
  bytes.push_back(0);
  EXPECT_EQ(decode_verifying_key(bytes).error().reason, ByteReason::kTrailingBytes);
  bytes.resize(kMaxKeyBytes + 1);
  EXPECT_EQ(decode_verifying_key(bytes).error().reason, ByteReason::kTooLarge);
}

// Every byte with every value: refused, or another key whose encoding is these bytes, with another
// id.
TEST(VerifyingKey, EveryByteHasOneMeaning) {
  const std::vector<std::uint8_t> good = sample();
  const Digest id = key_id(good);
  std::size_t accepted = 0, attempts = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const unsigned flip : {1u, 2u, 16u, 128u, 255u}) {
      std::vector<std::uint8_t> bytes = good;
      bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ flip);
      const auto key = decode_verifying_key(bytes);
      ++attempts;
      if (!key) continue;
      ++accepted;
      EXPECT_EQ(encode_key(key.value()), bytes) << i;
      EXPECT_NE(key_id(bytes), id) << i;
    }
  }
  EXPECT_GT(accepted, 0u);
  EXPECT_LT(accepted, attempts);
}

TEST(VerifyingKey, FirstDefectHasAPlace) {
  const std::vector<std::uint8_t> good = sample();
  std::vector<std::uint8_t> bytes = good;
  bytes[0] = 'X';
  EXPECT_EQ(to_string(decode_verifying_key(bytes).error()),
            "wrong-start at byte 0 (start of a key)");
  bytes = good;
  bytes[7] = 2;
  EXPECT_EQ(decode_verifying_key(bytes).error().reason, ByteReason::kUnknownVersion);
  bytes = good;
  bytes[9] = 'T';
  EXPECT_EQ(to_string(decode_verifying_key(bytes).error()), "bad-name at byte 8 (circuit)");
  bytes = good;
  bytes[13] = 9;
  EXPECT_EQ(to_string(decode_verifying_key(bytes).error()), "bad-value at byte 13 (profile)");
}

// Three bytes an element after the length: checked against the definition written out.
TEST(VerifyingKey, IdIsTheTaggedSpongeOfTheEncoding) {
  const std::vector<std::uint8_t> bytes = {1, 2, 3, 255, 254};
  const std::vector<Element> m = {Element::from_u64(5), Element::zero(),
                                  Element::from_u64(1 + 2 * 256 + 3 * 65536),
                                  Element::from_u64(255 + 254 * 256)};
  EXPECT_EQ(key_id(bytes), sponge_unchecked(81, m));
}

}  // namespace
}  // namespace rpp
