// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The table `hasher` against the native functions, at its edges, and under users who ask for what
// is not so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/hasher_columns.h"
#include "testing/air_groups.h"

namespace rpp::testing {
namespace {

using C = HasherColumns;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Trace = p3::Matrix<Element>;
using Value = HasherTrace::Value;

Trace build(const HasherTrace& hasher, std::size_t min_rows = 4) {
  p3::ThreadPool pool(2);
  return hasher.build(min_rows, pool);
}

Verdict judge(Trace trace, const Driver& driver) {
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kHasher, std::move(trace)));
  driver.append_to(batch);
  return p3::testing::try_batch(batch);
}

void expect_content(const Verdict& verdict) {
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

void expect_unbalanced(const Verdict& verdict) {
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre("hasher"));
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

Value native_chain(std::size_t chain, std::uint32_t leaf, const Value& pp, unsigned digit,
                   Value value) {
  for (unsigned step = digit; step < 7; ++step) {
    HashState in{};
    in[0] = element((1u << 16) + 256 * chain + step);
    in[1] = element(leaf);
    std::copy(pp.begin(), pp.end(), in.begin() + 2);
    std::copy(value.begin(), value.end(), in.begin() + 6);
    const Digest out = compress(in);
    std::copy_n(out.elements.begin(), 4, value.begin());
  }
  return value;
}

constexpr std::size_t kChain = 41;
constexpr std::uint32_t kLeaf = 77;
const Value kPp = {element(11), element(12), element(13), element(14)};
const Value kStart = {element(21), element(22), element(23), element(24)};

void demand_chain(Driver& driver, unsigned digit, const Value& end) {
  driver.add(bus::kHasher, chain_tuple(element(kChainTweak + 256 * kChain), element(kLeaf),
                                       kPp.data(), element(digit), end.data()));
}

TEST(Hasher, CallsOfC8) {
  HasherTrace hasher;
  Driver driver;
  // Four rows: no padding.
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    HashState in{};
    const auto values = elements(seed, 16);
    std::copy(values.begin(), values.end(), in.begin());
    const Digest out = hasher.c8(in);
    EXPECT_EQ(out, compress(in));
    driver.add(bus::kHasher, c8_tuple(in.data(), out.elements.data()));
  }
  Trace trace = build(hasher);
  EXPECT_EQ(trace.height(), 4u);
  expect_content(judge(std::move(trace), driver));
}

TEST(Hasher, HashesOfEveryLength) {
  HasherTrace hasher;
  Driver driver;
  std::uint32_t id = 5;
  for (const std::size_t length : {0, 1, 7, 8, 9, 16, 17, 63, 64, 168, 256}) {
    const auto m = elements(length, length);
    const Digest digest = hasher.hash(id, Tag::kFamilyRecursive, m);
    EXPECT_EQ(digest, hash(Tag::kFamilyRecursive, m));
    demand_hash(driver, id, Tag::kFamilyRecursive, m, digest);
    id += kHashIdStride;
  }
  expect_content(judge(build(hasher), driver));
}

TEST(Hasher, ChainsOfOneToSevenSteps) {
  HasherTrace hasher;
  Driver driver;
  for (unsigned digit = 0; digit <= 6; ++digit) {
    const std::size_t before = hasher.rows();
    const Value end = hasher.chain(kChain, kLeaf, kPp, digit, kStart);
    EXPECT_EQ(hasher.rows() - before, 7u - digit);
    EXPECT_EQ(end, native_chain(kChain, kLeaf, kPp, digit, kStart));
    demand_chain(driver, digit, end);
  }
  expect_content(judge(build(hasher), driver));
}

// Nothing asked for: padding alone.
TEST(Hasher, EmptyTable) { expect_content(judge(build(HasherTrace{}), Driver{})); }

TEST(Hasher, AppendedRecordersAreOneTable) {
  HasherTrace first, second;
  Driver driver;
  const auto m = elements(1, 30);
  demand_hash(driver, 64, Tag::kRho, m, first.hash(64, Tag::kRho, m));
  demand_chain(driver, 3, second.chain(kChain, kLeaf, kPp, 3, kStart));
  first.append(second);
  EXPECT_EQ(first.rows(), 8u);
  expect_content(judge(build(first), driver));
}

// Row 0 follows the last row: a hash or chain may lie across the end, and still means the same.
TEST(Hasher, RowsMayBeRotated) {
  HasherTrace hasher;
  Driver driver;
  const auto m = elements(1, 20);
  demand_hash(driver, 64, Tag::kRho, m, hasher.hash(64, Tag::kRho, m));
  demand_chain(driver, 3, hasher.chain(kChain, kLeaf, kPp, 3, kStart));
  const Trace trace = build(hasher);
  for (std::size_t shift = 0; shift < trace.height(); ++shift) {
    Trace rotated = Trace::uninitialized(trace.height(), trace.width());
    for (std::size_t row = 0; row < trace.height(); ++row) {
      std::copy_n(trace.row(row), trace.width(), rotated.row((row + shift) % trace.height()));
    }
    expect_content(judge(std::move(rotated), driver));
  }
}

// A table of middle rows alone, each block following from the one before, cannot close its circle.
TEST(Hasher, CircleOfMiddleRows) {
  HasherTrace hasher;
  hasher.hash(64, Tag::kFamilyRecursive, elements(1, 8 * 6));
  Trace whole = build(hasher, 8);
  Trace circle = Trace::uninitialized(4, whole.width());
  for (std::size_t row = 0; row < 4; ++row)
    std::copy_n(whole.row(row + 1), C::kWidth, circle.row(row));
  for (std::size_t row = 0; row < 4; ++row) circle.at(row, C::kMiddle) = Element::one();
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kHasher, std::move(circle)));
  p3::testing::plug_buses(batch);
  const Verdict verdict = p3::testing::try_batch(batch);
  EXPECT_THAT(verdict.labels, ElementsAre("hasher/hash-capacity", "hasher/hash-id"));
  EXPECT_FALSE(verdict.accepted());
}

TEST(Hasher, OneAnswerServesOneDemand) {
  HasherTrace hasher;
  Driver driver;
  const Digest out = hasher.c8(digest_of(1), digest_of(2));
  driver.add(bus::kHasher,
             c8_pair_tuple(digest_of(1).elements.data(), digest_of(2).elements.data(),
                           out.elements.data()),
             2);
  expect_unbalanced(judge(build(hasher), driver));
  hasher.c8(digest_of(1), digest_of(2));
  expect_content(judge(build(hasher), driver));
}

TEST(Hasher, BlocksSwapped) {
  HasherTrace hasher;
  const auto m = elements(1, 24);
  auto swapped = m;
  std::swap_ranges(swapped.begin() + 8, swapped.begin() + 16, swapped.begin() + 16);
  const Digest digest = hasher.hash(64, Tag::kFamilyRecursive, m);
  Driver driver;
  demand_hash(driver, 64, Tag::kFamilyRecursive, swapped, digest);
  expect_unbalanced(judge(build(hasher), driver));
}

// Two hashes of 16 elements whose second blocks are exchanged in the table.
struct Exchanged {
  std::vector<Element> a = elements(1, 16), b = elements(2, 16);
  std::vector<Element> ab = a, ba = b;
  Exchanged() { std::swap_ranges(ab.begin() + 8, ab.end(), ba.begin() + 8); }
};

// That ids are unique is the users' duty: with one id for both, the table may exchange blocks.
TEST(Hasher, TwoHashesWithOneId) {
  const Exchanged e;
  const auto judge_ids = [&](std::uint32_t id_a, std::uint32_t id_b) {
    HasherTrace hasher;
    Driver driver;
    const Digest ab = hasher.hash(id_a, Tag::kVoteBy, e.ab);
    const Digest ba = hasher.hash(id_b, Tag::kVoteBy, e.ba);
    demand_hash(driver, id_a, Tag::kVoteBy, e.a, ab);
    demand_hash(driver, id_b, Tag::kVoteBy, e.b, ba);
    return judge(build(hasher), driver);
  };
  expect_content(judge_ids(64, 64));
  expect_unbalanced(judge_ids(64, 96));
  // Ids that follow each other are far enough apart: a first block is no next block.
  expect_unbalanced(judge_ids(64, 66));
}

// A hash of three blocks cannot end after the second, nor go on to a fourth.
TEST(Hasher, NumberOfBlocks) {
  const auto m = elements(1, 24);
  HasherTrace three, four;
  three.hash(64, Tag::kFamilyRecursive, m);
  four.hash(64, Tag::kFamilyRecursive, elements(1, 32));
  const auto digest_at = [](const Trace& trace, std::size_t row) {
    Digest digest;
    std::copy_n(trace.row(row) + C::kOut, 8, digest.elements.begin());
    return digest;
  };
  Trace early = build(three);
  early.at(1, C::kMiddle) = early.at(2, C::kLast) = Element::zero();
  early.at(1, C::kLast) = Element::one();
  Driver after_two;
  demand_hash(after_two, 64, Tag::kFamilyRecursive, m, digest_at(early, 1));
  expect_unbalanced(judge(std::move(early), after_two));
  // The length of the demand is that of the table, so that only the fourth block is too much.
  Trace late = build(four);
  Driver after_four;
  const auto block = [&](std::size_t j) { return late.row(0) + 8 * j; };
  std::vector<Element> sent = elements(1, 24);
  after_four.add(bus::kHasher, hash_first_tuple(element(64), element(100), element(32), block(0)));
  for (const std::size_t j : {1, 2}) {
    after_four.add(bus::kHasher, hash_next_tuple(element(64 + j), sent.data() + 8 * j));
  }
  after_four.add(bus::kHasher, hash_digest_tuple(element(66), digest_at(late, 3).elements.data()));
  expect_unbalanced(judge(std::move(late), after_four));
}

TEST(Hasher, OtherTagLengthOrDigest) {
  const auto m = elements(1, 16);
  HasherTrace hasher;
  const Digest digest = hasher.hash(64, Tag::kVoteBy, m);
  Digest other = digest;
  other[7] += Element::one();
  Driver tag, length, out;
  demand_hash(tag, 64, Tag::kSig, m, digest);
  demand_hash(out, 64, Tag::kVoteBy, m, other);
  auto longer = m;
  longer.pop_back();  // the block is the same once the message ends in zero
  longer.push_back(Element::zero());
  auto shorter = longer;
  shorter.pop_back();
  HasherTrace padded;
  demand_hash(length, 64, Tag::kFamilyRecursive, shorter,
              padded.hash(64, Tag::kFamilyRecursive, longer));
  expect_unbalanced(judge(build(hasher), tag));
  expect_unbalanced(judge(build(hasher), out));
  expect_unbalanced(judge(build(padded), length));
}

TEST(Hasher, ChainsOfAnotherLength) {
  for (const unsigned walked : {2u, 4u}) {
    HasherTrace hasher;
    Driver driver;
    demand_chain(driver, 3, hasher.chain(kChain, kLeaf, kPp, walked, kStart));
    expect_unbalanced(judge(build(hasher), driver));
  }
}

TEST(Hasher, TraceIsTheSameForAnyNumberOfThreads) {
  HasherTrace hasher;
  for (std::uint64_t i = 0; i < 700; ++i) hasher.c8(digest_of(i), digest_of(i + 1));
  p3::ThreadPool one(1), three(3);
  const Trace a = hasher.build(1, one), b = hasher.build(1, three);
  ASSERT_EQ(a.height(), 1024u);
  EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(Element)), 0);
}

}  // namespace
}  // namespace rpp::testing
