// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Signatures of a wallet key, made natively, through table `signatures` and all that it asks: what
// users may demand is what was signed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/xmss/one_time.h"
#include "rpp/xmss/verify.h"

namespace rpp::testing {
namespace {

using ::testing::ElementsAre;

static_assert(kWalletTreeDepth == kWalletHeight);
static_assert(kMessageTweak == static_cast<std::uint32_t>(TweakKind::kMessage) << 16);

constexpr std::uint32_t kNumber = 5;

struct Claim {
  SignatureKind kind;
  std::uint32_t number, leaf;
  Digest digest;
  PublicParameter pp{};
};

struct Tables {
  HasherTrace hasher;
  WotsTrace wots;
  MerkleTrace merkle;
  RangeTrace range;
  SignaturesTrace signatures;
  Driver driver;

  Digest add(const SignatureEntry& entry) {
    return signatures.add(entry, hasher, wots, merkle, range);
  }
  void demand(const Claim& claim) {
    driver.add(bus::kSignature, signature_tuple(element(static_cast<std::uint32_t>(claim.kind)),
                                                element(claim.number), element(claim.leaf),
                                                claim.digest.elements.data(), claim.pp.data()));
  }
  Verdict judge() {
    p3::ThreadPool pool(1);
    TrialBatch batch;
    batch.push_back(instance_of(Gadget::kSignatures, signatures.build(4)));
    batch.push_back(instance_of(Gadget::kMerkle, merkle.build(4)));
    batch.push_back(instance_of(Gadget::kWots, wots.build(4)));
    batch.push_back(instance_of(Gadget::kRange, range.build(4)));
    batch.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    driver.append_to(batch);
    return p3::testing::try_batch(batch);
  }
};

std::array<Claim, 2> claims_of(const SignedMessage& m) {
  return {Claim{SignatureKind::kMessage, kNumber, m.signature.leaf, m.message},
          Claim{SignatureKind::kKey, kNumber, 0, key_digest(m.key)}};
}

TEST(Signatures, KeyedBlockIsTheNativeSignature) {
  const SignedMessage& m = signed_message();
  ASSERT_FALSE(verify_signature(m.key, KeyKind::kWallet, m.message, m.signature));
  Tables tables;
  EXPECT_EQ(tables.add(m.entry(kNumber, true)), key_digest(m.key));
  for (const Claim& claim : claims_of(m)) tables.demand(claim);
  // Two for the message, 110 steps, 21 blocks, the leaf, the path, two blocks of the key.
  EXPECT_EQ(tables.hasher.rows(), 2u + kVerifySteps + 21 + 1 + kWalletTreeDepth + 2);
  const Verdict verdict = tables.judge();
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(Signatures, BareBlockLeavesTheRootToItsUser) {
  const SignedMessage& m = signed_message();
  for (const bool other_root : {false, true}) {
    Tables tables;
    tables.add(m.entry(kNumber, false));
    tables.demand({SignatureKind::kBare, kNumber, m.signature.leaf, m.message, m.key.pp});
    Digest root = m.key.root;
    if (other_root) root[3] += Element::one();
    tables.driver.add(
        bus::kNode, node_tuple(element(1), element(kNumber), element(kWalletTreeDepth), element(0),
                               root.elements.data()));
    const Verdict verdict = tables.judge();
    if (other_root) {
      EXPECT_THAT(verdict.buses, ElementsAre("node"));
      EXPECT_FALSE(verdict.accepted());
    } else {
      EXPECT_TRUE(verdict.content()) << to_string(verdict);
    }
  }
}

// Blocks side by side, also of one key, also none at all.
TEST(Signatures, ManyAndNone) {
  for (const std::uint32_t count : {0u, 3u}) {
    Tables tables;
    for (std::uint32_t i = 0; i < count; ++i) {
      const SignedMessage& m = signed_message(i);
      tables.add(m.entry(i, true));
      tables.demand({SignatureKind::kMessage, i, m.signature.leaf, m.message});
      tables.demand({SignatureKind::kKey, i, 0, key_digest(m.key)});
    }
    const Verdict verdict = tables.judge();
    EXPECT_TRUE(verdict.content()) << to_string(verdict);
  }
}

// What was not signed cannot be demanded: every part of both claims.
TEST(Signatures, OtherClaims) {
  const SignedMessage& m = signed_message();
  const std::function<void(std::array<Claim, 2>&)> lies[] = {
      [](auto& c) { c[0].digest[7] += Element::one(); },
      [](auto& c) { c[0].leaf += 1; },
      [](auto& c) { c[0].number += 1; },
      [](auto& c) { c[1].digest[0] += Element::one(); },
      [](auto& c) { c[1].number += 1; },
      [](auto& c) { c[0].kind = SignatureKind::kBare; },
  };
  for (const auto& lie : lies) {
    Tables tables;
    tables.add(m.entry(kNumber, true));
    auto claims = claims_of(m);
    lie(claims);
    for (const Claim& claim : claims) tables.demand(claim);
    const Verdict verdict = tables.judge();
    EXPECT_THAT(verdict.labels, ::testing::IsEmpty());
    EXPECT_THAT(verdict.buses, ElementsAre("signature"));
    EXPECT_FALSE(verdict.accepted());
  }
}

// One signature for two demands: the same claim twice has one supply.
TEST(Signatures, NoBlockServesTwice) {
  const SignedMessage& m = signed_message();
  Tables tables;
  tables.add(m.entry(kNumber, true));
  for (const Claim& claim : claims_of(m)) tables.demand(claim);
  tables.demand(claims_of(m)[0]);
  EXPECT_THAT(tables.judge().buses, ElementsAre("signature"));
}

// Signatures that native verification refuses, with everything recomputed.
TEST(Signatures, InvalidSignatures) {
  const SignedMessage& m = signed_message();
  const auto rejected_by = [&](SignatureEntry entry) {
    Tables tables;
    const Digest key = tables.add(entry);
    tables.demand({SignatureKind::kMessage, kNumber, entry.leaf, entry.message});
    tables.demand({SignatureKind::kKey, kNumber, 0, key});
    const Verdict verdict = tables.judge();
    EXPECT_FALSE(verdict.accepted());
    return verdict;
  };
  SignatureEntry entry = m.entry(kNumber, true);
  entry.values[41][3] += Element::one();
  EXPECT_THAT(rejected_by(entry).buses, ElementsAre("node"));
  entry = m.entry(kNumber, true);
  entry.key_root->elements[7] += Element::one();
  EXPECT_THAT(rejected_by(entry).buses, ElementsAre("node"));
  entry = m.entry(kNumber, true);
  entry.path = entry.path.first(kWalletTreeDepth - 1);  // a key of height 15
  EXPECT_THAT(rejected_by(entry).buses, ElementsAre("node"));
  entry = m.entry(kNumber, true);
  entry.message[0] += Element::one();
  EXPECT_THAT(rejected_by(entry).labels, ElementsAre("wots/digit-sum"));
}

}  // namespace
}  // namespace rpp::testing
