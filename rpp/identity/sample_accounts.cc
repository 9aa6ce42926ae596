// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/sample_accounts.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"

namespace rpp {
namespace {

constexpr std::uint64_t kStartTime = 1'700'000'000;

Account draw_account(p3::SplitMix64& draws) {
  const VoteKey vote_key{random_digest(draws),
                         {},
                         draws.next() % (std::uint64_t{1} << 32),
                         draws.next() % (std::uint64_t{1} << 20)};
  Account account = new_account(random_digest(draws), vote_key,
                                kStartTime + draws.next() % (std::uint64_t{1} << 24));
  account.balance = draws.next() >> 20;
  account.nonce = 1 + static_cast<std::uint32_t>(draws.next() % 1000);
  account.stake = draws.next() >> 30;
  account.hours = static_cast<std::uint32_t>(draws.next() % (kMaxTimetokeHours + 1));
  return account;
}

}  // namespace

SampleAccounts::SampleAccounts(std::vector<Account> accounts)
    : accounts_(std::move(accounts)), tree_(kAccountDepth, Tag::kAccount) {
  for (std::uint32_t i = 0; i < count(); ++i) tree_.set(i, account_hash(accounts_[i]));
}

void SampleAccounts::set(std::uint32_t index, const Account& account) {
  if (index == count()) accounts_.emplace_back();
  accounts_[index] = account;
  tree_.set(index, account_hash(account));
}

SampleAccounts::Insertion SampleAccounts::insert(const Account& account,
                                                 std::optional<std::uint32_t> low_index) {
  std::uint32_t low = 0;
  for (std::uint32_t i = 0; i < count(); ++i) {
    const Digest& address = accounts_[i].address;
    if (address < account.address && accounts_[low].address < address) low = i;
  }
  low = low_index.value_or(low);
  Insertion insertion{accounts_[low], low, tree_.path(low), {}};
  Account low_after = accounts_[low];
  low_after.next_address = account.address;
  low_after.next_index = count();
  set(low, low_after);
  insertion.new_path = tree_.path(count());
  Account placed = account;
  placed.next_address = insertion.low.next_address;
  placed.next_index = insertion.low.next_index;
  set(count(), placed);
  return insertion;
}

std::vector<Account> sample_accounts(std::uint32_t count, p3::SplitMix64& draws) {
  std::vector<Account> accounts(count);  // the sentinel is all zero
  for (std::uint32_t i = 1; i < count; ++i) accounts[i] = draw_account(draws);
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return accounts[a].address < accounts[b].address;
  });
  for (std::uint32_t k = 0; k + 1 < count; ++k) {
    accounts[order[k]].next_address = accounts[order[k + 1]].address;
    accounts[order[k]].next_index = order[k + 1];
  }
  return accounts;
}

}  // namespace rpp
