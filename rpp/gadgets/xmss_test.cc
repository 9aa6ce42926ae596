// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// A signature of the chain, made and verified natively, and proved with the shared tables: message,
// chains, leaf and path to the key's root.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/xmss/sign.h"
#include "rpp/xmss/verify.h"

namespace rpp::testing {
namespace {

static_assert(kWotsChains == kChains && kWotsLimbs == kDigitLimbs && kWotsDigitSum == kTargetSum);
static_assert(kWotsMaxHigh + 1 == p3::KoalaBear::kOrder >> kLowBits);
static_assert(kChainTweak == static_cast<std::uint32_t>(TweakKind::kChain) << 16);

constexpr std::uint32_t kKeyTree = 7, kSid = 14, kLeaf = 9;
constexpr unsigned kHeight = 4;

XmssKey test_key() {
  p3::ThreadPool pool(1);
  return XmssKey(SecretSeed(digest_of(42).elements), KeyShape::whole(KeyKind::kWallet, kHeight),
                 pool);
}

// The tables that verify one signature, and what the table of a statement would demand for it.
struct Verification {
  HasherTrace hasher;
  WotsTrace wots;
  RangeTrace range;
  MerkleTrace merkle;
  Driver driver;

  Digest c8(const HashState& in) {
    const Digest out = hasher.c8(in);
    driver.add(bus::kHasher, c8_tuple(in.data(), out.elements.data()));
    return out;
  }

  void node(std::uint32_t level, std::uint32_t index, const Digest& digest, std::int64_t count) {
    driver.add(bus::kNode,
               node_tuple(element(1), element(kKeyTree), element(level), element(index),
                          digest.elements.data()),
               count);
  }

  // D: the message in two calls of C8.
  Digest message(const PublicKey& key, const Digest& digest, const Signature& signature) {
    HashState in{};
    std::ranges::copy(digest.elements, in.begin());
    std::ranges::copy(signature.rho, in.begin() + 8);
    std::ranges::copy(tweak(TweakKind::kMessage, 0, 0, signature.leaf), in.begin() + 14);
    const Digest first = c8(in);
    in = {};
    std::ranges::copy(first.elements, in.begin());
    std::ranges::copy(key.pp, in.begin() + 8);
    return c8(in);
  }

  void verify(const PublicKey& key, const Digest& digest, const Signature& s) {
    const Digest d = message(key, digest, s);
    const Digest ends = wots.add(kSid, s.leaf, key.pp, d, s.values, hasher, range);
    driver.add(bus::kWots,
               wots_tuple(element(kSid), element(s.leaf), key.pp.data(), d.elements.data()));
    driver.add(bus::kHasher, hash_digest_tuple(element(hash_id(HashKind::kWots, kSid) + 20),
                                               ends.elements.data()));
    HashState pair{};
    std::ranges::copy(ends.elements, pair.begin());
    std::ranges::copy(s.c.elements, pair.begin() + 8);
    const Digest leaf = c8(pair);
    merkle.add_opening(kKeyTree, s.leaf, leaf, s.path, false, hasher);
    node(0, s.leaf, leaf, -1);
    node(static_cast<std::uint32_t>(s.path.size()), 0, key.root, 1);
  }

  Verdict judge() {
    p3::ThreadPool pool(1);
    TrialBatch batch;
    batch.push_back(instance_of(Gadget::kMerkle, merkle.build(4)));
    batch.push_back(instance_of(Gadget::kWots, wots.build(4)));
    batch.push_back(instance_of(Gadget::kRange, range.build(4)));
    batch.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(batch);
    return p3::testing::try_batch(batch);
  }
};

TEST(XmssInTables, ValidSignature) {
  const XmssKey key = test_key();
  const Digest message = digest_of(1);
  const Signature signature = sign_unrecorded(key, kLeaf, *find_encoding(key, kLeaf, message));
  ASSERT_FALSE(verify_signature(key.public_key(), KeyKind::kWallet, message, signature));
  Verification tables;
  tables.verify(key.public_key(), message, signature);
  // Two for the message, 110 steps, 21 blocks, the leaf, the path.
  EXPECT_EQ(tables.hasher.rows(), 2u + kVerifySteps + 21 + 1 + kHeight);
  const Verdict verdict = tables.judge();
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// Whatever native verification refuses by its root, the bus of the nodes refuses.
TEST(XmssInTables, InvalidSignatures) {
  const XmssKey key = test_key();
  const Digest message = digest_of(1);
  const Signature good = sign_unrecorded(key, kLeaf, *find_encoding(key, kLeaf, message));
  for (int lie = 0; lie < 4; ++lie) {
    Signature bad = good;
    if (lie == 0) bad.values[17][2] += Element::one();
    if (lie == 1) bad.c[0] += Element::one();
    if (lie == 2) bad.path[3][7] += Element::one();
    if (lie == 3) std::swap(bad.path[0], bad.path[1]);
    const auto native = verify_signature(key.public_key(), KeyKind::kWallet, message, bad);
    ASSERT_TRUE(native);
    Verification tables;
    tables.verify(key.public_key(), message, bad);
    const Verdict verdict = tables.judge();
    EXPECT_THAT(verdict.labels, ::testing::IsEmpty());
    EXPECT_THAT(verdict.buses, ::testing::ElementsAre("node")) << lie;
    EXPECT_FALSE(verdict.accepted());
  }
}

TEST(XmssInTables, OtherMessageOrRho) {
  const XmssKey key = test_key();
  const Signature good = sign_unrecorded(key, kLeaf, *find_encoding(key, kLeaf, digest_of(1)));
  Signature bad = good;
  bad.rho[0] += Element::one();
  for (const bool other_message : {false, true}) {
    Verification tables;
    tables.verify(key.public_key(), digest_of(other_message ? 2 : 1), other_message ? good : bad);
    const Verdict verdict = tables.judge();
    EXPECT_FALSE(verdict.accepted());
    EXPECT_THAT(verdict.labels, ::testing::ElementsAre("wots/digit-sum"));
  }
}

}  // namespace
}  // namespace rpp::testing
