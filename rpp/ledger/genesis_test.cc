// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/genesis.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "rpp/ledger/block_test_support.h"
#include "rpp/ledger/genesis_json.h"

namespace rpp::testing {
namespace {

using Rule = GenesisRule;

TEST(Genesis, HeaderAndStateAreThoseOfTheText) {
  const Genesis genesis = small_genesis();
  const Ledger ledger = ledger_of(genesis);
  const BlockHeader& h = ledger.head();
  BlockHeader expected;
  expected.chain_id = digest_of(7);
  expected.timestamp = genesis.time;
  expected.tx_root = empty_tree_root(10, Tag::kTxLeaf);
  expected.uptime_list_root = expected.identity_list_root = empty_tree_root(10, Tag::kList);
  expected.state_root_after = ledger.root();
  expected.validator_set_root = validator_set_root(ledger.validators());
  expected.next_validator_set_root = expected.validator_set_root;
  expected.history_root = empty_tree_root(32, Tag::kBlock);
  expected.witness_commitment_root = empty_tree_root(10, Tag::kWitness);
  expected.reputation_root = empty_tree_root(4, Tag::kReputation);
  expected.beacon_after = genesis_beacon(expected.chain_id);
  expected.epoch_nonce = epoch_nonce(expected.chain_id, 0, expected.beacon_after);
  EXPECT_EQ(h, expected);
  EXPECT_EQ(ledger.accounts().size(), genesis.accounts.size() + 1);
  EXPECT_EQ(ledger.validators().size(), 6u);
  for (std::uint32_t i = 0; i < genesis.accounts.size(); ++i) {
    const GenesisAccount& g = genesis.accounts[i];
    const Account& a = ledger.accounts().at(i + 1);
    EXPECT_EQ(a.address, g.address);
    EXPECT_EQ(a.wallet_key, g.address);
    EXPECT_EQ(a.nonce, 1u);
    EXPECT_EQ(a.tier, g.hours >= 24 ? 2u : 1u);
    EXPECT_EQ(a.window_end, genesis.time);
    EXPECT_EQ(a.flags, g.validator ? 1u : 0u);
  }
  EXPECT_EQ(ledger.accounts().at(0).wallet_key, Digest{});
}

struct Case {
  Rule rule;
  std::optional<std::uint32_t> account;
  std::function<void(Genesis&)> change;
};

std::vector<Case> cases() {
  const Genesis genesis = small_genesis();
  std::uint32_t flagged = 0, other = 0;
  while (!genesis.accounts[flagged].validator) ++flagged;
  while (genesis.accounts[other].validator) ++other;
  const auto last = static_cast<std::uint32_t>(genesis.accounts.size() - 1);
  return {
      {Rule::kNetworkName, {}, [](Genesis& g) { g.network.clear(); }},
      {Rule::kNetworkName, {}, [](Genesis& g) { g.network = "a\"b"; }},
      {Rule::kEpochLength, {}, [](Genesis& g) { g.protocol.epoch_length = 0; }},
      {Rule::kEpochLength,
       {},
       [](Genesis& g) { g.protocol.epoch_length = kMaxGenesisEpochLength + 1; }},
      {Rule::kSlotSeconds, {}, [](Genesis& g) { g.protocol.slot_seconds = 0; }},
      {Rule::kPowerUnit, {}, [](Genesis& g) { g.protocol.power_unit = 0; }},
      {Rule::kStakeMinimum, {}, [](Genesis& g) { g.protocol.stake_minimum = 99; }},
      {Rule::kTier, {}, [](Genesis& g) { g.protocol.transfer_tier = 6; }},
      {Rule::kVoteKeyHeight, {}, [](Genesis& g) { g.protocol.vote_key_height = 5; }},
      {Rule::kAccountOrder, 0, [](Genesis& g) { g.accounts[0].address = Digest{}; }},
      {Rule::kAccountOrder, 1, [](Genesis& g) { g.accounts[1].address = g.accounts[0].address; }},
      {Rule::kHours, 2, [](Genesis& g) { g.accounts[2].hours = 721; }},
      {Rule::kActivation, 2, [](Genesis& g) { g.accounts[2].vote_key.activation_height = 1; }},
      {Rule::kValidatorStake, flagged, [=](Genesis& g) { g.accounts[flagged].stake = 999; }},
      {Rule::kValidatorStake, other, [=](Genesis& g) { g.accounts[other].stake = 1000; }},
      {Rule::kValidatorVoteKey, flagged, [=](Genesis& g) { g.accounts[flagged].vote_key = {}; }},
      {Rule::kSupplyOverflow, last,
       [=](Genesis& g) { g.accounts[last].balance = ~std::uint64_t{0}; }},
      {Rule::kValidatorCount,
       {},
       [](Genesis& g) {
         for (GenesisAccount& a : g.accounts) a.validator = false, a.stake = 0;
       }},
      {Rule::kTotalPower,
       {},
       [](Genesis& g) { g.accounts[0].balance = (std::uint64_t{1} << 31) * 100; }},
  };
}

TEST(Genesis, RulesAreChecked) {
  std::set<Rule> covered = {Rule::kTooManyAccounts};  // takes more memory than a test has
  for (const Case& c : cases()) {
    Genesis genesis = small_genesis();
    ASSERT_FALSE(check_genesis(genesis));
    c.change(genesis);
    const auto ledger = Ledger::from_genesis(genesis, digest_of(7));
    ASSERT_FALSE(ledger) << rule_name(c.rule);
    EXPECT_EQ(describe(ledger.error()), describe({c.rule, c.account}));
    covered.insert(c.rule);
  }
  EXPECT_EQ(covered.size(), static_cast<std::size_t>(Rule::kTotalPower) + 1);
}

TEST(GenesisFile, ReadsWhatItWrites) {
  Genesis genesis = small_genesis();
  for (std::size_t i = 0; i < 32; ++i) genesis.randomness[i] = static_cast<std::uint8_t>(255 - i);
  const std::string text = write_genesis(genesis);
  const auto read = read_genesis(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read.value(), genesis);
  EXPECT_EQ(write_genesis(read.value()), text);
}

// The text with one part replaced, and the error with its place.
TEST(GenesisFile, ErrorsNameThePlace) {
  const std::string text = write_genesis(small_genesis());
  const auto error_of = [&](const std::string& from, const std::string& to) -> std::string {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    const auto read = read_genesis(changed.replace(at, from.size(), to));
    return read ? "none" : read.error().message;
  };
  EXPECT_NE(error_of("rpp-genesis", "genesis").find("expected format"), std::string::npos);
  EXPECT_NE(error_of("\"network\"", "\"name\"").find("name"), std::string::npos);
  EXPECT_NE(error_of("\"1700000000\"", "1700000000").find("time"), std::string::npos);
  EXPECT_NE(error_of("\"randomness\": \"00", "\"randomness\": \"").find("randomness"),
            std::string::npos);
  EXPECT_NE(error_of("\"randomness\": \"00", "\"randomness\": \"0G").find("randomness"),
            std::string::npos);
  EXPECT_NE(
      error_of("\"power_unit\": \"100\"", "\"power_unit\": \"0100\"").find("protocol.power_unit"),
      std::string::npos);
  EXPECT_NE(error_of("\"hours\": ", "\"hours\": -").find("accounts[0].hours"), std::string::npos);
  EXPECT_NE(error_of("\"stake\"", "\"steak\"").find("accounts[0]"), std::string::npos);
  EXPECT_NE(error_of("{\n", "").find("line 1"), std::string::npos);
  EXPECT_EQ(read_genesis(std::string(kMaxGenesisText + 1, ' ')).error().reason,
            JsonTextReason::kSize);
}

}  // namespace
}  // namespace rpp::testing
