// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/identity/broken_rule.h"
#include "rpp/identity/check.h"
#include "rpp/lists/json_test_support.h"

namespace rpp {
namespace {

using testing::expect_message;

const IdentitySample& sample() {
  static const IdentitySample kSample = [] {
    p3::ThreadPool pool(2);
    return make_identity_sample(7, breakable_identities(), pool);
  }();
  return kSample;
}

std::string text_of(const IdentityWitness& witness) {
  return write_identity_witness(sample().draft.rules, witness);
}

TEST(IdentityWitnessJson, ReadsWhatItWrites) {
  IdentityWitness empty = sample().witness;
  empty.identities.clear();
  for (const IdentityWitness& witness : {sample().witness, empty}) {
    const std::string text = text_of(witness);
    const auto read = read_identity_witness(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().witness, witness);
    EXPECT_EQ(read.value().rules, sample().draft.rules);
    EXPECT_EQ(write_identity_witness(read.value().rules, read.value().witness), text);
  }
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(IdentityWitnessJson, JudgesFormAlone) {
  p3::ThreadPool pool(2);
  for (std::size_t i = 0; i < kNumIdentityRules; ++i) {
    const auto rule = static_cast<IdentityRule>(i);
    // Shapes that the format cannot hold; too few attestations are none of them.
    if (rule <= IdentityRule::kElementRange && rule != IdentityRule::kAttestationCount) continue;
    const ForgedIdentities forged = break_rule(rule, 0, sample(), pool);
    const auto read = read_identity_witness(text_of(forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_identities(read.value().rules, read.value().witness, forged.claims)->rule,
              rule);
  }
}

TEST(IdentityWitnessJson, NamesWhatIsWrongAndWhere) {
  const std::string good = text_of(sample().witness);
  const auto expect = [&](const char* from, const char* to, const char* message) {
    expect_message(&read_identity_witness, good, from, to, message);
  };
  expect("rpp-identity-witness", "rpp-other", "expected format rpp-identity-witness version 1");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": \"0\"", "rules.epoch_length: expected 1");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": \"4294967296\"", "rules.epoch_length: ");
  expect("\"key_height\": 20", "\"key_height\": 5", "rules.key_height: expected at least 6, got 5");
  expect("\"key_height\": 20", "\"key_height\": 25", "rules.key_height: expected at most 24");
  expect("\"key_height\": 20", "\"key_height\": 19",
         "identities[0].attestations[0].path: expected 19 items, got 20");
  expect("\"timestamp\": \"", "\"timestamp\": \"x", "timestamp: ");
  expect("\"state\": {", "\"state\": {\"x\": 1, ", "state: unknown member \"x\"");
  expect("\"supply\": \"", "\"supply\": \"x", "state.supply: ");
  expect("\"identities\": [", "\"identities\": [7, ", "identities[0]: expected an object");
  expect("{\"body\":", "{\"x\": 1, \"body\":", "identities[0]: unknown member \"x\"");
  expect("\"vote_pp\": \"", "\"vote_pp\": \"0", "identities[0].body.vote_pp: expected 32 hex");
  expect("\"attempt\": ", "\"attempt\": -", "identities[0].signature.attempt: ");
  expect("\"flags\": 0", "\"flags\": 2130706433", "identities[0].low.flags: ");
  expect("\"low_index\": ", "\"low_index\": 99999999999", "identities[0].low_index: ");
  expect("\"low_path\": [", "\"low_path\": [\"00\", ", "low_path: expected 32 items, got 33");
  expect("\"new_path\": [", "\"new_path\": [\"00\", ", "new_path: expected 32 items, got 33");
  expect("\"index\": ", "\"index\": true, \"i\": ", "identities[0].attestations[0]: unknown");
  expect("\"member\": {", "\"member\": {\"x\": 1, ", "attestations[0].member: unknown member");
  expect("\"member_path\": [", "\"member_path\": [\"00\", ", "expected 8 items, got 9");
  expect("\"leaf\": ", "\"leaf\": -", "identities[0].attestations[0].leaf: ");
}

TEST(IdentityWitnessJson, LargestWitnessFits) {
  constexpr std::uint64_t kMax = ~std::uint64_t{0};
  const VoteKey key{{}, {}, kMax, kMax};
  Attestation attestation;
  attestation.index = attestation.leaf = attestation.member.voting_power = 0xffffffffu;
  attestation.member.first_slot = attestation.member.activation_height = kMax;
  attestation.member_path.resize(kValidatorSetDepth);
  attestation.path.resize(kMaxHeight);
  SignedIdentity one;
  one.body.vote_key = one.low.vote_key = one.low.previous_vote_key = key;
  one.low.balance = one.low.stake = one.low.window_end = one.low.last_decay = kMax;
  one.signature.path.resize(kWalletHeight);
  one.low_path.resize(kAccountDepth);
  one.new_path.resize(kAccountDepth);
  one.attestations.assign(kMaxAttestations, attestation);
  IdentityWitness witness;
  witness.identities.assign(kMaxIdentities, one);
  const IdentityRules rules{kMaxIdentityEpochLength, kMaxHeight};
  const std::string text = write_identity_witness(rules, witness);
  EXPECT_LT(2 * text.size(), kMaxIdentityWitnessText);
  const auto read = read_identity_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value().witness, witness);
  std::string many = "{}";
  for (std::size_t i = 0; i < kMaxIdentities; ++i) many += ", {}";
  expect_message(&read_identity_witness, text_of({}), "\"identities\": []",
                 "\"identities\": [" + many + "]", "identities: expected 0 to 32 items, got 33");
  expect_message(&read_identity_witness, text, "\"attestations\": [", "\"attestations\": [{}, ",
                 "identities[0].attestations: expected 0 to 8 items, got 9");
  const auto large = read_identity_witness(text + std::string(kMaxIdentityWitnessText, ' '));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, JsonTextReason::kSize);
}

// Damaged texts are read or refused, never a crash; what is read has a verdict.
TEST(IdentityWitnessJson, DamagedTextsAreSafe) {
  testing::damage(text_of(sample().witness), [](const std::string& text) {
    const auto read = read_identity_witness(text);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      return;
    }
    const IdentityWitness& witness = read.value().witness;
    EXPECT_EQ(check_shape(read.value().rules, witness), std::nullopt);
    if (witness != sample().witness) {
      EXPECT_TRUE(check_identities(read.value().rules, witness, sample().claims));
    }
  });
}

}  // namespace
}  // namespace rpp
