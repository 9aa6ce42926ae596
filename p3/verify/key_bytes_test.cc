// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/verify/key_bytes.h"

#include <gtest/gtest.h>

namespace p3 {
namespace {

bool same(const BatchPreprocessedKey& a, const BatchPreprocessedKey& b) {
  if (a.cap != b.cap || a.matrices.size() != b.matrices.size()) return false;
  for (std::size_t i = 0; i < a.matrices.size(); ++i) {
    const auto &x = a.matrices[i], &y = b.matrices[i];
    if (x.instance != y.instance || x.width != y.width || x.degree_bits != y.degree_bits) {
      return false;
    }
  }
  return true;
}

BatchPreprocessedKey sample_key() {
  BatchPreprocessedKey key{Cap(2), {{0, 3, 4}, {2, 200, 1}}};
  // Below every modulus in both halves.
  for (std::size_t i = 0; i < 2; ++i) key.cap[i].words = {i + 1, 300, 0x1234567800000002u, 0};
  return key;
}

template <class F>
class KeyBytes : public ::testing::Test {};
using Fields = ::testing::Types<KoalaBear, BabyBear, Goldilocks>;
TYPED_TEST_SUITE(KeyBytes, Fields);

constexpr DigestKind kKinds[] = {DigestKind::kFieldWords, DigestKind::kU64Words,
                                 DigestKind::kBytes};

TYPED_TEST(KeyBytes, ReadsBackWhatItWrote) {
  for (const DigestKind kind : kKinds) {
    const auto bytes = encode_key<TypeParam>(sample_key(), kind);
    const auto read = decode_key<TypeParam>(bytes, kind);
    ASSERT_TRUE(read.ok());
    EXPECT_TRUE(same(read.value(), sample_key()));
  }
}

TYPED_TEST(KeyBytes, RefusesEveryOtherLength) {
  for (const DigestKind kind : kKinds) {
    auto bytes = encode_key<TypeParam>(sample_key(), kind);
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      EXPECT_FALSE(decode_key<TypeParam>({bytes.data(), n}, kind).ok()) << n;
    }
    bytes.push_back(0);
    const auto longer = decode_key<TypeParam>(bytes, kind);
    ASSERT_FALSE(longer.ok());
    EXPECT_EQ(longer.error().kind, DecodeErrorKind::kTrailingBytes);
    EXPECT_EQ(longer.error().offset, bytes.size() - 1);
  }
}

// What decodes is another key: no two byte strings mean the same one.
TYPED_TEST(KeyBytes, EveryFlippedBitIsRefusedOrAnotherKey) {
  const auto good = encode_key<TypeParam>(sample_key(), DigestKind::kFieldWords);
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    auto bytes = good;
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    const auto read = decode_key<TypeParam>(bytes, DigestKind::kFieldWords);
    EXPECT_FALSE(read.ok() && same(read.value(), sample_key())) << bit;
    if (bit >= 64) continue;
    ASSERT_FALSE(read.ok()) << "start, bit " << bit;
    // A set top bit makes a varint of two bytes that no start has.
    const bool wrong = read.error().kind == DecodeErrorKind::kWrongStart;
    EXPECT_TRUE(wrong || bit % 8 == 7) << name(read.error().kind);
  }
}

TYPED_TEST(KeyBytes, RefusesKeysThatNoSetupMakes) {
  const auto refused = [](auto change) {
    BatchPreprocessedKey key = sample_key();
    change(key);
    return !decode_key<TypeParam>(encode_key<TypeParam>(key, DigestKind::kBytes),
                                  DigestKind::kBytes)
                .ok();
  };
  EXPECT_TRUE(refused([](auto& key) { key.matrices.clear(); }));
  EXPECT_TRUE(refused([](auto& key) { key.matrices[1].instance = 0; }));
  EXPECT_TRUE(refused([](auto& key) { key.matrices[0].instance = 3; }));
  EXPECT_TRUE(refused([](auto& key) { key.matrices[0].width = 0; }));
  EXPECT_TRUE(refused([](auto& key) { key.matrices[0].degree_bits = TypeParam::kTwoAdicity + 1; }));
  EXPECT_TRUE(refused([](auto& key) { key.matrices[1].instance = std::size_t{1} << 40; }));
  EXPECT_TRUE(refused([](auto& key) { key.cap.clear(); }));
  EXPECT_TRUE(refused([](auto& key) { key.cap.resize(3); }));
}

}  // namespace
}  // namespace p3
