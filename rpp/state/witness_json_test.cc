// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/lists/json_test_support.h"
#include "rpp/state/broken_rule.h"
#include "rpp/state/check.h"

namespace rpp {
namespace {

using testing::expect_message;

// A block with a rotation, a record and a boundary.
const StateSample& sample() {
  static const StateSample kSample = [] {
    StateSampleOptions options;
    options.boundary = true;
    options.transactions = 12;
    return make_state_sample(7, options);
  }();
  return kSample;
}

std::string text_of(const StateWitness& witness) {
  return write_state_witness(sample().draft.rules, witness);
}

TEST(StateWitnessJson, ReadsWhatItWrites) {
  for (const StateWitness& witness : {sample().witness, StateWitness{}}) {
    const std::string text = text_of(witness);
    const auto read = read_state_witness(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().witness, witness);
    EXPECT_EQ(read.value().rules, sample().draft.rules);
    EXPECT_EQ(write_state_witness(read.value().rules, read.value().witness), text);
  }
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(StateWitnessJson, JudgesFormAlone) {
  const StateSample breakable = make_state_sample(7, breakable_state());
  for (std::size_t i = 0; i < kNumStateRules; ++i) {
    const auto rule = static_cast<StateRule>(i);
    if (rule <= StateRule::kKeyChangePresence) continue;  // shapes that the format cannot hold
    const ForgedState forged = break_rule(rule, 0, breakable);
    const auto read = read_state_witness(text_of(forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_state(read.value().rules, read.value().witness, forged.fields)->rule, rule);
  }
}

TEST(StateWitnessJson, NamesWhatIsWrongAndWhere) {
  const std::string good = text_of(sample().witness);
  const auto expect = [&](const char* from, const char* to, const char* message) {
    expect_message(&read_state_witness, good, from, to, message);
  };
  expect("rpp-state-witness", "rpp-other", "expected format rpp-state-witness version 1");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": \"0\"", "rules.epoch_length: expected 1");
  expect("\"epoch_length\": \"1440\"", "\"epoch_length\": \"4294967297\"", "rules.epoch_length: ");
  expect("\"power_unit\": \"1\"", "\"power_unit\": \"0\"", "rules.power_unit: expected at least 1");
  expect("\"power_unit\": \"1\"", "\"power_unit\": \"2\"",
         "rules.stake_minimum: expected at least the unit 2, got 1");
  expect("\"transfer_tier\": 2", "\"transfer_tier\": 6", "rules.transfer_tier: ");
  expect("\"rotation_tier\": 1", "\"rotation_tier\": 1, \"x\": 1", "rules: unknown member \"x\"");
  expect("\"timestamp\": \"", "\"timestamp\": \"x", "timestamp: ");
  expect("\"state\": {", "\"state\": {\"x\": 1, ", "state: unknown member \"x\"");
  expect("\"accounts\": [", "\"accounts\": [7, ", "accounts[0]: expected an object");
  expect("\"position\": ", "\"position\": -", "accounts[0].position: ");
  expect("\"flags\": ", "\"flags\": 2130706433, \"f\": ", "accounts[0].account");
  expect("\"path\": [", "\"path\": [\"00\", ", "accounts[0].path: expected 32 items, got 33");
  expect("\"records\": [", "\"records\": [{}, ", "records[0]: missing member");
  expect("\"transactions\": [", "\"transactions\": [{\"body\": 1}, ", "transactions[0].body: ");
  expect("\"kind\": 1", "\"kind\": 2", "unknown member \"change\"");
  expect("\"kind\": 0", "\"kind\": 1", "missing member \"change\"");
}

TEST(StateWitnessJson, LargestWitnessFits) {
  constexpr std::uint64_t kMax = ~std::uint64_t{0};
  const VoteKey key{{}, {}, kMax, kMax};
  AccountOpening opening;
  Account& account = opening.account;
  opening.index = account.next_index = account.nonce = account.rotation_count = 0xffffffffu;
  account.balance = account.stake = account.window_end = account.last_decay = kMax;
  account.vote_key = account.previous_vote_key = key;
  opening.path.resize(kAccountDepth);
  UptimeStatement record;
  record.epoch = record.window_start = record.window_end = record.head_height = kMax;
  record.before = record.after = {720, kMax, kMax};
  TransactionWithChange rotation;
  rotation.body.kind = 1;
  rotation.body.amount = rotation.body.fee = rotation.body.expiry_height = kMax;
  rotation.change = KeyChange{{}, key};
  StateWitness witness;
  witness.accounts.assign(kMaxOpenedAccounts, opening);
  witness.records.assign(kMaxUptimeRecords, record);
  witness.transactions.assign(kMaxTransactions, rotation);
  const std::string text = text_of(witness);
  EXPECT_LT(2 * text.size(), kMaxStateWitnessText);
  const auto read = read_state_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value().witness, witness);
  const auto many = [](std::size_t n) {
    std::string items = "{}";
    for (std::size_t i = 0; i < n; ++i) items += ", {}";
    return items;
  };
  for (const auto& [name, n] :
       {std::pair{"accounts", 1793}, {"records", 512}, {"transactions", 512}}) {
    const std::string list = "\"" + std::string(name) + "\": [";
    expect_message(&read_state_witness, text_of({}), list + "]",
                   list + many(static_cast<std::size_t>(n)) + "]",
                   std::string(name) + ": expected 0 to " + std::to_string(n) + " items, got " +
                       std::to_string(n + 1));
  }
  const auto large = read_state_witness(text + std::string(kMaxStateWitnessText, ' '));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, JsonTextReason::kSize);
}

// Damaged texts are read or refused, never a crash; what is read has a verdict.
TEST(StateWitnessJson, DamagedTextsAreSafe) {
  testing::damage(text_of(sample().witness), [](const std::string& text) {
    const auto read = read_state_witness(text);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      return;
    }
    const StateWitness& witness = read.value().witness;
    EXPECT_EQ(check_shape(witness), std::nullopt);
    if (witness != sample().witness) {
      EXPECT_TRUE(check_state(read.value().rules, witness, sample().fields));
    }
  });
}

}  // namespace
}  // namespace rpp
