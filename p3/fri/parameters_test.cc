// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/parameters.h"

#include <gtest/gtest.h>

#include <functional>

#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"
#include "p3/fri/schedule.h"

namespace p3 {
namespace {

TEST(Parameters, PresetsAreValidAndAsDocumented) {
  for (const StarkParameters& p :
       {benchmark_parameters(), benchmark_high_arity_parameters(), testing_parameters()}) {
    EXPECT_FALSE(check_parameters<KoalaBear>(p).has_value());
    EXPECT_FALSE(check_parameters<Goldilocks>(p).has_value());
  }
  const StarkParameters high = benchmark_high_arity_parameters();
  EXPECT_EQ(high.fri, (FriParameters{1, 0, 3, 100, 10, 0, 16}));
  EXPECT_EQ(high.cap_height, 3u);
  EXPECT_EQ(benchmark_parameters().fri, (FriParameters{1, 0, 1, 100, 0, 0, 16}));
  EXPECT_EQ(testing_parameters().fri, (FriParameters{2, 0, 1, 2, 0, 1, 1}));
}

TEST(Parameters, SenselessValuesAreNamed) {
  using enum VerifyReason;
  struct Case {
    VerifyReason reason;
    const char* parameter;
    std::function<void(StarkParameters&)> change;
  };
  const std::vector<Case> cases = {
      {kZeroQueries, "num_queries", [](auto& p) { p.fri.num_queries = 0; }},
      {kTooManyQueries, "num_queries", [](auto& p) { p.fri.num_queries = kMaxQueries + 1; }},
      {kZeroBlowup, "log_blowup", [](auto& p) { p.fri.log_blowup = 0; }},
      {kZeroFoldingArity, "max_log_arity", [](auto& p) { p.fri.max_log_arity = 0; }},
      {kFoldingArityTooLarge, "max_log_arity", [](auto& p) { p.fri.max_log_arity = 25; }},
      {kFinalHeightTooLarge, "log_blowup + log_final_poly_len",
       [](auto& p) { p.fri.log_final_poly_len = 24; }},
      // The sum of these wraps to 0 in 32 bits.
      {kFinalHeightTooLarge, "log_blowup + log_final_poly_len",
       [](auto& p) { p.fri.log_final_poly_len = 0xffffffffu; }},
      {kCapTooHigh, "cap_height", [](auto& p) { p.cap_height = 25; }},
      {kTooManyPowBits, "batch_pow_bits", [](auto& p) { p.fri.batch_pow_bits = 31; }},
      {kTooManyPowBits, "commit_pow_bits", [](auto& p) { p.fri.commit_pow_bits = 32; }},
      {kTooManyPowBits, "query_pow_bits", [](auto& p) { p.fri.query_pow_bits = 64; }},
      {kTooManyPowBits, "ood_pow_bits", [](auto& p) { p.ood_pow_bits = 31; }},
      {kTooManyPowBits, "lookup_pow_bits", [](auto& p) { p.lookup_pow_bits = ~0u; }},
  };
  for (const Case& c : cases) {
    StarkParameters p = benchmark_parameters();
    c.change(p);
    const auto error = check_parameters<KoalaBear>(p);
    ASSERT_TRUE(error.has_value()) << c.parameter;
    EXPECT_EQ(error->reason, c.reason);
    EXPECT_STREQ(error->detail, c.parameter);
  }
  // The largest values that still make sense.
  StarkParameters p = benchmark_parameters();
  p.fri = {.log_blowup = 20, .log_final_poly_len = 4, .max_log_arity = 24, .num_queries = 1};
  p.fri.batch_pow_bits = p.fri.commit_pow_bits = p.fri.query_pow_bits = 30;
  p.cap_height = 24;
  EXPECT_FALSE(check_parameters<KoalaBear>(p).has_value());
  p.fri.batch_pow_bits = 63;
  EXPECT_FALSE(check_parameters<Goldilocks>(p).has_value());
}

TEST(FoldSchedule, FollowsHeightsAndLimits) {
  using Heights = std::vector<unsigned>;
  const auto schedule = [](const Heights& heights, unsigned final_height, unsigned max_arity) {
    return fold_schedule(heights, final_height, max_arity);
  };
  EXPECT_EQ(schedule({18}, 1, 3), (Heights{3, 3, 3, 3, 3, 2}));
  EXPECT_EQ(schedule({6}, 1, 1), (Heights{1, 1, 1, 1, 1}));
  // A round stops where the next input joins, even one height below.
  EXPECT_EQ(schedule({10, 9, 5}, 1, 3), (Heights{1, 3, 1, 3, 1}));
  // Inputs at or below the final height never join.
  EXPECT_EQ(schedule({6, 3, 2}, 3, 8), (Heights{3}));
  EXPECT_EQ(schedule({6, 2}, 3, 8), (Heights{3}));
  EXPECT_EQ(schedule({3}, 3, 2), Heights{});
  EXPECT_EQ(schedule({1, 0}, 4, 2), Heights{});
  EXPECT_EQ(schedule({}, 4, 2), Heights{});
}

TEST(VerifyErrorText, NamesReasonAndNumbers) {
  VerifyError error{VerifyReason::kCommitRoundCountMismatch, 0, 3, 2};
  EXPECT_EQ(to_string(error), "CommitRoundCountMismatch at 0: expected 3, got 2");
  error = {.reason = VerifyReason::kInputError, .index = 1, .merkle = MerkleError::kCapMismatch};
  EXPECT_EQ(to_string(error), "InputError(CapMismatch) at 1");
  for (std::size_t i = 0; i < kVerifyReasonCount; ++i) {
    EXPECT_STRNE(reason_name(static_cast<VerifyReason>(i)), "");
  }
}

}  // namespace
}  // namespace p3
