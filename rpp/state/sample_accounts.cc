// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/sample_accounts.h"

#include <algorithm>

#include "rpp/chain/score.h"
#include "rpp/hash/random_digest.h"

namespace rpp {
namespace {

std::uint64_t below(std::uint64_t n, p3::SplitMix64& draws) { return draws.next() % n; }

// What owner, clock and consensus have left of an account.
Account draw_account(std::uint64_t height, std::uint64_t timestamp, p3::SplitMix64& draws) {
  Account account;
  account.address = random_digest(draws);
  account.wallet_key = random_digest(draws);
  account.nonce = 1 + static_cast<std::uint32_t>(below(1000, draws));
  // Some have no nonce left that may transfer.
  if (below(16, draws) == 0) account.nonce = kNonceEnd - kRotationNonces - 1;
  account.rotation_count = static_cast<std::uint32_t>(below(3, draws));
  account.balance = 1000 + below(1'000'000, draws);
  // Some amounts fill all limbs.
  if (below(8, draws) == 0) account.balance += std::uint64_t{1} << 48;
  account.hours = static_cast<std::uint32_t>(
      below(4, draws) == 0 ? below(30, draws) : 24 + below(kMaxTimetokeHours - 23, draws));
  account.successes = static_cast<std::uint32_t>(below(below(2, draws) == 0 ? 12 : 400, draws));
  account.window_end = timestamp - 8 * kHourSeconds - below(5 * kDecaySeconds, draws);
  account.last_decay = account.window_end - below(2 * kDecaySeconds, draws);
  account.vote_key = sample_vote_key(below(height + 1, draws), draws);
  return account;
}

void make_validator(const StateRules& rules, std::uint64_t height, Account& account,
                    p3::SplitMix64& draws) {
  account.flags = kValidatorFlag;
  account.stake = rules.stake_minimum +
                  below(1000 * std::min<std::uint64_t>(rules.power_unit, 1u << 20), draws);
  account.hours = std::max<std::uint32_t>(account.hours, 24);
  if (below(3, draws) != 0) return;
  // A rotation some blocks ago: the new key may not be active yet.
  account.previous_vote_key = account.vote_key;
  account.vote_key =
      sample_vote_key(height - std::min<std::uint64_t>(height, 2) + below(8, draws), draws);
}

}  // namespace

VoteKey sample_vote_key(std::uint64_t activation_height, p3::SplitMix64& draws) {
  VoteKey key;
  key.root = random_digest(draws);
  for (Element& x : key.pp) x = Element::from_u64(draws.next());
  key.first_slot = below(std::uint64_t{1} << 34, draws);
  key.activation_height = activation_height;
  return key;
}

AccountTree sample_tree(const StateSampleOptions& options, std::uint64_t height,
                        std::uint64_t timestamp, p3::SplitMix64& draws) {
  std::vector<Account> accounts(1);  // the sentinel
  for (std::uint32_t i = 0; i < options.validators + options.accounts; ++i) {
    Account account = draw_account(height, timestamp, draws);
    if (i < options.validators) {
      make_validator(options.rules, height, account, draws);
    } else {
      account.stake = below(options.rules.stake_minimum, draws);
      if (below(4, draws) == 0) account.vote_key = {};
    }
    accounts.push_back(account);
  }
  // By address, as at a genesis: the first is next to the sentinel in tree and list.
  std::ranges::sort(accounts, {}, &Account::address);
  for (std::uint32_t i = 0; i < accounts.size(); ++i) {
    const std::uint32_t next = i + 1 == accounts.size() ? 0 : i + 1;
    accounts[i].next_address = accounts[next].address;
    accounts[i].next_index = next;
    if (i > 0) update_standing(accounts[i]);
  }
  auto tree = AccountTree::from_accounts(std::move(accounts));
  return std::move(tree.value());
}

}  // namespace rpp
