// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/secret.h"

#include <gtest/gtest.h>

#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::leaf_limbs;
using testing::list;
using testing::numbers;

testing::Elements seed_list(const SecretSeed& seed) {
  return {seed.elements().begin(), seed.elements().end()};
}

TEST(SecretTest, DerivationsAreThoseOfTheTable) {
  const SecretSeed seed = testing::seed_number(4);
  const auto s = seed_list(seed);
  const std::uint32_t leaf = 0x00abcdef;
  EXPECT_EQ(list(public_parameter(seed)), testing::first(testing::sponge_naive(6, s), 4));
  for (const std::size_t chain : {0u, 1u, 2u, 41u}) {
    EXPECT_EQ(list(chain_start(seed, leaf, chain)),
              testing::chain_naive(s, numbers({0, 0, 0, 0}), leaf, chain, 0));
  }
  EXPECT_EQ(vrf_secret(seed, leaf), testing::sponge_naive(8, s + leaf_limbs(leaf)));
  EXPECT_EQ(secret_node(seed, 17, leaf),
            testing::sponge_naive(9, s + numbers({17}) + leaf_limbs(leaf)));
  const Digest message = testing::message_number(3);
  EXPECT_EQ(list(rho_input(seed, leaf, message, 65535)),
            s + leaf_limbs(leaf) + list(message) + leaf_limbs(65535));
}

TEST(SecretTest, SeedFromBytes) {
  std::array<std::uint8_t, 32> bytes;
  testing::Elements pairs;
  for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(7 * i + 240);
  for (std::size_t i = 0; i < 32; i += 2) {
    pairs = pairs + numbers({bytes[i] + 256ull * bytes[i + 1]});
  }
  EXPECT_EQ(seed_list(SecretSeed::from_bytes(bytes)), list(testing::sponge_naive(10, pairs)));
}

TEST(SecretTest, AMoveLeavesNothingBehind) {
  SecretSeed seed = testing::seed_number(5);
  const SecretSeed copy = seed.clone();
  const SecretSeed moved = std::move(seed);
  EXPECT_EQ(seed_list(moved), seed_list(copy));
  // What is left is looked at on purpose. NOLINTNEXTLINE(bugprone-use-after-move)
  EXPECT_EQ(seed_list(seed), testing::Elements(8, Element::zero()));
}

TEST(SecretTest, WipesMemory) {
  std::array<std::uint8_t, 100> bytes;
  bytes.fill(7);
  {
    const WipeAtExit wipe_bytes(bytes);
    EXPECT_EQ(bytes[50], 7);
  }
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 100>{}));
}

}  // namespace
}  // namespace rpp
