// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/check.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "rpp/consensus/broken_rule.h"

namespace rpp {
namespace {

std::string text_of(const std::vector<ConsensusError>& errors) {
  std::string text;
  for (const ConsensusError& error : errors) text += describe(error) + "\n";
  return text;
}

// Made once: at the lowest key height, where the window ends oddly, and at the real one.
const std::vector<ConsensusSample>& samples() {
  static const std::vector<ConsensusSample> kSamples = [] {
    p3::ThreadPool pool(2);
    std::vector<ConsensusSample> list;
    for (const unsigned height : {kMinVoteHeight, kVoteHeight}) {
      ConsensusSampleOptions options = breakable_options();
      options.rules.key_height = height;
      list.push_back(make_consensus_sample(height, options, pool));
    }
    return list;
  }();
  return kSamples;
}

// Every value of ConsensusRule has a twin: the parameter is the enum, not a list of cases.
class EveryRule : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryRule, HasATwinThatBreaksItAlone) {
  const auto rule = static_cast<ConsensusRule>(GetParam());
  p3::ThreadPool pool(2);
  for (const ConsensusSample& sample : samples()) {
    ASSERT_EQ(text_of(consensus_errors(sample.draft.rules, sample.witness, sample.fields)), "");
    const ForgedCertificate forged = break_rule(rule, sample, pool);
    const std::vector<ConsensusError> errors =
        consensus_errors(sample.draft.rules, forged.witness, forged.fields);
    ASSERT_FALSE(errors.empty()) << rule_name(rule);
    for (const ConsensusError& error : errors) {
      EXPECT_TRUE(error.rule == rule || implies(rule, error.rule)) << text_of(errors);
    }
    EXPECT_EQ(check_consensus(sample.draft.rules, forged.witness, forged.fields), errors.front());
    EXPECT_EQ(errors.front().rule, rule);
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryRule, ::testing::Range(std::size_t{0}, kNumConsensusRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<ConsensusRule>(param.param)));
                         });

TEST(ConsensusRules, HaveDistinctNames) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < kNumConsensusRules; ++i) {
    EXPECT_TRUE(names.insert(rule_name(static_cast<ConsensusRule>(i))).second) << i;
  }
  EXPECT_STREQ(rule_name(static_cast<ConsensusRule>(kNumConsensusRules)), "unknown");
  // The rules about public fields carry the names of the table.
  for (std::size_t i = 0; i < kConsensusTable.fields.size(); ++i) {
    EXPECT_EQ(rule_name(mismatch_of_field(i)),
              std::string(kConsensusTable.fields[i].name) + "_mismatch");
  }
  EXPECT_EQ(mismatch_of_field(kConsensusTable.fields.size() - 1),
            ConsensusRule::kBeaconAfterMismatch);
}

TEST(ConsensusRules, ErrorsNameMemberAndStage) {
  EXPECT_EQ(describe({ConsensusRule::kInvalidVoteSignature, 3, Stage::kPrevote}),
            "invalid_vote_signature: member 3, prevote");
  EXPECT_EQ(describe({ConsensusRule::kTierRange, 3, {}}), "tier_range: member 3");
  EXPECT_EQ(describe({ConsensusRule::kInvalidBeacon, {}, {}}), "invalid_beacon");
}

}  // namespace
}  // namespace rpp
