// SPDX-License-Identifier: Apache-2.0 OR MIT
// Signatures, and for each of their fields one that is wrong.
#include "rpp/xmss/verify.h"

#include <gtest/gtest.h>

#include "rpp/xmss/leaves.h"
#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::changed;
using testing::make_key;
using testing::message_number;
using testing::sign_once;

constexpr unsigned kHeight = 4;

class VerifyTest : public ::testing::Test {
 protected:
  static const XmssKey& key(KeyKind kind) {
    static const XmssKey kWallet = make_key(KeyKind::kWallet, kHeight, 1);
    static const XmssKey kVote = make_key(KeyKind::kVote, kHeight, 1);
    return kind == KeyKind::kVote ? kVote : kWallet;
  }

  std::optional<SignatureError> verify() const {
    return verify_signature(public_key, kind, message, signature);
  }
  std::optional<SignatureReason> reason() const {
    const auto error = verify();
    return error ? std::optional(error->reason) : std::nullopt;
  }
  // A change of rho or of what it is hashed with gives other digits, almost never of the sum.
  void expect_other_digits() const {
    ASSERT_TRUE(reason());
    EXPECT_EQ(*reason(), SignatureReason::kDigitSum);
    EXPECT_NE(verify()->got, kTargetSum);
  }

  void reset(KeyKind new_kind, std::uint32_t leaf) {
    kind = new_kind;
    public_key = key(kind).public_key();
    signature = sign_once(key(kind), leaf, message);
  }

  KeyKind kind = KeyKind::kVote;
  Digest message = message_number(1);
  PublicKey public_key;
  Signature signature;
};

TEST_F(VerifyTest, EveryLeafOfBothKinds) {
  for (const KeyKind k : {KeyKind::kWallet, KeyKind::kVote}) {
    for (std::uint32_t leaf = 0; leaf < 1u << kHeight; ++leaf) {
      message = message_number(100 + leaf);
      reset(k, leaf);
      EXPECT_EQ(verify(), std::nullopt) << leaf;
    }
  }
}

TEST_F(VerifyTest, RefusesEveryChangedElementOfTheMessage) {
  reset(KeyKind::kVote, 5);
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    message = changed(message_number(1), i);
    expect_other_digits();
  }
}

TEST_F(VerifyTest, RefusesEveryChangedElementOfRho) {
  reset(KeyKind::kVote, 5);
  for (std::size_t i = 0; i < signature.rho.size(); ++i) {
    const Element before = signature.rho[i];
    signature.rho[i] += Element::one();
    expect_other_digits();
    signature.rho[i] = before;
  }
}

TEST_F(VerifyTest, RefusesEveryChangedElementOfEveryChainValue) {
  reset(KeyKind::kVote, 5);
  for (ChainValue& value : signature.values) {
    for (Element& x : value) {
      x += Element::one();
      EXPECT_EQ(reason(), SignatureReason::kRoot);
      x -= Element::one();
    }
  }
  EXPECT_EQ(verify(), std::nullopt);
}

TEST_F(VerifyTest, RefusesSwappedChainsAndValuesAtOtherPositions) {
  reset(KeyKind::kVote, 5);
  std::swap(signature.values[0], signature.values[1]);
  EXPECT_EQ(reason(), SignatureReason::kRoot);
  reset(KeyKind::kVote, 5);
  const auto digits = find_encoding(key(kind), 5, message)->digits;
  for (std::size_t c = 0; c < kChains; ++c) {
    if (digits[c] == kLastPosition) continue;
    // Walked on by one: what somebody can make who saw the signature.
    signature.values[c] = chain_step(public_key.pp, 5, c, digits[c], signature.values[c]);
    EXPECT_EQ(reason(), SignatureReason::kRoot);
    reset(KeyKind::kVote, 5);
  }
}

TEST_F(VerifyTest, RefusesAnotherOtherHalf) {
  reset(KeyKind::kVote, 5);
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    signature.c = changed(key(kind).other_half(5), i);
    EXPECT_EQ(reason(), SignatureReason::kRoot);
  }
  signature.c = vrf_none();
  EXPECT_EQ(reason(), SignatureReason::kRoot);
  // Where no secret belongs, any other value is refused before it is hashed.
  reset(KeyKind::kVote, 4);
  signature.c = changed(signature.c, 0);
  EXPECT_EQ(reason(), SignatureReason::kVrfSecret);
  reset(KeyKind::kWallet, 5);
  signature.c = key(KeyKind::kVote).other_half(5);
  EXPECT_EQ(reason(), SignatureReason::kVrfSecret);
}

TEST_F(VerifyTest, RefusesAVoteSignatureAsThatOfAWallet) {
  reset(KeyKind::kVote, 5);
  kind = KeyKind::kWallet;
  EXPECT_EQ(reason(), SignatureReason::kVrfSecret);
}

TEST_F(VerifyTest, RefusesEveryChangedElementOfThePath) {
  reset(KeyKind::kVote, 5);
  for (Digest& sibling : signature.path) {
    const Digest before = sibling;
    for (std::size_t i = 0; i < kDigestElements; ++i) {
      sibling = changed(before, i);
      EXPECT_EQ(reason(), SignatureReason::kRoot);
    }
    sibling = before;
  }
}

TEST_F(VerifyTest, RefusesAnotherLeaf) {
  reset(KeyKind::kVote, 5);
  for (std::uint32_t leaf = 0; leaf < 1u << kHeight; ++leaf) {
    if (leaf == 5) continue;
    signature.leaf = leaf;
    // The leaf is in the tweak of the message, so its digits change first.
    EXPECT_EQ(reason(), leaf % 2 == 1 ? SignatureReason::kDigitSum : SignatureReason::kVrfSecret);
  }
  for (const std::uint32_t leaf : {5u + (1u << kHeight), 5u + (1u << 24), 5u | 1u << 31}) {
    signature.leaf = leaf;
    EXPECT_EQ(verify(), (SignatureError{SignatureReason::kLeafRange, leaf}));
  }
}

TEST_F(VerifyTest, RefusesAnotherKey) {
  reset(KeyKind::kVote, 5);
  const PublicKey own = public_key;
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    public_key.root = changed(own.root, i);
    EXPECT_EQ(reason(), SignatureReason::kRoot);
  }
  public_key = own;
  for (Element& x : public_key.pp) {
    x += Element::one();
    expect_other_digits();
    x -= Element::one();
  }
  EXPECT_EQ(verify(), std::nullopt);
}

TEST_F(VerifyTest, RefusesAnotherHeight) {
  reset(KeyKind::kVote, 5);
  for (const std::uint32_t height : {0u, 25u, 32u, 64u, ~0u}) {
    public_key.height = height;
    EXPECT_EQ(verify(), (SignatureError{SignatureReason::kHeight, height}));
  }
  for (const std::uint32_t height : {1u, 3u, 5u, 24u}) {
    public_key.height = height;
    EXPECT_EQ(verify(), (SignatureError{SignatureReason::kPathLength, kHeight}));
  }
  public_key.height = kHeight;
  signature.path.pop_back();
  EXPECT_EQ(reason(), SignatureReason::kPathLength);
  // An inner node is no root of a lower key: the height is part of the key digest, not of a path.
  public_key.height = kHeight - 1;
  EXPECT_EQ(reason(), SignatureReason::kRoot);
}

TEST_F(VerifyTest, RefusesDigitsOfAnotherSum) {
  // Every counter before the right one gives a rho that its owner could sign with, and must not.
  const XmssKey& k = key(KeyKind::kVote);
  reset(KeyKind::kVote, 7);
  const auto found = find_encoding(k, 7, message);
  for (std::uint32_t counter = 0; counter < found->counter; counter += 17) {
    const Digest full = hash(Tag::kRho, rho_input(k.seed(), 7, message, counter));
    std::copy_n(full.elements.begin(), signature.rho.size(), signature.rho.begin());
    expect_other_digits();
  }
}

TEST_F(VerifyTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(SignatureReason::kHeight), "height");
  EXPECT_STREQ(reason_name(SignatureReason::kPathLength), "path-length");
  EXPECT_STREQ(reason_name(SignatureReason::kLeafRange), "leaf-range");
  EXPECT_STREQ(reason_name(SignatureReason::kVrfSecret), "vrf-secret");
  EXPECT_STREQ(reason_name(SignatureReason::kLimb), "limb");
  EXPECT_STREQ(reason_name(SignatureReason::kDigitSum), "digit-sum");
  EXPECT_STREQ(reason_name(SignatureReason::kRoot), "root");
}

TEST(SignTest, CounterIsTheSmallestAndSigningIsDeterministic) {
  const XmssKey key = make_key(KeyKind::kWallet, 3, 8);
  for (std::uint32_t leaf = 0; leaf < 4; ++leaf) {
    const Digest message = message_number(leaf);
    const auto found = find_encoding(key, leaf, message);
    ASSERT_TRUE(found);
    for (std::uint32_t counter = 0; counter < found->counter; ++counter) {
      ASSERT_FALSE(encoding_at(key, leaf, message, counter));
    }
    const auto at = encoding_at(key, leaf, message, found->counter);
    ASSERT_TRUE(at);
    EXPECT_EQ(at->rho, found->rho);
    EXPECT_EQ(at->digits, found->digits);
    EXPECT_EQ(sign_once(key, leaf, message), sign_once(key, leaf, message));
  }
}

TEST(SignTest, ValuesAreAtThePositionsOfTheDigits) {
  const XmssKey key = make_key(KeyKind::kWallet, 2, 8);
  const Digest message = message_number(77);
  const auto found = find_encoding(key, 1, message);
  const Signature signature = sign_unrecorded(key, 1, *found);
  const testing::Elements seed(key.seed().elements().begin(), key.seed().elements().end());
  for (std::size_t c = 0; c < kChains; ++c) {
    EXPECT_EQ(
        testing::list(signature.values[c]),
        testing::chain_naive(seed, testing::list(key.public_key().pp), 1, c, found->digits[c]));
  }
}

}  // namespace
}  // namespace rpp
