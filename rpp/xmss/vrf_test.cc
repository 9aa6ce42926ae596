// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/xmss/vrf.h"

#include <gtest/gtest.h>

#include "rpp/xmss/xmss_test_support.h"

namespace rpp {
namespace {

using testing::changed;
using testing::list;
using testing::make_key;
using testing::message_number;
using testing::numbers;

const XmssKey& vote_key() {
  static const XmssKey kKey = make_key(KeyKind::kVote, 7, 2);
  return kKey;
}

VrfInput some_input() { return vrf_input(message_number(1), message_number(2), 0x123456789abcdef); }

std::optional<VrfReason> reason(const p3::Result<Digest, VrfError>& opened) {
  return opened.ok() ? std::nullopt : std::optional(opened.error().reason);
}

TEST(VrfTest, InputAndOutputAreThoseOfTheTable) {
  const auto m =
      list(message_number(1)) + list(message_number(2)) + numbers({0xcdef, 0x89ab, 0x4567, 0x123});
  EXPECT_EQ(list(some_input()), testing::first(testing::sponge_naive(5, m), 6));
  const Digest r = message_number(3);
  EXPECT_EQ(vrf_output(r, some_input()),
            testing::c8_naive(list(r) + list(some_input()) + numbers({4 * 65536, 0})));
}

TEST(VrfTest, OpensEveryPrecommitLeafAndNoOther) {
  const PublicKey& key = vote_key().public_key();
  for (std::uint32_t leaf = 0; leaf < 128; ++leaf) {
    const bool precommit = leaf % 2 == 1 && leaf < 126;
    if (!precommit) {
      const VrfProof proof = {message_number(leaf), vote_key().wots(leaf), vote_key().path(leaf)};
      EXPECT_EQ(reason(open_vrf(key, leaf, some_input(), proof)), VrfReason::kNotPrecommit);
      EXPECT_DEATH(prove_vrf(vote_key(), leaf), "without a VRF secret");
      if (leaf == 4) leaf = 120;  // the first ones and the border
      continue;
    }
    const VrfProof proof = prove_vrf(vote_key(), leaf);
    const auto opened = open_vrf(key, leaf, some_input(), proof);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened.value(), vrf_output(vrf_secret(vote_key().seed(), leaf), some_input()));
    EXPECT_EQ(verify_vrf(key, leaf, some_input(), proof, opened.value()), std::nullopt);
  }
}

TEST(VrfTest, RefusesEveryChangedField) {
  const PublicKey key = vote_key().public_key();
  const VrfProof proof = prove_vrf(vote_key(), 5);
  const Digest y = open_vrf(key, 5, some_input(), proof).value();
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    VrfProof other = proof;
    other.r = changed(proof.r, i);
    EXPECT_EQ(reason(open_vrf(key, 5, some_input(), other)), VrfReason::kRoot);
    other = proof;
    other.wots = changed(proof.wots, i);
    EXPECT_EQ(reason(open_vrf(key, 5, some_input(), other)), VrfReason::kRoot);
    for (std::size_t level = 0; level < 7; ++level) {
      other = proof;
      other.path[level] = changed(proof.path[level], i);
      EXPECT_EQ(reason(open_vrf(key, 5, some_input(), other)), VrfReason::kRoot);
    }
    PublicKey other_key = key;
    other_key.root = changed(key.root, i);
    EXPECT_EQ(reason(open_vrf(other_key, 5, some_input(), proof)), VrfReason::kRoot);
    EXPECT_EQ(verify_vrf(key, 5, some_input(), proof, changed(y, i)),
              (VrfError{VrfReason::kOtherOutput, std::nullopt}));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    PublicKey other_key = key;
    other_key.pp[i] += Element::one();
    EXPECT_EQ(reason(open_vrf(other_key, 5, some_input(), proof)), VrfReason::kRoot);
  }
  for (std::size_t i = 0; i < 6; ++i) {
    VrfInput mu = some_input();
    mu[i] += Element::one();
    EXPECT_NE(open_vrf(key, 5, mu, proof).value(), y);
    EXPECT_EQ(verify_vrf(key, 5, mu, proof, y), (VrfError{VrfReason::kOtherOutput, std::nullopt}));
  }
}

TEST(VrfTest, RefusesOtherPositions) {
  const PublicKey key = vote_key().public_key();
  const VrfProof proof = prove_vrf(vote_key(), 5);
  EXPECT_EQ(reason(open_vrf(key, 7, some_input(), proof)), VrfReason::kRoot);
  EXPECT_EQ(reason(open_vrf(key, 4, some_input(), proof)), VrfReason::kNotPrecommit);
  const auto beyond = open_vrf(key, 5 + 128, some_input(), proof);
  EXPECT_EQ(beyond.error(),
            (VrfError{VrfReason::kPosition, SignatureError{SignatureReason::kLeafRange, 133}}));
  VrfProof cut = proof;
  cut.path.pop_back();
  EXPECT_EQ(open_vrf(key, 5, some_input(), cut).error().position,
            (SignatureError{SignatureReason::kPathLength, 6}));
  PublicKey other = key;
  other.height = 40;
  EXPECT_EQ(open_vrf(other, 5, some_input(), proof).error().position,
            (SignatureError{SignatureReason::kHeight, 40}));
}

TEST(VrfTest, TicketIsTheLowBitsOfTwoElements) {
  Digest y;
  y[0] = Element::from_u64(0x7e123456);
  y[1] = Element::from_u64(0x01abcdef);
  y[2] = Element::from_u64(0x00ffffff);
  EXPECT_EQ(vrf_ticket(y), 0xabcdef123456u);
  // p - 1 = 127 * 2^24: the low part of its canonical integer is 0.
  y[0] = y[1] = Element::minus_one();
  EXPECT_EQ(vrf_ticket(y), 0u);
}

TEST(VrfTest, Weights) {
  EXPECT_EQ(vrf_weight(0, 0), 1u);
  EXPECT_EQ(vrf_weight(0, 1), 1u);
  EXPECT_EQ(vrf_weight(5, 720), 4320u);
  EXPECT_EQ(vrf_weight(2, 0), 3u);
}

TEST(VrfTest, PrecedesByCrossProductsThenIndex) {
  EXPECT_TRUE(precedes({10, 2, 1}, {6, 1, 0}));  // 10 < 12
  EXPECT_FALSE(precedes({6, 1, 0}, {10, 2, 1}));
  EXPECT_TRUE(precedes({10, 2, 0}, {5, 1, 1}));  // equal: the smaller index
  EXPECT_FALSE(precedes({10, 2, 1}, {5, 1, 0}));
  EXPECT_FALSE(precedes({10, 2, 1}, {10, 2, 1}));  // not itself
  // Products beyond 64 bits do not wrap.
  const std::uint64_t big = ~std::uint64_t{0};
  EXPECT_TRUE(precedes({big - 1, big, 1}, {big, big, 0}));
  EXPECT_FALSE(precedes({big, big, 0}, {big - 1, big, 1}));
  EXPECT_TRUE(precedes({2, big, 1}, {1ull << 40, 1ull << 30, 0}));
}

TEST(VrfTest, PrecedesIsAStrictOrder) {
  p3::SplitMix64 words(9);
  std::vector<Candidate> all;
  for (std::uint32_t i = 0; i < 40; ++i) {
    // Few tickets and weights, so that many quotients are equal.
    all.push_back({words.next() % 6, 1 + words.next() % 4, i});
  }
  for (const Candidate& a : all) {
    for (const Candidate& b : all) {
      EXPECT_EQ(precedes(a, b) + precedes(b, a), a.index == b.index ? 0 : 1);
      for (const Candidate& c : all) {
        if (precedes(a, b) && precedes(b, c)) {
          EXPECT_TRUE(precedes(a, c));
        }
      }
    }
  }
}

TEST(VrfTest, NamesOfReasons) {
  EXPECT_STREQ(reason_name(VrfReason::kPosition), "position");
  EXPECT_STREQ(reason_name(VrfReason::kNotPrecommit), "not-precommit");
  EXPECT_STREQ(reason_name(VrfReason::kRoot), "root");
  EXPECT_STREQ(reason_name(VrfReason::kOtherOutput), "other-output");
}

}  // namespace
}  // namespace rpp
