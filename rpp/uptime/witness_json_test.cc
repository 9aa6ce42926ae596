// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/lists/json_test_support.h"
#include "rpp/uptime/broken_rule.h"
#include "rpp/uptime/check.h"

namespace rpp {
namespace {

using testing::expect_message;

const UptimeSample& sample() {
  static const UptimeSample kSample = [] {
    p3::ThreadPool pool(2);
    return make_uptime_sample(7, breakable_uptime(), pool);
  }();
  return kSample;
}

std::string text_of(const UptimeWitness& witness) {
  return write_uptime_witness(sample().draft.rules, witness);
}

TEST(UptimeWitnessJson, ReadsWhatItWrites) {
  const UptimeWitness empty{sample().witness.chain_id, sample().witness.history_root, {}};
  for (const UptimeWitness& witness : {sample().witness, empty}) {
    const std::string text = write_uptime_witness({99}, witness);
    const auto read = read_uptime_witness(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().witness, witness);
    EXPECT_EQ(read.value().rules.epoch_length, 99u);
    EXPECT_EQ(write_uptime_witness(read.value().rules, read.value().witness), text);
  }
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(UptimeWitnessJson, JudgesFormAlone) {
  p3::ThreadPool pool(2);
  for (std::size_t i = 0; i < kNumUptimeRules; ++i) {
    const auto rule = static_cast<UptimeRule>(i);
    if (rule <= UptimeRule::kPathLength) continue;  // shapes that the format cannot hold
    const ForgedUptime forged = break_rule(rule, 0, sample(), pool);
    const auto read = read_uptime_witness(text_of(forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_uptime(read.value().rules, read.value().witness, forged.claimed)->rule, rule);
  }
}

TEST(UptimeWitnessJson, NamesWhatIsWrongAndWhere) {
  const std::string good = text_of(sample().witness);
  const auto expect = [&](const char* from, const char* to, const char* message) {
    expect_message(&read_uptime_witness, good, from, to, message);
  };
  expect("rpp-uptime-witness", "rpp-other", "expected format rpp-uptime-witness version 1");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": \"0\"", "rules.epoch_length: expected");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": 1440", "rules.epoch_length: ");
  expect("\"rules\": {", "\"rules\": {\"x\": 1, ", "rules: unknown member \"x\"");
  expect("\"history_root\": \"", "\"history_root\": \"0", "history_root: expected 64 hex digits");
  expect("\"claims\": [", "\"claims\": [7, ", "claims[0]: expected an object");
  expect("{\"body\":", "{\"x\": 1, \"body\":", "claims[0]: unknown member \"x\"");
  expect("\"window_start\": \"", "\"window_start\": \"-", "claims[0].body.window_start: ");
  expect("\"attempt\": ", "\"attempt\": 4294967296, \"x\": ", "claims[0].signature: unknown");
  expect("\"hours\": ", "\"hours\": 2130706433, \"h\": ", "claims[0].record: unknown member");
  expect("\"last_decay\": \"", "\"last_decay\": \"x", "claims[0].record.last_decay: ");
  expect("\"timestamp\": \"", "\"timestamp\": \"x", "claims[0].head.timestamp: ");
  expect("\"tx_root\": \"", "\"tx_root\": \"x", "claims[0].head.tx_root: ");
  expect("\"head\": {", "\"head\": {\"x\": 1, ", "claims[0].head: unknown member \"x\"");
}

TEST(UptimeWitnessJson, LargestWitnessFits) {
  SignedClaim one;
  one.body.epoch = one.body.window_start = one.body.window_end = one.body.head_height =
      ~std::uint64_t{0};
  one.body.nonce = one.body.rotation_count = one.signature.attempt = 0xffffffffu;
  one.record = {Element::kPrime - 1, ~std::uint64_t{0}, ~std::uint64_t{0}};
  one.head_timestamp = ~std::uint64_t{0};
  one.signature.path.resize(kWalletHeight);
  one.head_path.resize(kHistoryDepth);
  UptimeWitness witness;
  witness.claims.assign(kMaxUptimeRecords, one);
  const std::string text = text_of(witness);
  EXPECT_LT(text.size(), kMaxUptimeWitnessText);
  const auto read = read_uptime_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value().witness, witness);
  std::string many = "{}";
  for (std::size_t i = 0; i < kMaxUptimeRecords; ++i) many += ", {}";
  expect_message(&read_uptime_witness, text_of({}), "\"claims\": []", "\"claims\": [" + many + "]",
                 "claims: expected 0 to 512 items, got 513");
  const auto large = read_uptime_witness(text + std::string(kMaxUptimeWitnessText, ' '));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, JsonTextReason::kSize);
}

// Damaged texts are read or refused, never a crash; what is read has a verdict.
TEST(UptimeWitnessJson, DamagedTextsAreSafe) {
  testing::damage(text_of(sample().witness), [](const std::string& text) {
    const auto read = read_uptime_witness(text);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      return;
    }
    const UptimeWitness& witness = read.value().witness;
    EXPECT_EQ(check_shape(witness), std::nullopt);
    if (witness != sample().witness) {
      EXPECT_TRUE(check_uptime(read.value().rules, witness, sample().claimed));
    }
  });
}

}  // namespace
}  // namespace rpp
