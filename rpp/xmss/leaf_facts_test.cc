// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/leaf_facts.h"

#include <gtest/gtest.h>

#include "rpp/hash/merkle_path.h"
#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::make_key;
using testing::message_number;

TEST(LeafFactsTest, LeadToTheRootOfTheKey) {
  const XmssKey key = make_key(KeyKind::kVote, 4);
  const Digest message = message_number(3);
  for (std::uint32_t leaf = 0; leaf < 4; ++leaf) {
    const Signature signature = testing::sign_once(key, leaf, message);
    const LeafFacts facts = leaf_facts(key.public_key().pp, leaf, message,
                                       {signature.rho, signature.values}, signature.c);
    EXPECT_EQ(facts.leaf, leaf);
    EXPECT_EQ(facts.message, message);
    EXPECT_TRUE(facts.encoding_valid);
    EXPECT_EQ(facts.wots, key.wots(leaf));
    EXPECT_TRUE(verify_path(key.public_key().root, facts.key_leaf, leaf, signature.path));
  }
}

// Digits of another sum are walked all the same.
TEST(LeafFactsTest, AreTotal) {
  const XmssKey key = make_key(KeyKind::kVote, 4);
  const Signature signature = testing::sign_once(key, 1, message_number(3));
  const LeafFacts facts = leaf_facts(key.public_key().pp, 1, message_number(4),
                                     {signature.rho, signature.values}, signature.c);
  EXPECT_FALSE(facts.encoding_valid);
  EXPECT_NE(facts.wots, key.wots(1));
  Digest d;
  for (Element& x : d.elements) x = Element::from_u64(Element::kPrime - 1);
  for (const std::uint8_t digit : low_digits(d)) EXPECT_EQ(digit, 0u);
}

}  // namespace
}  // namespace rpp
