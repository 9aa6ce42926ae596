// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <iostream>

#include "p3/field/isa/isa.h"
#include "testing/with_fields.h"
#include "tests/interop/grid_case.h"
#include "tests/interop/judge_fixture.h"

// The grid: our bytes equal those that the real Plonky3 makes in the same run, and each side
// accepts the other's, over a covering set of everything a proof depends on.
namespace p3::testing {
namespace {

constexpr std::size_t kMinPerValue = 5;
constexpr std::size_t kMinCases = 320;

TEST(Covering, EveryPairOfASmallSpaceThatMayMeetAndNoOther) {
  const CoverageSpace space{{{"a", {"0", "1", "2"}}, {"b", {"0", "1", "2"}}, {"c", {"0", "1"}}},
                            [](const AxisValues& v) { return !(v[0] == 2 && v[1] == 2); }};
  const auto cases = covering_set(space, 2, 1);
  for (const AxisValues& c : cases) EXPECT_FALSE(c[0] == 2 && c[1] == 2);
  EXPECT_TRUE(coverage_of(space, cases, 2).gaps.empty());
  // Without its first case something is missing, or the set was not needed.
  EXPECT_FALSE(coverage_of(space, {cases[0]}, 1).gaps.empty());
}

using InteropGrid = JudgeTest;

TEST_F(InteropGrid, SameBytesAndEachSideAcceptsTheOthers) {
  const CoverageSpace& space = grid_space();
  const auto isas = supported_isas();
  ThreadPool pool(2);
  std::vector<AxisValues> passed;
  std::uint64_t seed = 0;
  for (const AxisValues& values : covering_set(space, kMinPerValue, kMinCases)) {
    const JudgeSuite& suite = grid_suite(values);
    // Neither kernels nor threads may matter, so they change from case to case.
    ASSERT_TRUE(select_isa(isas[++seed % isas.size()]));
    with_fields(suite.field, suite.degree, [&]<class F, class EF>() {
      const auto c = make_grid_case<F>(values, seed, pool);
      const ExchangeResult result = exchange<F, EF>(judge(), c, pool);
      EXPECT_EQ(result.problem, "") << "case " << seed << ": " << describe(space, values);
      if (result.problem.empty()) passed.push_back(values);
    });
  }
  ASSERT_TRUE(select_isa(best_isa()));
  const Coverage coverage = coverage_of(space, passed, kMinPerValue);
  std::cout << coverage.table;
  EXPECT_GE(coverage.distinct, 300u);
  for (const std::string& gap : coverage.gaps) ADD_FAILURE() << gap;
}

}  // namespace
}  // namespace p3::testing
