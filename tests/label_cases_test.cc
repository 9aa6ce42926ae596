// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The harness for constraint groups, on an AIR of two groups: what it accepts, and that it objects
// to everything it is there to find.
#include "testing/label_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "testing/air_groups.h"

namespace p3::testing {
namespace {

using F = KoalaBear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Columns: a bit, and its double, which goes to a bus.
struct ToyAir {
  bool labelled = true;
  bool doubled_twice = false;

  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = 2;
    shape.reads_next_row = false;
    return shape;
  }
  template <class B>
  void eval(B& b) const {
    if (labelled) b.label("toy/bit");
    b.assert_bool(b.local(0));
    b.label("toy/double");
    b.assert_eq(b.local(1), b.local(0) + b.local(0));
    b.label("toy/again");
    if (doubled_twice) b.assert_eq(b.local(1), b.local(0) * F::two());
    b.push_global("doubles", b.tuple(b.local(1)), B::Count::bounded(b.local(0), 1));
  }
};

std::shared_ptr<const Air<F>> toy(ToyAir air = {}) {
  return std::make_shared<AirModel<F, ToyAir>>(air);
}

// Four rows, the last one (a, b), the others (1, 2).
TrialBatch rows_ending(const std::shared_ptr<const Air<F>>& air, std::uint64_t a, std::uint64_t b) {
  Matrix<F> trace = Matrix<F>::zeros(4, 2);
  for (std::size_t r = 0; r < 4; ++r) {
    trace.at(r, 0) = F::from_u64(r == 3 ? a : 1);
    trace.at(r, 1) = F::from_u64(r == 3 ? b : 2);
  }
  TrialBatch batch;
  batch.push_back({air, std::move(trace), {}});
  return batch;
}

std::vector<LabelCase> good_cases(const std::shared_ptr<const Air<F>>& air) {
  return {{"toy/bit", [=] { return rows_ending(air, 2, 4); }},
          {"toy/double", [=] { return rows_ending(air, 1, 3); }}};
}

TEST(LabelCases, HonestBatchIsAcceptedOncePlugged) {
  TrialBatch batch = rows_ending(toy(), 0, 0);
  const Verdict open = try_batch(batch);
  EXPECT_THAT(open.labels, IsEmpty());
  EXPECT_THAT(open.buses, ElementsAre("doubles"));
  EXPECT_THAT(open.lookups, HasSubstr("bus \"doubles\" does not balance: tuple (2) has sum 3"));
  ASSERT_TRUE(open.verifier);
  EXPECT_EQ(open.verifier->reason, VerifyReason::kTerminalSumNonZero);
  plug_buses(batch);
  EXPECT_EQ(batch.size(), 2u);
  const Verdict plugged = try_batch(batch);
  EXPECT_TRUE(plugged.content()) << to_string(plugged);
}

TEST(LabelCases, EveryGroupWithItsTrace) {
  const auto air = toy();
  EXPECT_THAT(labels_of(*air), ElementsAre("toy/bit", "toy/double"));
  EXPECT_THAT(check_label_cases(*air, good_cases(air)), IsEmpty());
}

TEST(LabelCases, GapsAreFound) {
  const auto air = toy();
  auto cases = good_cases(air);
  cases.pop_back();
  EXPECT_THAT(check_label_cases(*air, cases), ElementsAre("no case for label toy/double"));
  cases = good_cases(air);
  cases.push_back({"toy/doubel", cases[0].bad});
  EXPECT_THAT(check_label_cases(*air, cases), ElementsAre("no assertion has the label toy/doubel"));
  const auto unlabelled = toy({.labelled = false});
  EXPECT_THAT(check_label_cases(*unlabelled, {good_cases(unlabelled)[1]}),
              ElementsAre("an assertion has no label"));
}

TEST(LabelCases, TracesThatShowNothingAreFound) {
  const auto air = toy();
  auto cases = good_cases(air);
  cases[0].bad = [=] { return rows_ending(air, 1, 2); };  // nothing is broken
  EXPECT_THAT(check_label_cases(*air, cases), ElementsAre(HasSubstr("should name it alone"),
                                                          HasSubstr("should find a constraint")));
  cases[0].bad = [=] { return rows_ending(air, 2, 3); };  // two groups are
  EXPECT_THAT(check_label_cases(*air, cases),
              ElementsAre(HasSubstr("should name it alone"), HasSubstr("everyone should be")));
}

// Columns: a flag that sends the second column to a bus, and one that takes it back.
struct ArmsAir {
  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = 3;
    shape.reads_next_row = false;
    return shape;
  }
  template <class B>
  void eval(B& b) const {
    const auto give = b.local(0), take = b.local(1);
    b.label("arms/flags");
    b.assert_bool(give);
    b.assert_bool(take);
    b.assert_bool(give + take);
    b.push_exclusive("values", b.arm(give, B::Count::integer(1), b.tuple(b.local(2))),
                     b.arm(take, B::Count::integer(-1), b.tuple(b.local(2) + F::one())));
  }
};

// A flag of 2 puts on the bus what nobody wrote down: the plug must find it.
TEST(LabelCases, FlagsOfExclusiveLookups) {
  const auto air = std::make_shared<AirModel<F, ArmsAir>>(ArmsAir{});
  for (const auto& flags : {std::pair<int, int>{2, 0}, {2, 1}, {0, 3}, {-1, 0}}) {
    const auto bad = [&air, flags] {
      Matrix<F> trace = Matrix<F>::zeros(4, 3);
      trace.at(1, 0) = F::from_i64(flags.first);
      trace.at(1, 1) = F::from_i64(flags.second);
      trace.at(1, 2) = F::from_u64(7);
      TrialBatch batch;
      batch.push_back({air, std::move(trace), {}});
      return batch;
    };
    EXPECT_THAT(check_label_cases(*air, {{"arms/flags", bad, true}}), IsEmpty());
    EXPECT_THAT(check_label_cases(*air, {{"arms/flags", bad}}),
                ElementsAre(HasSubstr("lookups should balance"), HasSubstr("everyone should be")));
  }
}

TEST(LabelCases, GroupsThatAddNothingAreFound) {
  const auto air = toy({.doubled_twice = true});
  auto cases = good_cases(air);
  cases.push_back({"toy/again", cases[1].bad});
  EXPECT_THAT(check_label_cases(*air, cases),
              ElementsAre(HasSubstr("toy/double: the checker"), HasSubstr("toy/double: without it"),
                          HasSubstr("toy/again: the checker"), HasSubstr("toy/again: without it")));
}

}  // namespace
}  // namespace p3::testing
