// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/genesis.h"

#include <algorithm>
#include <iterator>

#include "rpp/chain/epoch.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"

namespace rpp {
namespace {

using Broken = std::optional<GenesisRule>;

constexpr unsigned kMinVoteKeyHeight = 6;  // lower trees have no leaf for attestations

// In the order of GenesisRule.
constexpr const char* kNames[] = {
    "network_name", "epoch_length",    "slot_seconds",       "power_unit",      "stake_minimum",
    "tier",         "vote_key_height", "too_many_accounts",  "account_order",   "hours",
    "activation",   "validator_stake", "validator_vote_key", "supply_overflow", "validator_count",
    "total_power",
};
constexpr std::size_t kNumRules = static_cast<std::size_t>(GenesisRule::kTotalPower) + 1;
static_assert(std::size(kNames) == kNumRules);

bool is_network_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !name.empty() && name.size() <= kMaxNetworkName && std::ranges::all_of(name, allowed);
}

Broken check_constants(const Genesis& genesis) {
  const Protocol& p = genesis.protocol;
  if (!is_network_name(genesis.network)) return GenesisRule::kNetworkName;
  if (p.epoch_length == 0 || p.epoch_length > kMaxGenesisEpochLength)
    return GenesisRule::kEpochLength;
  if (p.slot_seconds == 0) return GenesisRule::kSlotSeconds;
  if (p.power_unit == 0) return GenesisRule::kPowerUnit;
  if (p.stake_minimum < p.power_unit) return GenesisRule::kStakeMinimum;
  if (p.transfer_tier > kMaxTier || p.rotation_tier > kMaxTier) return GenesisRule::kTier;
  if (p.vote_key_height < kMinVoteKeyHeight || p.vote_key_height > kMaxHeight) {
    return GenesisRule::kVoteKeyHeight;
  }
  if (genesis.accounts.size() >= 0xffffffff) return GenesisRule::kTooManyAccounts;
  return {};
}

// Adds to the supply.
Broken check_account(const GenesisAccount& account, const Protocol& protocol,
                     std::uint64_t& supply) {
  if (account.hours > kMaxTimetokeHours) return GenesisRule::kHours;
  if (account.vote_key.activation_height != 0) return GenesisRule::kActivation;
  // As in every later state: the flag says that the stake reaches the minimum.
  if (account.validator != (account.stake >= protocol.stake_minimum)) {
    return GenesisRule::kValidatorStake;
  }
  if (account.validator && !has_key(account.vote_key)) return GenesisRule::kValidatorVoteKey;
  for (const std::uint64_t x : {account.balance, account.stake}) {
    if (x > ~supply) return GenesisRule::kSupplyOverflow;
    supply += x;
  }
  return {};
}

}  // namespace

const char* rule_name(GenesisRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kNumRules ? kNames[i] : "unknown";
}

std::string describe(const GenesisError& error) {
  std::string text = rule_name(error.rule);
  if (error.account) text += ": account " + std::to_string(*error.account);
  return text;
}

std::optional<GenesisError> check_genesis(const Genesis& genesis) noexcept {
  if (const Broken broken = check_constants(genesis)) return GenesisError{*broken, {}};
  Digest last;  // the sentinel
  std::uint64_t supply = 0;
  std::size_t validators = 0;
  for (std::uint32_t i = 0; i < genesis.accounts.size(); ++i) {
    const GenesisAccount& account = genesis.accounts[i];
    if (account.address <= last) return GenesisError{GenesisRule::kAccountOrder, i};
    last = account.address;
    if (const Broken broken = check_account(account, genesis.protocol, supply)) {
      return GenesisError{*broken, i};
    }
    validators += account.validator ? 1 : 0;
  }
  if (validators < kMinValidators || validators > kMaxValidators) {
    return GenesisError{GenesisRule::kValidatorCount, {}};
  }
  if (supply / genesis.protocol.power_unit >= kMaxTotalPower) {
    return GenesisError{GenesisRule::kTotalPower, {}};
  }
  return {};
}

std::uint64_t supply_of(const Genesis& genesis) {
  std::uint64_t supply = 0;
  for (const GenesisAccount& account : genesis.accounts) supply += account.balance + account.stake;
  return supply;
}

BlockHeader genesis_header(const Digest& chain_id, std::uint64_t time, const Digest& state_root,
                           const Digest& validator_set_root) noexcept {
  BlockHeader header;
  header.chain_id = chain_id;
  header.timestamp = time;
  header.tx_root = empty_tree_root(kTransactionDepth, Tag::kTxLeaf);
  header.uptime_list_root = empty_tree_root(kStatementListDepth, Tag::kList);
  header.identity_list_root = header.uptime_list_root;
  header.state_root_after = state_root;
  header.validator_set_root = validator_set_root;
  header.next_validator_set_root = validator_set_root;
  header.history_root = empty_tree_root(kHistoryDepth, Tag::kBlock);
  header.witness_commitment_root = empty_tree_root(kWitnessDepth, Tag::kWitness);
  header.reputation_root = empty_tree_root(kReputationDepth, Tag::kReputation);
  header.beacon_after = genesis_beacon(chain_id);
  header.epoch_nonce = epoch_nonce(chain_id, 0, header.beacon_after);
  return header;
}

}  // namespace rpp
