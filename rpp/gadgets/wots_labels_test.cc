// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Every constraint group of the table `wots`: a trace that breaks it alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/wots_columns.h"
#include "testing/label_cases.h"

namespace rpp::testing {
namespace {

using C = WotsColumns;
using p3::testing::LabelCase;
using Digits = std::array<unsigned, kWotsChains>;
using Trace = p3::Matrix<Element>;

constexpr std::size_t kLastRow = kWotsChains - 1;

Trace trace_of(const Digits& digits) {
  HasherTrace hasher;
  RangeTrace range;
  WotsTrace wots;
  wots.add(2, 5, {element(1), element(2), element(3), element(4)},
           limbs_with(digits, {0, 1, 1015, 512, 7, 1000}), {}, hasher, range);
  return wots.build(64);
}

LabelCase bad(const std::string& label, std::function<void(Trace&)> change,
              const Digits& digits = good_digits()) {
  return {label, [change = std::move(change), digits] {
            Trace trace = trace_of(digits);
            change(trace);
            TrialBatch batch;
            batch.push_back(instance_of(Gadget::kWots, std::move(trace)));
            return batch;
          }};
}

void clear_row(Trace& trace, std::size_t row) {
  std::fill_n(trace.row(row), C::kWidth, Element::zero());
}

// Digits that sum to 184 with those of one limb zero.
Digits without_limb(std::size_t limb) {
  Digits digits{};
  unsigned left = kWotsDigitSum;
  for (std::size_t c = 0; c < kWotsChains; ++c) {
    if (c / 7 == limb) continue;
    digits[c] = std::min(left, 6u);
    left -= digits[c];
  }
  return digits;
}

std::vector<LabelCase> row_cases() {
  return {
      // A row without meaning supplies a walk.
      bad("wots/flags",
          [](Trace& t) {
            for (std::size_t i = 0; i < 3; ++i) t.at(50, C::kBits + i) = Element::one();
            t.at(50, C::kIsSeven) = Element::one();
          }),
      // A digit of 2 from a "bit" of 2.
      bad("wots/digit",
          [](Trace& t) {
            std::size_t row = 0;
            while (good_digits()[row] != 2) ++row;
            t.at(row, C::kBits) = Element::two();
            t.at(row, C::kBits + 1) = Element::zero();
          }),
      // A signature that begins at chain 1, and that nobody asked for.
      bad("wots/order", [](Trace& t) { clear_row(t, 0); }),
      // A signature of the last five limbs.
      bad(
          "wots/first-chain",
          [](Trace& t) {
            for (std::size_t row = 0; row < 7; ++row) clear_row(t, row);
            t.at(7, C::kFirst) = Element::one();
            for (std::size_t row = 7; row <= kLastRow; ++row) {
              t.at(row, C::kEven) = element(row % 2);
            }
          },
          without_limb(0)),
      // Of the first five.
      bad(
          "wots/last-chain",
          [](Trace& t) {
            t.at(34, C::kLast) = Element::one();
            for (std::size_t row = 35; row <= kLastRow; ++row) clear_row(t, row);
          },
          without_limb(5)),
      // Two chains exchanged.
      bad("wots/next-chain", [](Trace& t) { std::swap(t.at(3, C::kChain), t.at(4, C::kChain)); }),
      bad("wots/carry", [](Trace& t) { t.at(kLastRow, C::kLeaf) += Element::one(); }),
      bad("wots/even", [](Trace& t) { t.at(1, C::kEven) = Element::one(); }),
  };
}

// Limb 0 ends after six digits, digit 6 is a limb of its own, and a seventh limb comes from
// nowhere.
void end_early(Trace& t) {
  t.at(5, C::kLimbEnd) = Element::one();
  t.at(6, C::kWeight) = Element::one();
  t.at(6, C::kLow) = element(good_digits()[6]);
  for (std::size_t row = 0; row <= 6; ++row) {
    for (std::size_t i = 1; i < kWotsLimbs; ++i) {
      // Before the shifts: limb i stands one place further on, behind digit 6's.
      const Element limb = t.at(7, C::kLimbs + i - 1);
      const std::size_t place = row <= 5 ? i + 1 : i;
      if (place < kWotsLimbs) t.at(row, C::kLimbs + place) = limb;
    }
    if (row <= 5) {
      t.at(row, C::kLimbs) = t.at(5, C::kLow);
      t.at(row, C::kLimbs + 1) = t.at(6, C::kLow);
    } else {
      t.at(row, C::kLimbs) = t.at(6, C::kLow);
    }
  }
}

std::vector<LabelCase> limb_cases() {
  return {
      // Digit 5 is zero, so its weight is not missed.
      bad("wots/weight", [](Trace& t) { t.at(5, C::kWeight) += Element::one(); }),
      bad("wots/limb-end", end_early),
      bad("wots/low",
          [](Trace& t) {
            for (std::size_t row = 3; row <= 6; ++row) t.at(row, C::kLow) += Element::one();
            for (std::size_t row = 0; row <= 6; ++row) t.at(row, C::kLimbs) += Element::one();
          }),
      bad("wots/limb",
          [](Trace& t) {
            for (std::size_t row = 0; row <= 6; ++row) t.at(row, C::kLimbs) += Element::one();
          }),
      // Another message is supplied than the one whose digits are walked.
      bad("wots/limbs", [](Trace& t) { t.at(0, C::kLimbs + 3) += Element::one(); }),
      bad("wots/sum", [](Trace& t) { t.at(20, C::kSum) += Element::one(); }),
      bad(
          "wots/digit-sum", [](Trace&) {}, Digits{}),
  };
}

TEST(WotsLabels, EveryGroupHasItsBadTrace) {
  std::vector<LabelCase> cases = row_cases();
  for (const LabelCase& c : limb_cases()) cases.push_back(c);
  EXPECT_THAT(p3::testing::check_label_cases(*gadget_air(Gadget::kWots), cases),
              ::testing::IsEmpty());
}

// What the rule of limb ends rests on: 8^6 comes back in no run of up to 42 weights.
TEST(WotsLabels, WeightsDoNotRepeat) {
  Element power = Element::one();
  std::set<std::uint64_t> seen;
  for (std::size_t k = 0; k < kWotsChains; ++k) {
    EXPECT_TRUE(seen.insert(power.as_canonical_u64()).second) << k;
    power = power * element(8);
  }
}

// A last chain that is no limb end: nothing would bind the last limb.
TEST(WotsLabels, LastLimbWithoutEnd) {
  LabelCase c = bad("", [](Trace& t) { t.at(kLastRow, C::kLimbEnd) = Element::zero(); });
  TrialBatch batch = c.bad();
  p3::testing::plug_buses(batch);
  const Verdict verdict = p3::testing::try_batch(batch);
  EXPECT_TRUE(verdict.labels.contains("wots/limb-end")) << to_string(verdict);
  EXPECT_FALSE(verdict.accepted());
}

}  // namespace
}  // namespace rpp::testing
