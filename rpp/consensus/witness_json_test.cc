// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "p3/base/split_mix.h"
#include "rpp/consensus/broken_rule.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/sample.h"

namespace rpp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// All kinds of members: both votes, one, none, inactive keys.
const ConsensusSample& mixed() {
  static const ConsensusSample kSample = [] {
    p3::ThreadPool pool(2);
    ConsensusSampleOptions options = breakable_options();
    options.validators = 12;
    options.inactive_keys = 4;
    options.absent_percent = 20;
    options.leader_votes = false;
    return make_consensus_sample(21, options, pool);
  }();
  return kSample;
}

std::string text_of(const ConsensusSample& sample) {
  return write_consensus_witness(sample.draft.rules, sample.witness);
}

std::string message_of(const std::string& text) {
  const auto read = read_consensus_witness(text);
  return read ? std::string("accepted") : read.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(WitnessJson, ReadsWhatItWrites) {
  const ConsensusSample& sample = mixed();
  std::size_t once = 0;
  std::size_t never = 0;
  for (const ConsensusMember& member : sample.witness.members) {
    once += member.votes_once();
    never += !member.votes();
  }
  ASSERT_GT(once, 0u);
  ASSERT_GT(never, 0u);
  const std::string text = text_of(sample);
  const auto read = read_consensus_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value().witness, sample.witness);
  EXPECT_EQ(read.value().rules.key_height, sample.draft.rules.key_height);
  EXPECT_EQ(read.value().rules.epoch_length, sample.draft.rules.epoch_length);
  EXPECT_EQ(write_consensus_witness(read.value().rules, read.value().witness), text);
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(WitnessJson, JudgesFormAlone) {
  p3::ThreadPool pool(2);
  const ConsensusSample sample = make_consensus_sample(5, breakable_options(), pool);
  for (std::size_t i = 0; i < kNumConsensusRules; ++i) {
    const auto rule = static_cast<ConsensusRule>(i);
    if (rule <= ConsensusRule::kPathLength) continue;  // shapes that the format cannot hold
    const ForgedCertificate forged = break_rule(rule, sample, pool);
    const auto read =
        read_consensus_witness(write_consensus_witness(sample.draft.rules, forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_consensus(read.value().rules, read.value().witness, forged.fields)->rule, rule);
  }
}

TEST(WitnessJson, NamesWhatIsWrongAndWhere) {
  const std::string good = text_of(mixed());
  ASSERT_EQ(message_of(good), "accepted");
  const std::tuple<std::string, std::string, std::string> cases[] = {
      {"rpp-consensus-witness", "rpp-other", "expected format rpp-consensus-witness version 1"},
      {"\"version\": 1", "\"version\": 2", "got rpp-consensus-witness version 2"},
      {"\"key_height\": 8", "\"key_height\": 5", "rules.key_height: expected at least 6, got 5"},
      {"\"key_height\": 8", "\"key_height\": 25", "rules.key_height: expected at most 24"},
      {"\"key_height\": 8", "\"key_height\": 9", "leader.path: expected 9 items, got 8"},
      {"\"epoch_length\": \"1440\"", "\"epoch_length\": \"0\"", "rules.epoch_length: "},
      {"\"epoch_length\": \"1440\"", "\"epoch_length\": 1440", "rules.epoch_length: "},
      {"\"round\": ", "\"round\": -", "round: expected an integer"},
      {"\"vote_slot\": \"", "\"vote_slot\": \"x", "vote_slot: "},
      {"\"height\": \"", "\"hight\": \"", "header: unknown member \"hight\""},
      {"\"tx_root\": \"", "\"tx_root\": \"0", "header.tx_root: expected 64 hex digits, got 65"},
      {"\"leader\": {", "\"leader\": {\"x\": 1, ", "leader: unknown member \"x\""},
      {"\"leader\": {", "\"more\": 1, \"leader\": {", "unknown member \"more\""},
      {"\"rho\": \"", "\"rho\": \"00", "expected 48 hex digits, got 50"},
      {"\"values\": \"", "\"values\": \"00", "expected 1344 hex digits, got 1346"},
      {"\"key_pp\": \"", "\"key_pp\": \"g", "members[0].key_pp: expected 32 hex digits, got 33"},
      {"\"voting_power\": ", "\"voting_power\": 9999999999", "members[0].voting_power: "},
      {"\"tier\": ", "\"tier\": 2130706433, \"x\": ", "members[0]: unknown member \"x\""},
      {"\"members\": [", "\"members\": [1, ", "members[0]: expected an object"},
      {"\"members\": [", "\"members\": [], \"m\": [", "unknown member \"m\""},
      {"\"reputation_roots\": [", "\"reputation_roots\": [\"ff\",", "reputation_roots[0]: "},
  };
  for (const auto& [from, to, message] : cases) {
    EXPECT_THAT(message_of(replaced(good, from, to)), HasSubstr(message)) << to;
  }
  EXPECT_THAT(message_of(replaced(good, "\"round\"", "\"format\"")),
              ::testing::AllOf(StartsWith("line "), HasSubstr("\"format\" stands twice")));
}

// Members that stand exactly where a rule reads them.
TEST(WitnessJson, OptionalMembersFollowFromTheVotes) {
  ConsensusSample sample;
  sample.draft.rules = mixed().draft.rules;
  sample.witness = mixed().witness;
  std::vector<ConsensusMember>& members = sample.witness.members;
  const auto message_with = [&](const ConsensusMember& member) {
    sample.witness.members = {member};
    return text_of(sample);
  };
  const std::vector<ConsensusMember> all = members;
  for (const ConsensusMember& member : all) {
    const std::string text = message_with(member);
    ASSERT_EQ(message_of(text), "accepted");
    const bool active = key_active(member.leaf, sample.witness.header.height);
    if (!member.votes()) {
      EXPECT_THAT(message_of(replaced(text, "\"address\"", "\"path\": [], \"address\"")),
                  HasSubstr("unexpected member \"path\""));
    } else {
      std::string path;
      for (const Digest& node : member.path) path += (path.empty() ? "" : ", ") + json_of(node);
      EXPECT_THAT(message_of(replaced(text, ", \"path\": [" + path + "]", "")),
                  HasSubstr("members[0]: missing member \"path\""));
    }
    const std::string sibling = "\"sibling_leaf\": " + json_of(member.sibling_leaf);
    if (member.votes_once()) {
      EXPECT_THAT(message_of(replaced(text, ", " + sibling, "")),
                  HasSubstr("missing member \"sibling_leaf\""));
    } else {
      EXPECT_THAT(message_of(replaced(text, "\"address\"", sibling + ", \"address\"")),
                  HasSubstr("unexpected member \"sibling_leaf\""));
    }
    if (!member.precommit) continue;
    const std::string secret = ", \"vrf_secret\": " + json_of(member.precommit->vrf_secret) + "}";
    if (active) {
      EXPECT_THAT(message_of(replaced(text, secret, "}")),
                  HasSubstr("members[0].precommit: missing member \"vrf_secret\""));
    } else {
      const std::string commitment = json_of(member.precommit->vrf_commitment);
      EXPECT_THAT(message_of(replaced(text, commitment + "}", commitment + secret)),
                  HasSubstr("members[0].precommit: unexpected member \"vrf_secret\""));
    }
  }
}

TEST(WitnessJson, RefusesTooManyItems) {
  const std::string good = text_of(mixed());
  const std::string digest = json_of(Digest{}) + ", ";
  std::string many;
  for (std::size_t i = 0; i < kMaxReputationRoots; ++i) many += digest;
  EXPECT_THAT(
      message_of(replaced(good, "\"reputation_roots\": [", "\"reputation_roots\": [" + many)),
      HasSubstr("reputation_roots: expected 0 to 16 items, got 18"));
  for (std::size_t i = kMaxReputationRoots; i < kMaxWitnessCommitments; ++i) many += digest;
  EXPECT_THAT(
      message_of(replaced(good, "\"witness_commitments\": [", "\"witness_commitments\": [" + many)),
      HasSubstr("witness_commitments: expected 0 to 1024 items, got 1027"));
  std::string members;
  for (std::size_t i = 0; i < kMembers; ++i) members += "{}, ";
  EXPECT_THAT(message_of(replaced(good, "\"members\": [", "\"members\": [" + members)),
              HasSubstr("members: expected 1 to 256 items, got 268"));
  const std::string spaces(kMaxConsensusWitnessText, ' ');
  const auto read = read_consensus_witness(good + spaces);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, JsonTextReason::kSize);
}

// The largest witness fits the limit.
TEST(WitnessJson, LargestWitnessFits) {
  ConsensusWitness witness;
  ConsensusMember member;
  member.leaf.voting_power = 0xffffffffu;
  member.leaf.first_slot = member.leaf.activation_height = ~std::uint64_t{0};
  witness.header.height = ~std::uint64_t{0};
  member.prevote.emplace();
  member.precommit.emplace();
  const ConsensusRules rules{~std::uint64_t{0}, kMaxHeight};
  member.path.resize(kMaxHeight - 1);
  witness.members.assign(kMembers, member);
  witness.leader.path.resize(kMaxHeight);
  witness.witness_commitments.resize(kMaxWitnessCommitments);
  witness.reputation_roots.resize(kMaxReputationRoots);
  const std::string text = write_consensus_witness(rules, witness);
  EXPECT_LE(2 * text.size(), kMaxConsensusWitnessText);
  const auto read = read_consensus_witness(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().witness, witness);
}

// Damaged texts are read or refused, never a crash; what is read has the shape that facts need.
TEST(WitnessJson, DamagedTextsAreSafe) {
  p3::ThreadPool pool(1);
  ConsensusSampleOptions options;
  options.rules.key_height = kMinVoteHeight;
  options.validators = 1;
  const std::string good = text_of(make_consensus_sample(9, options, pool));
  for (std::size_t n = 0; n + 2 < good.size(); n += 7) {
    EXPECT_FALSE(read_consensus_witness(good.substr(0, n))) << n;
  }
  p3::SplitMix64 draws(10);
  for (int i = 0; i < 1000; ++i) {
    std::string text = good;
    text[draws.next() % text.size()] = static_cast<char>(draws.next());
    const auto read = read_consensus_witness(text);
    if (read) {
      EXPECT_EQ(check_shape(read.value().rules, read.value().witness), std::nullopt);
    }
  }
}

}  // namespace
}  // namespace rpp
