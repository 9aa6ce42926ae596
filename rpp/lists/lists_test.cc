// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "rpp/lists/claims.h"

namespace rpp {
namespace {

enum class Colour { kRed, kGreen };
std::string describe(const RuleError<Colour>& error) {
  return describe(error.rule == Colour::kRed ? "red" : "green", error.where, {"wall", "stone"});
}

TEST(RuleErrors, SayWhere) {
  EXPECT_EQ(describe(RuleError<Colour>{Colour::kRed, {}}), "red");
  EXPECT_EQ(describe(RuleError<Colour>{Colour::kRed, {.item = 0}}), "red: wall 0");
  const Where where{.item = 2, .part = 1, .field = "to"};
  EXPECT_EQ(describe(RuleError<Colour>{Colour::kGreen, where}), "green: wall 2, stone 1, to");
  RuleJudge<Colour> judge;
  judge.demand(true, Colour::kRed);
  judge.demand(false, Colour::kGreen, where);
  const auto errors = judge.take();
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0], (RuleError<Colour>{Colour::kGreen, where}));
}

TEST(RuleErrors, TablesAreJoinedInOrder) {
  constexpr std::array kA = {RuleText{"a", "1"}, RuleText{"b", "2"}};
  constexpr std::array kB = {RuleText{"c", "3"}};
  constexpr auto kAll = rule_table(kA, kB, kA);
  std::string names;
  for (const RuleText& rule : kAll) names += rule.name;
  EXPECT_EQ(names, "abcab");
}

TEST(Claims, FirstDifference) {
  const FieldValues a = {std::uint64_t{1}, Digest{}, std::uint64_t{3}};
  FieldValues b = a;
  EXPECT_EQ(first_difference(a, b), std::nullopt);
  b[2] = std::uint64_t{4};
  EXPECT_EQ(first_difference(a, b), 2u);
  b.pop_back();
  EXPECT_EQ(first_difference(a, b), 2u);
  EXPECT_EQ(first_difference(a, {}), 0u);
}

}  // namespace
}  // namespace rpp
