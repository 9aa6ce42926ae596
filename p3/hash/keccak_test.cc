// SPDX-License-Identifier: Apache-2.0 OR MIT
// Keccak against Crypto++ and against published values.
#include "p3/hash/keccak.h"

#include <cryptopp/keccak.h>
#include <cryptopp/sha3.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace p3 {
namespace {

std::string hex(const Keccak256::Output& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t b : bytes) {
    text += kDigits[b >> 4];
    text += kDigits[b & 15];
  }
  return text;
}

std::vector<std::uint8_t> random_bytes(std::mt19937_64& rng, std::size_t count) {
  std::vector<std::uint8_t> bytes(count);
  for (auto& b : bytes) b = static_cast<std::uint8_t>(rng());
  return bytes;
}

Keccak256::Output oracle(const std::vector<std::uint8_t>& bytes) {
  Keccak256::Output out;
  CryptoPP::Keccak_256().CalculateDigest(out.data(), bytes.data(), bytes.size());
  return out;
}

std::string hash_text(std::string_view text) {
  return hex(keccak256(std::vector<std::uint8_t>(text.begin(), text.end())));
}

TEST(Keccak256, PublishedValues) {
  EXPECT_EQ(hash_text(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(hash_text("p3-scalar-basis-v1"),
            "cfa353fe66eeeae7600254a68073d57125abac3820fde7a3e32c84482b826469");
}

TEST(Keccak256, EqualsCryptoppAtEveryLengthOverThreeBlocks) {
  std::mt19937_64 rng(1);
  for (std::size_t length = 0; length <= 3 * Keccak256::kRateBytes + 9; ++length) {
    const auto bytes = random_bytes(rng, length);
    EXPECT_EQ(keccak256(bytes), oracle(bytes)) << length;
  }
}

TEST(Keccak256, IsNotSha3) {
  Keccak256::Output sha3;
  CryptoPP::SHA3_256().CalculateDigest(sha3.data(), nullptr, 0);
  EXPECT_NE(keccak256({}), sha3);
}

TEST(Keccak256, AnySplitIntoUpdatesGivesTheSameDigest) {
  std::mt19937_64 rng(2);
  for (unsigned trial = 0; trial < 200; ++trial) {
    const auto bytes = random_bytes(rng, rng() % 600);
    Keccak256 hash;
    for (std::size_t i = 0; i < bytes.size();) {
      const std::size_t count = std::min<std::size_t>(rng() % 40, bytes.size() - i);
      hash.update({bytes.data() + i, count});
      i += count;
    }
    EXPECT_EQ(hash.finish(), oracle(bytes));
  }
}

TEST(KeccakF1600, PermutationOfTheZeroState) {
  // First and last lane of Keccak-f[1600] on zeros, from the reference test vectors.
  KeccakState state{};
  keccak_f1600(state);
  EXPECT_EQ(state[0], 0xf1258f7940e1dde7u);
  EXPECT_EQ(state[24], 0xeaf1ff7b5ceca249u);
}

}  // namespace
}  // namespace p3
