// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The counted tables `range` and `canonical`: what they accept at the borders, what they refuse,
// and their constraint groups.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/range_air.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using p3::testing::LabelCase;
using p3::testing::try_batch;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Trace = p3::Matrix<Element>;

constexpr std::uint64_t kP = p3::KoalaBear::kOrder;

void expect_unbalanced(const Verdict& verdict, const std::string& bus) {
  EXPECT_THAT(verdict.labels, IsEmpty());
  EXPECT_THAT(verdict.buses, ElementsAre(bus)) << to_string(verdict);
  ASSERT_TRUE(verdict.verifier) << to_string(verdict);
  EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
}

Verdict judge_range(const std::vector<std::array<std::uint64_t, 4>>& demands,
                    std::size_t min_rows = 4) {
  RangeTrace range;
  Driver driver;
  for (const auto& d : demands) {
    range.add({element(d[0]), element(d[1]), element(d[2]), element(d[3])});
    driver.add(bus::kRange,
               range_tuple(element(d[0]), element(d[1]), element(d[2]), element(d[3])));
  }
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kRange, range.build(min_rows)));
  driver.append_to(batch);
  return try_batch(batch);
}

TEST(Range, BelowTwoToTheSixteen) {
  EXPECT_TRUE(judge_range({}).content());
  EXPECT_TRUE(judge_range({{0, 0, 0, 0}, {65535, 65535, 65535, 65535}}).content());
  // Any number of demands on one row; a table without padding.
  EXPECT_TRUE(judge_range({{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {4, 3, 2, 1}}, 1).content());
}

TEST(Range, NothingElse) {
  for (std::size_t place = 0; place < 4; ++place) {
    for (const std::uint64_t value : {std::uint64_t{65536}, kP - 1}) {
      std::array<std::uint64_t, 4> demand{1, 2, 3, 4};
      demand[place] = value;
      expect_unbalanced(judge_range({{5, 6, 7, 8}, demand}), "range");
    }
  }
}

TEST(Range, TheOrderOfATupleCounts) {
  RangeTrace range;
  Driver driver;
  range.add({element(1), element(2), element(3), element(4)});
  driver.add(bus::kRange, range_tuple(element(2), element(1), element(3), element(4)));
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kRange, range.build(4)));
  driver.append_to(batch);
  expect_unbalanced(try_batch(batch), "range");
}

TEST(RangeLabels, EveryGroupHasItsBadTrace) {
  // A "bit" of 2 reaches 2^16.
  const auto bad = [] {
    Trace trace = Trace::zeros(4, RangeColumns::kWidth);
    trace.at(1, RangeColumns::kBits + 15) = Element::two();
    trace.at(1, RangeColumns::kCount) = Element::one();
    TrialBatch batch;
    batch.push_back(instance_of(Gadget::kRange, std::move(trace)));
    return batch;
  };
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kRange), {{"range/bits", bad}}),
              IsEmpty());
}

struct Canonical {
  CanonicalTrace canonical;
  RangeTrace range;
  Driver driver;

  void add(Element v) {
    const auto [lo, hi] = canonical.add(v);
    driver.add(bus::kCanonical, canonical_tuple(v, lo, hi));
  }
  TrialBatch batch(std::size_t min_rows = 4) {
    TrialBatch out;
    out.push_back(instance_of(Gadget::kCanonical, canonical.build(min_rows, range)));
    out.push_back(instance_of(Gadget::kRange, range.build(4)));
    driver.append_to(out);
    return out;
  }
};

TEST(CanonicalTable, LimbsOfElements) {
  Canonical c;
  for (const std::uint64_t v : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{65535},
                                std::uint64_t{65536}, kP - 2, kP - 1}) {
    const auto limbs = c.canonical.add(element(v));
    EXPECT_EQ(limbs.lo.as_canonical_u64() + (limbs.hi.as_canonical_u64() << 16), v);
    c.driver.add(bus::kCanonical, canonical_tuple(element(v), limbs.lo, limbs.hi));
    c.add(element(v));
  }
  EXPECT_EQ(c.canonical.rows(), 6u);
  const Verdict verdict = try_batch(c.batch());
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(CanonicalTable, EmptyAndFull) {
  Canonical none;
  EXPECT_TRUE(try_batch(none.batch()).content());
  Canonical full;
  for (std::uint64_t v = 1; v <= 4; ++v) full.add(element(v * 100000));
  EXPECT_TRUE(try_batch(full.batch(1)).content());
}

// The same element as an integer of p or more; a wrong pair; limbs that are no limbs.
TEST(CanonicalTable, OtherLimbs) {
  Canonical c;
  c.add(element(5));
  c.driver.add(bus::kCanonical, canonical_tuple(element(5), element(5), element(0)), -1);
  c.driver.add(bus::kCanonical, canonical_tuple(element(5), element(6), element(kCanonicalMaxHi)));
  expect_unbalanced(try_batch(c.batch()), "canonical");
}

// One row of a table, which the rest of the world believes.
TrialBatch one_row(std::uint64_t lo, Element hi, Element inverse, std::uint64_t not_largest) {
  using C = CanonicalColumns;
  CanonicalTrace canonical;
  RangeTrace range;
  canonical.add(element(9));
  TrialBatch batch;
  batch.push_back(instance_of(Gadget::kCanonical, canonical.build(4, range)));
  Trace& trace = batch[0].trace;
  trace.at(0, C::kLo) = element(lo);
  trace.at(0, C::kHi) = hi;
  trace.at(0, C::kInverse) = inverse;
  trace.at(0, C::kNotLargest) = element(not_largest);
  return batch;
}

TEST(CanonicalLabels, EveryGroupHasItsBadTrace) {
  const Element top = element(kCanonicalMaxHi);
  // 6 + 2^16 * 32512 = p + 5.
  const std::vector<LabelCase> cases = {
      {"canonical/largest", [=] { return one_row(6, top, Element::zero(), 1); }},
      {"canonical/lo", [=] { return one_row(6, top, Element::zero(), 0); }},
  };
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kCanonical), cases), IsEmpty());
}

// hi = 32513 keeps every rule of `canonical`, and 32512 - hi is what `range` refuses.
TEST(CanonicalTable, HiAboveTheLargest) {
  TrialBatch batch = one_row(6, element(kCanonicalMaxHi + 1), Element::minus_one(), 1);
  EXPECT_THAT(try_batch(batch).labels, IsEmpty());
  RangeTrace range;
  range.add({element(6), element(kCanonicalMaxHi + 1), Element::minus_one(), Element::zero()});
  range.add({Element::zero(), Element::zero(), element(kCanonicalMaxHi), Element::zero()}, 3);
  batch.push_back(instance_of(Gadget::kRange, range.build(4)));
  Driver driver;
  driver.add(bus::kCanonical,
             canonical_tuple(element(5 + 65536), element(6), element(kCanonicalMaxHi + 1)));
  driver.append_to(batch);
  expect_unbalanced(try_batch(batch), "range");
}

}  // namespace
}  // namespace rpp::testing
