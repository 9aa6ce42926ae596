// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The table `wots` with the tables it asks: signatures at the borders of digits and limbs, and
// signatures that are none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/wots_columns.h"

namespace rpp::testing {
namespace {

using C = WotsColumns;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Digits = std::array<unsigned, kWotsChains>;
using Highs = std::array<unsigned, kWotsLimbs>;
using Value = HasherTrace::Value;

const Value kPp = {element(31), element(32), element(33), element(34)};
constexpr Highs kHighs = {0, 1, 1014, 1015, 512, 3};

// Signatures, and a user who asks for them and for the hashes of their chain ends.
struct Signatures {
  HasherTrace hasher;
  WotsTrace wots;
  RangeTrace range;
  Driver driver;

  Digest add(std::uint32_t sid, std::uint32_t leaf, const Digest& d) {
    std::array<Value, kWotsChains> values;
    for (std::size_t c = 0; c < kWotsChains; ++c) {
      for (std::size_t i = 0; i < 4; ++i) values[c][i] = element(4 * c + i + 7);
    }
    const Digest digest = wots.add(sid, leaf, kPp, d, values, hasher, range);
    driver.add(bus::kWots, wots_tuple(element(sid), element(leaf), kPp.data(), d.elements.data()));
    driver.add(bus::kHasher, hash_digest_tuple(element(hash_id(HashKind::kWots, sid) + 20),
                                               digest.elements.data()));
    return digest;
  }

  TrialBatch batch() {
    p3::ThreadPool pool(1);
    TrialBatch out;
    out.push_back(instance_of(Gadget::kWots, wots.build(4)));
    out.push_back(instance_of(Gadget::kHasher, hasher.build(4, pool)));
    out.push_back(instance_of(Gadget::kRange, range.build(4)));
    driver.append_to(out);
    return out;
  }
};

Verdict judge(const Digest& d) {
  Signatures signatures;
  signatures.add(0, 5, d);
  return p3::testing::try_batch(signatures.batch());
}

TEST(Wots, DigitsOfTheTestsAreGood) {
  const Digits digits = good_digits();
  unsigned sum = 0;
  std::set<unsigned> seen(digits.begin(), digits.end());
  for (const unsigned digit : digits) sum += digit;
  EXPECT_EQ(sum, kWotsDigitSum);
  EXPECT_EQ(seen.size(), 8u);
}

TEST(Wots, OneSignature) {
  Signatures signatures;
  const Digest d = limbs_with(good_digits(), kHighs);
  const Digest digest = signatures.add(3, 5, d);
  // The hash of the chain ends, each walked natively.
  std::vector<Element> ends;
  for (std::size_t c = 0; c < kWotsChains; ++c) {
    Value value;
    for (std::size_t i = 0; i < 4; ++i) value[i] = element(4 * c + i + 7);
    for (unsigned step = good_digits()[c]; step < 7; ++step) {
      HashState in{};
      in[0] = element((1u << 16) + (c << 8) + step);
      in[1] = element(5);
      std::copy(kPp.begin(), kPp.end(), in.begin() + 2);
      std::copy(value.begin(), value.end(), in.begin() + 6);
      std::copy_n(compress(in).elements.begin(), 4, value.begin());
    }
    ends.insert(ends.end(), value.begin(), value.end());
  }
  EXPECT_EQ(digest, hash(Tag::kXmssLeaf, ends));
  const Verdict verdict = p3::testing::try_batch(signatures.batch());
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(Wots, SeveralSignaturesBackToBack) {
  Signatures signatures;
  Digits other = good_digits();
  std::swap(other[0], other[41]);
  signatures.add(0, 5, limbs_with(good_digits(), kHighs));
  signatures.add(1, 6, limbs_with(other, kHighs));
  signatures.add(511, 1u << 19, limbs_with(good_digits(), {1015, 1015, 1015, 1015, 1015, 1015}));
  const Verdict verdict = p3::testing::try_batch(signatures.batch());
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(Wots, EmptyTable) {
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kWots, WotsTrace{}.build(4)));
  EXPECT_TRUE(p3::testing::try_batch(batch).content());
}

// 26 digits of 7, and with the largest high part every limb just below p - 1.
TEST(Wots, DigitsOfSevenAndZero) {
  Digits digits{};
  for (std::size_t c = 0; c < 26; ++c) digits[c] = 7;
  digits[41] = 2;
  EXPECT_TRUE(judge(limbs_with(digits, {1015, 1015, 1015, 0, 0, 0})).content());
}

// p - 1 = 1016 * 2^21 + 0: the one limb that could be written in two ways, and that no signature
// has. Other limbs with a high part of 1016 are no elements.
TEST(Wots, LimbOfMinusOne) {
  Digits digits{};
  for (std::size_t c = 7; c < 33; ++c) digits[c] = 7;
  digits[41] = 2;
  EXPECT_TRUE(judge(limbs_with(digits, {1015, 0, 0, 0, 0, 0})).content());
  const Digest d = limbs_with(digits, {1016, 0, 0, 0, 0, 0});
  EXPECT_EQ(d[0], Element::minus_one());
  const Verdict verdict = judge(d);
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre("range"));
  EXPECT_FALSE(verdict.accepted());
}

TEST(Wots, DigitsWithAnotherSum) {
  for (const int change : {-1, 1}) {
    Digits digits = good_digits();
    for (unsigned& digit : digits) {
      if (digit == 3) {
        digit = static_cast<unsigned>(3 + change);
        break;
      }
    }
    const Verdict verdict = judge(limbs_with(digits, kHighs));
    EXPECT_THAT(verdict.labels, ElementsAre("wots/digit-sum"));
    EXPECT_THAT(verdict.buses, IsEmpty());
    EXPECT_FALSE(verdict.accepted());
  }
}

// Whoever asks for another message, leaf, key or signature than the table proves gets nothing.
TEST(Wots, OtherDemands) {
  const Digest d = limbs_with(good_digits(), kHighs);
  for (std::size_t place = 0; place < kWotsWidth; ++place) {
    Signatures signatures;
    signatures.add(0, 5, d);
    auto tuple = wots_tuple(element(0), element(5), kPp.data(), d.elements.data());
    signatures.driver.add(bus::kWots, tuple, -1);
    tuple.items[place] += Element::one();
    signatures.driver.add(bus::kWots, tuple);
    const Verdict verdict = p3::testing::try_batch(signatures.batch());
    EXPECT_THAT(verdict.labels, IsEmpty());
    EXPECT_THAT(verdict.buses, ElementsAre("wots"));
    EXPECT_FALSE(verdict.accepted());
  }
}

// A chain end that is not the end of the walk, at a digit below 7; at a digit of 7 the end is the
// signature's own, and the hash of the ends is another.
TEST(Wots, OtherChainEnds) {
  Signatures signatures;
  signatures.add(0, 5, limbs_with(good_digits(), kHighs));
  for (const unsigned digit : {6u, 7u}) {
    TrialBatch batch = signatures.batch();
    const Digits digits = good_digits();
    const auto c = static_cast<std::size_t>(std::ranges::find(digits, digit) - digits.begin());
    batch[0].trace.at(c, C::kEnd + 1) += Element::one();
    const Verdict verdict = p3::testing::try_batch(batch);
    EXPECT_THAT(verdict.labels, IsEmpty());
    EXPECT_THAT(verdict.buses, ElementsAre("hasher"));
    EXPECT_FALSE(verdict.accepted());
  }
}

// Another number of the signature, all through its rows: its hash and its demand move with it.
TEST(Wots, OneSidForTwoSignaturesIsTheUsersDuty) {
  Signatures signatures;
  const Digest d = limbs_with(good_digits(), kHighs);
  signatures.add(0, 5, d);
  signatures.add(0, 5, d);
  EXPECT_TRUE(p3::testing::try_batch(signatures.batch()).content());
}

}  // namespace
}  // namespace rpp::testing
