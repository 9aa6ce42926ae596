// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/tamper.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "rpp/consensus/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/witness_json.h"

namespace rpp {
namespace {

const std::vector<ConsensusSample>& samples() {
  static const std::vector<ConsensusSample> kSamples = [] {
    p3::ThreadPool pool(2);
    std::vector<ConsensusSample> list;
    for (const std::uint32_t validators : {5u, 12u}) {
      ConsensusSampleOptions options;
      options.rules.key_height = validators == 5 ? kMinVoteHeight : kVoteHeight;
      options.validators = validators;
      options.inactive_keys = validators / 4;
      options.reputation_roots = 2;
      make_room_for_tampers(options);
      list.push_back(make_consensus_sample(validators, options, pool));
    }
    return list;
  }();
  return kSamples;
}

std::set<ConsensusRule> broken_rules(const ConsensusRules& rules, const ForgedCertificate& forged) {
  std::set<ConsensusRule> broken;
  for (const ConsensusError& error : consensus_errors(rules, forged.witness, forged.fields)) {
    broken.insert(error.rule);
  }
  return broken;
}

class EveryTamper : public ::testing::TestWithParam<std::size_t> {};

TEST_P(EveryTamper, IsRefusedByTheRuleThatItBreaks) {
  const auto tamper = static_cast<ConsensusTamper>(GetParam());
  p3::ThreadPool pool(2);
  for (const ConsensusSample& sample : samples()) {
    ASSERT_EQ(check_consensus(sample.draft.rules, sample.witness, sample.fields), std::nullopt);
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const auto tampered = tamper_certificate(tamper, sample, seed, pool);
      ASSERT_TRUE(tampered) << "no room";
      EXPECT_TRUE(broken_rules(sample.draft.rules, tampered->forged).contains(tampered->broken))
          << rule_name(tampered->broken) << " holds";
    }
  }
}

TEST_P(EveryTamper, FollowsFromItsSeed) {
  const auto tamper = static_cast<ConsensusTamper>(GetParam());
  p3::ThreadPool one(1);
  p3::ThreadPool two(2);
  const ConsensusSample& sample = samples()[0];
  const auto first = tamper_certificate(tamper, sample, 1, one);
  const auto second = tamper_certificate(tamper, sample, 1, two);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->forged.witness, second->forged.witness);
  EXPECT_EQ(first->forged.fields, second->forged.fields);
  EXPECT_FALSE(first->forged.witness == sample.witness && first->forged.fields == sample.fields);
}

// Chains are as long as their digits say: votes of other sums would double the table of hashes, and
// with it the memory of a load. An attacker needs them for the one or two votes that it turns.
TEST_P(EveryTamper, KeepsTheTargetSumOfNearlyAllVotes) {
  const auto tamper = static_cast<ConsensusTamper>(GetParam());
  p3::ThreadPool pool(2);
  const ConsensusSample& sample = samples()[1];
  const auto tampered = tamper_certificate(tamper, sample, 1, pool);
  ASSERT_TRUE(tampered);
  const ConsensusWitness& witness = tampered->forged.witness;
  std::size_t votes = 0, missed = 0;
  for (const MemberFacts& member : certificate_facts(sample.draft.rules, witness).members) {
    for (const auto& vote : member.votes) {
      if (!vote) continue;
      ++votes;
      missed += vote->encoding_valid ? 0 : 1;
    }
  }
  EXPECT_GE(votes, 8u);
  EXPECT_LE(missed, 2u);
}

INSTANTIATE_TEST_SUITE_P(Tampers, EveryTamper,
                         ::testing::Range(std::size_t{0}, kNumConsensusTampers),
                         [](const auto& param) {
                           return std::string(
                               tamper_name(static_cast<ConsensusTamper>(param.param)));
                         });

// An attack recomputes what depends on its change: these break nothing beside what is listed.
TEST(ConsensusTamper, LeavesOtherRulesAlone) {
  p3::ThreadPool pool(2);
  using T = ConsensusTamper;
  using R = ConsensusRule;
  const std::pair<T, std::set<R>> cases[] = {
      {T::kVrfOutputsSwappedDeep, {R::kInvalidVoteSignature}},
      {T::kWinnerHidden, {R::kInvalidVrfProof}},
      {T::kLaterLeaderPreferred, {R::kLeaderPreceded}},
      {T::kPrevoteBitSet, {R::kInvalidVoteSignature}},
      {T::kWeightRaised, {R::kHeaderValidatorSetRoot}},
      {T::kPowerRaised, {R::kPrevotePowerMismatch}},
      {T::kValidatorDoubled, {R::kValidatorOrder}},
      {T::kVoteDoubled, {R::kPrevotePowerMismatch, R::kPrecommitPowerMismatch}},
      {T::kBitmapBitCleared, {R::kQuorumBitmapRootMismatch}},
      {T::kThresholdLowered,
       {R::kPrevoteQuorumShortfall, R::kPrecommitQuorumShortfall, R::kQuorumThresholdMismatch}},
      {T::kWitnessRemoved, {R::kHeaderWitnessCommitmentRoot}},
      {T::kAttestationLeaf, {R::kVoteOutsideKeyWindow}},
  };
  for (const auto& [tamper, expected] : cases) {
    const ConsensusSample& sample = samples()[1];
    const auto tampered = tamper_certificate(tamper, sample, 4, pool);
    ASSERT_TRUE(tampered) << tamper_name(tamper);
    EXPECT_EQ(broken_rules(sample.draft.rules, tampered->forged), expected) << tamper_name(tamper);
  }
}

// A sample without room says so instead of attacking nothing.
TEST(ConsensusTamper, SaysWhereThereIsNoRoom) {
  p3::ThreadPool pool(1);
  ConsensusSampleOptions options;
  options.rules.key_height = kMinVoteHeight;
  options.validators = 1;
  const ConsensusSample alone = make_consensus_sample(1, options, pool);
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    const auto tamper = static_cast<ConsensusTamper>(i);
    const auto tampered = tamper_certificate(tamper, alone, 1, pool);
    if (!tampered) continue;
    EXPECT_TRUE(broken_rules(options.rules, tampered->forged).contains(tampered->broken))
        << tamper_name(tamper);
  }
  for (const ConsensusTamper tamper :
       {ConsensusTamper::kVrfOutputsSwapped, ConsensusTamper::kPrevoteBitSet,
        ConsensusTamper::kVoteOfOtherSlot, ConsensusTamper::kWitnessRemoved,
        ConsensusTamper::kLeaderOpeningOfOtherSlot, ConsensusTamper::kThresholdLowered}) {
    EXPECT_FALSE(tamper_certificate(tamper, alone, 1, pool)) << tamper_name(tamper);
  }
}

TEST(ConsensusTamper, HaveDistinctNames) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    EXPECT_TRUE(names.insert(tamper_name(static_cast<ConsensusTamper>(i))).second) << i;
  }
  EXPECT_TRUE(is_vrf_tamper(ConsensusTamper::kLeaderOpeningOfOtherSlot));
  EXPECT_FALSE(is_vrf_tamper(ConsensusTamper::kPrevoteBitSet));
}

// Simnet hands tampered witnesses over as any other.
TEST(ConsensusTamper, WitnessesHaveATextForm) {
  p3::ThreadPool pool(2);
  const ConsensusSample& sample = samples()[0];
  for (std::size_t i = 0; i < kNumConsensusTampers; ++i) {
    const auto tampered = tamper_certificate(static_cast<ConsensusTamper>(i), sample, 2, pool);
    ASSERT_TRUE(tampered);
    const auto read = read_consensus_witness(
        write_consensus_witness(sample.draft.rules, tampered->forged.witness));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().witness, tampered->forged.witness);
  }
}

}  // namespace
}  // namespace rpp
