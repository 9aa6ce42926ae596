// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "tests/reject_support.h"

// Every reason of the STARK level is reached by a test of this binary. Those of the parameters, the
// PCS and FRI have the same check in p3/fri; the sum of the terminals needs a prover
// (round_trip_test.cc).
namespace p3::testing {
namespace {

class ReasonCoverage : public ::testing::Environment {
 public:
  void TearDown() override {
    if (GTEST_FLAG_GET(filter) != "*") return;
    check(VerifyReason::kUndecodable);
    for (auto i = static_cast<int>(VerifyReason::kInstanceCountMismatch);
         i < static_cast<int>(VerifyReason::kTerminalSumNonZero); ++i) {
      check(static_cast<VerifyReason>(i));
    }
  }

 private:
  static void check(VerifyReason reason) {
    EXPECT_TRUE(reached_reasons().contains(reason)) << reason_name(reason) << " was not reached";
  }
};
const auto* const kCoverage = ::testing::AddGlobalTestEnvironment(new ReasonCoverage);

}  // namespace
}  // namespace p3::testing
