// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/witness_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/lists/json_test_support.h"
#include "rpp/pruning/broken_rule.h"
#include "rpp/pruning/check.h"

namespace rpp {
namespace {

using testing::expect_message;

const PruningSample& sample() {
  static const PruningSample kSample = make_pruning_sample(7, {.blocks = 2, .transactions = 4});
  return kSample;
}

TEST(PruningWitnessJson, ReadsWhatItWrites) {
  PruningSampleOptions nothing;
  nothing.nothing = true;
  for (const PruningWitness& witness :
       {sample().witness, make_pruning_sample(1, nothing).witness}) {
    const std::string text = write_pruning_witness(witness);
    const auto read = read_pruning_witness(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value(), witness);
    EXPECT_EQ(write_pruning_witness(read.value()), text);
  }
}

// A witness that breaks a rule is read as it is, for the rule to refuse it.
TEST(PruningWitnessJson, JudgesFormAlone) {
  for (std::size_t i = 0; i < kNumPruningRules; ++i) {
    const auto rule = static_cast<PruningRule>(i);
    if (rule <= PruningRule::kPathLength) continue;  // shapes that the format cannot hold
    const ForgedPruning forged = break_rule(rule, 0, sample());
    const auto read = read_pruning_witness(write_pruning_witness(forged.witness));
    ASSERT_TRUE(read) << rule_name(rule) << ": " << read.error().message;
    EXPECT_EQ(check_pruning(read.value(), forged.fields)->rule, rule);
  }
}

TEST(PruningWitnessJson, NamesWhatIsWrongAndWhere) {
  PruningWitness witness = sample().witness;
  witness.blocks[0].removed = {true, true, false, false};
  const std::string good = write_pruning_witness(witness);
  const auto expect = [&](const char* from, const char* to, const char* message) {
    expect_message(&read_pruning_witness, good, from, to, message);
  };
  expect("rpp-pruning-witness", "rpp-other", "expected format rpp-pruning-witness version 1");
  expect("\"first_height\": \"", "\"first_height\": \"x", "first_height: ");
  expect("\"state_root\": \"", "\"state_root\": \"x", "state_root: expected 64 hex digits, got 65");
  expect("\"blocks\": [", "\"blocks\": [], \"b\": [", "unknown member \"b\"");
  expect("\"blocks\": [", "\"blocks\": [7, ", "blocks[0]: expected an object");
  expect("\"timestamp\": \"", "\"timestamp\": \"x", "blocks[0].timestamp: ");
  expect("\"transactions\": [", "\"transactions\": [\"00\", ", "blocks[0].transactions[0]: ");
  expect("\"removed\": [0, 1]", "\"removed\": [1, 0]",
         "blocks[0].removed[1]: expected a position from 2 below 4, got 0");
  expect("\"removed\": [0, 1]", "\"removed\": [1, 1]", "blocks[0].removed[1]: ");
  expect("\"removed\": [0, 1]", "\"removed\": [0, 4]",
         "blocks[0].removed[1]: expected a position from 1 below 4, got 4");
  expect("\"removed\": [0, 1]", "\"removed\": [0, 1, 2, 3, 4]",
         "blocks[0].removed: expected 0 to 4 items, got 5");
  expect("\"removed\": [0, 1]", "\"removed\": [0, true]", "blocks[0].removed[1]: ");
  expect("\"path\": [", "\"path\": [\"00\", ", "blocks[0].path: expected 32 items, got 33");
}

TEST(PruningWitnessJson, LargestWitnessFits) {
  PrunedBlock block;
  block.timestamp = ~std::uint64_t{0};
  block.transactions.resize(kMaxTransactions);
  block.removed.assign(kMaxTransactions, true);
  block.history_path.resize(kHistoryDepth);
  PruningWitness witness;
  witness.first_height = ~std::uint64_t{0};
  witness.blocks.assign(kMaxPrunedBlocks, block);
  const std::string text = write_pruning_witness(witness);
  EXPECT_LT(text.size(), kMaxPruningWitnessText);
  const auto read = read_pruning_witness(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value(), witness);
  expect_message(&read_pruning_witness, text, "\"blocks\": [", "\"blocks\": [{}, ",
                 "blocks: expected 1 to 16 items, got 17");
  const auto large = read_pruning_witness(text + std::string(kMaxPruningWitnessText, ' '));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, JsonTextReason::kSize);
}

// Damaged texts are read or refused, never a crash; what is read has a verdict.
TEST(PruningWitnessJson, DamagedTextsAreSafe) {
  testing::damage(write_pruning_witness(sample().witness), [](const std::string& text) {
    const auto read = read_pruning_witness(text);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      return;
    }
    EXPECT_EQ(check_shape(read.value()), std::nullopt);
    if (read.value() != sample().witness) {
      EXPECT_TRUE(check_pruning(read.value(), sample().fields));
    }
  });
}

}  // namespace
}  // namespace rpp
