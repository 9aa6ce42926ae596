// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <iterator>
#include <span>
#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/chain/score.h"
#include "rpp/ledger/ledger.h"

// Ledgers from nothing: out of a genesis, and out of what a store kept.
namespace rpp {
namespace {

// In the order of ImageRule.
constexpr const char* kNames[] = {
    "no_blocks",   "no_sentinel", "address_twice", "account_links", "supply_overflow",
    "head_height", "head_leaf",   "state_root",    "validator_set", "history_root",
};
constexpr std::size_t kNumRules = static_cast<std::size_t>(ImageRule::kHistoryRoot) + 1;
static_assert(std::size(kNames) == kNumRules);

Account account_of(const GenesisAccount& g, std::uint64_t time) {
  Account account = new_account(g.address, g.vote_key, time);
  account.balance = g.balance;
  account.stake = g.stake;
  account.hours = g.hours;
  account.flags = g.validator ? kValidatorFlag : 0;
  update_standing(account);
  return account;
}

// Adds balance and stake; false if the sum leaves u64.
bool add_to_supply(const Account& account, std::uint64_t& supply) {
  for (const std::uint64_t x : {account.balance, account.stake}) {
    if (x > ~supply) return false;
    supply += x;
  }
  return true;
}

ImageError error_of(const AccountTree::BadAccounts& bad) {
  switch (bad.flaw) {
    case AccountTree::Flaw::kNoSentinel:
      return {ImageRule::kNoSentinel, bad.index};
    case AccountTree::Flaw::kAddressTwice:
      return {ImageRule::kAddressTwice, bad.index};
    case AccountTree::Flaw::kLinks:
      break;
  }
  return {ImageRule::kAccountLinks, bad.index};
}

}  // namespace

const char* rule_name(ImageRule rule) noexcept {
  const auto i = static_cast<std::size_t>(rule);
  return i < kNumRules ? kNames[i] : "unknown";
}

p3::Result<Ledger, GenesisError> Ledger::from_genesis(const Genesis& genesis,
                                                      const Digest& chain_id) {
  if (const auto broken = check_genesis(genesis)) return p3::Err{*broken};
  Ledger ledger;
  ledger.protocol_ = genesis.protocol;
  ledger.genesis_time_ = genesis.time;
  ledger.supply_ = supply_of(genesis);
  for (const GenesisAccount& account : genesis.accounts) {
    ledger.accounts_.insert(account_of(account, genesis.time));
    ledger.validator_count_ += account.validator ? 1 : 0;
  }
  ledger.validators_ = validator_set(ledger.accounts_, ledger.protocol_, 0);
  ledger.head_ = genesis_header(chain_id, genesis.time, ledger.root(),
                                rpp::validator_set_root(ledger.validators_));
  ledger.history_.append(
      {block_hash(ledger.head_), ledger.head_.timestamp, ledger.head_.tx_root, 0});
  return ledger;
}

p3::Result<Ledger, ImageError> Ledger::from_image(const LedgerImage& image) {
  if (image.blocks.empty()) return p3::Err{ImageError{ImageRule::kNoBlocks}};
  if (image.validators.size() > kMaxValidators) {
    return p3::Err{ImageError{ImageRule::kValidatorSet}};
  }
  Ledger ledger;
  ledger.protocol_ = image.protocol;
  ledger.head_ = image.head;
  ledger.genesis_time_ = image.blocks.front().timestamp;
  ledger.validators_ = image.validators;
  auto accounts = AccountTree::from_accounts(image.accounts);
  if (!accounts) return p3::Err{error_of(accounts.error())};
  ledger.accounts_ = std::move(accounts).value();
  for (const Account& account : image.accounts) {
    if (!add_to_supply(account, ledger.supply_)) {
      return p3::Err{ImageError{ImageRule::kSupplyOverflow}};
    }
    ledger.validator_count_ += account.is_validator() ? 1 : 0;
  }
  ledger.history_.append(std::span(image.blocks).first(image.blocks.size() - 1));
  if (const auto broken = ledger.check_head(image.blocks.back())) {
    return p3::Err{ImageError{*broken}};
  }
  ledger.history_.append(image.blocks.back());
  return ledger;
}

LedgerImage Ledger::image() const {
  LedgerImage image{protocol_, head_, {}, validators_, {}};
  image.accounts.reserve(accounts_.size());
  for (std::uint32_t i = 0; i < accounts_.size(); ++i) image.accounts.push_back(accounts_.at(i));
  image.blocks.reserve(history_.size());
  for (std::uint64_t i = 0; i < history_.size(); ++i) image.blocks.push_back(history_.at(i));
  return image;
}

std::optional<ImageRule> Ledger::check_head(const BlockLeaf& last) const {
  if (head_.height != history_.size()) return ImageRule::kHeadHeight;
  const BlockLeaf expected{block_hash(head_), head_.timestamp, head_.tx_root, head_.height};
  if (last != expected) return ImageRule::kHeadLeaf;
  if (root() != head_.state_root_after) return ImageRule::kStateRoot;
  if (rpp::validator_set_root(validators_) != head_.next_validator_set_root) {
    return ImageRule::kValidatorSet;
  }
  return history_.root() == head_.history_root ? std::nullopt
                                               : std::optional(ImageRule::kHistoryRoot);
}

}  // namespace rpp
