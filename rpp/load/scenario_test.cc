// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/scenario.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace rpp {
namespace {

constexpr const char* kGood =
    R"({
  // a comment
  "name": "small", "consensus": {
    "runs": 2, "validators": 4, "witness_commitments": 0, "security_bits": 100, "seed": 7,
    "tamper": {"vrf": true, "quorum_roots": false, "every_n": 1}
  }
})";

std::string replaced(std::string_view from, std::string_view to) {
  std::string text = kGood;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ScenarioTest, ReadsEveryMember) {
  const auto scenario = read_scenario(kGood);
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  const Scenario expected{"small", {2, 4, 0, 100, 7, {true, false, 1}}};
  EXPECT_EQ(scenario.value(), expected);
}

TEST(ScenarioTest, TheAcceptanceLoadIsTheOneThatTheChainNames) {
  std::ifstream file("tools/simnet/scenarios/consensus_quorum_stress.ron");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto scenario = read_scenario(text);
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  const Scenario expected{"consensus_quorum_stress", {120, 96, 256, 128, 1337, {true, true, 8}}};
  EXPECT_EQ(scenario.value(), expected);
}

struct Wrong {
  std::string text;
  std::size_t line, column;
  const char* what;
};

TEST(ScenarioTest, NamesWhatIsWrongAndWhere) {
  const Wrong cases[] = {
      {"", 1, 1, "ends too early"},
      {"[]", 1, 1, "expected one JSON object"},
      {kGood + std::string("1"), 7, 2, "unexpected '1'"},
      {replaced("\"small\"", "null"), 3, 9, "name must be a string"},
      {replaced("small", "../small"), 3, 9, "letters, digits or underscores"},
      {replaced("small", ""), 3, 9, "letters, digits or underscores"},
      {replaced("\"small\",", "\"small\", \"nam\": 1,"), 3, 25, "unknown member \"nam\""},
      {replaced("\"seed\": 7,", "\"seed\": 7, \"seed\": 8,"), 4, 98, "twice"},
      {replaced(", \"seed\": 7", ""), 3, 34, "missing member \"seed\""},
      {replaced("\"runs\": 2", "\"runs\": 0"), 4, 11, "runs must be 1 to 100000, got 0"},
      {replaced("\"runs\": 2", "\"runs\": -2"), 4, 11, "runs must be an integer"},
      {replaced("\"runs\": 2", "\"runs\": 2.0"), 4, 11, "runs must be an integer"},
      {replaced("\"runs\": 2", "\"runs\": \"2\""), 4, 11, "runs must be an integer"},
      {replaced(": 4,", ": 257,"), 4, 28, "validators must be 1 to 256"},
      {replaced("nts\": 0", "nts\": 1025"), 4, 54, "must be 0 to 1024"},
      {replaced("\"seed\": 7", "\"seed\": 9007199254740992"), 4, 87, "seed must be"},
      {replaced("{\"vrf\"", "{\"vfr\""), 5, 21, "unknown member \"vfr\""},
      {replaced(", \"every_n\": 1", ""), 5, 16, "missing member \"every_n\""},
      {replaced("\"every_n\": 1", "\"every_n\": 0"), 5, 61, "every_n must be 1 to"},
      {replaced("\"vrf\": true", "\"vrf\": 1"), 5, 21, "vrf must be true or false"},
  };
  for (const Wrong& c : cases) {
    const auto scenario = read_scenario(c.text);
    ASSERT_FALSE(scenario.ok()) << c.text;
    EXPECT_NE(scenario.error().message.find(c.what), std::string::npos)
        << scenario.error().message << " instead of " << c.what;
    EXPECT_EQ(scenario.error().line, c.line) << scenario.error().message;
    EXPECT_EQ(scenario.error().column, c.column) << scenario.error().message;
  }
}

TEST(ScenarioTest, EveryCutAndEveryChangedByteIsAnErrorOrAScenario) {
  const std::string good = kGood;
  const std::string limit(kMaxScenarioBytes + 1, ' ');
  EXPECT_FALSE(read_scenario(limit).ok());
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(read_scenario(good.substr(0, length)).ok()) << length;
  }
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char c : {'\0', '"', '{', '9', '\x80', '/'}) {
      std::string changed = good;
      changed[i] = c;
      const auto scenario = read_scenario(changed);
      if (!scenario.ok()) {
        EXPECT_GT(scenario.error().line, 0u);
      }
    }
  }
}

}  // namespace
}  // namespace rpp
