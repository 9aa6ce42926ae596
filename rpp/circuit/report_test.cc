// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/circuit/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/circuit/tiny_circuit_fixture.h"

// The report of the test circuit, whose numbers can be counted by hand.
namespace rpp::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(CircuitReport, CountsColumnsConstraintsAndInteractions) {
  const TinyModel model;
  const std::string report = circuit_report(model.circuit, {"make it", "pair", {}});
  EXPECT_THAT(report, HasSubstr("# The circuit tiny\n"));
  EXPECT_THAT(report, HasSubstr("Made by `make it`"));
  EXPECT_THAT(report, HasSubstr("4 public fields of 15 elements, 2 tables. Constant "
                                "`largest-value`: 63."));
  // 8 elements of S, v and w; one extension column each for the lookup and the accumulator; 8
  // constraints each for public values and the carry, whose selector counts as no degree.
  EXPECT_THAT(report, HasSubstr("| statement | 2^3 .. 2^5 | 10 | 10 | "));
  EXPECT_THAT(report, HasSubstr("| cubes | 2^3 .. 2^6 | 3 | 10 | "));
  EXPECT_THAT(report, HasSubstr("| statement | `statement/public` | 8 | 2 |\n"
                                "| statement | `statement/carry` | 8 | 1 |\n"));
  EXPECT_THAT(report, HasSubstr("| cubes | `cubes/cube` | 1 | 3 |\n"));
  EXPECT_THAT(report, HasSubstr("| `cube` | 2 | 2 | statement 1, cubes 1 |\n"));
  EXPECT_THAT(report, Not(HasSubstr("## Sizes")));
}

TEST(CircuitReport, SizesAreThoseOfTheTraces) {
  const TinyModel model;
  const ReportRequest request{
      "make it", "pair", {{"8 pairs", 8, {3, 4}, 24}, {"32 pairs", 32, {5, 4}, 100}}};
  const std::string report = circuit_report(model.circuit, request);
  EXPECT_THAT(report, HasSubstr("| table | 8 pairs | 32 pairs |\n"));
  EXPECT_THAT(report, HasSubstr("| statement | 2^3 | 2^5 |\n| cubes | 2^4 | 2^4 |\n"));
  EXPECT_THAT(report, HasSubstr("| cells of traces | 128 | 368 |\n"));
  EXPECT_THAT(report, HasSubstr("| permutations per pair | 3.0 | 3.1 |\n"));
  EXPECT_THAT(report, HasSubstr("one pair more costs 3.2 permutations."));
}

}  // namespace
}  // namespace rpp::testing
