// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/account_tree.h"

#include <iterator>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/limits.h"

namespace rpp {

bool verify_member(const Digest& root, const AccountOpening& opening) noexcept {
  const Account& a = opening.account;
  // Larger small integers have no leaf: nothing to hash.
  if (a.tier >= Element::kPrime || a.hours >= Element::kPrime || a.flags >= Element::kPrime) {
    return false;
  }
  return opening.path.size() == kAccountDepth &&
         verify_path(root, account_hash(a), opening.index, opening.path);
}

bool verify_absent(const Digest& root, const Digest& address, const AccountOpening& low) noexcept {
  const Digest& next = low.account.next_address;
  return low.account.address < address && (address < next || next == Digest{}) &&
         verify_member(root, low);
}

AccountTree::AccountTree() : tree_(kAccountDepth, Tag::kAccount) {
  accounts_.emplace_back();
  by_address_.emplace(Digest{}, 0);
  put(0);
}

p3::Result<AccountTree, AccountTree::BadAccounts> AccountTree::from_accounts(
    std::vector<Account> accounts) {
  Account sentinel;
  if (!accounts.empty()) {
    sentinel.next_address = accounts[0].next_address;
    sentinel.next_index = accounts[0].next_index;
  }
  if (accounts.empty() || accounts[0] != sentinel) {
    return p3::Err{BadAccounts{Flaw::kNoSentinel, 0}};
  }
  AccountTree tree;
  std::vector<std::pair<std::uint64_t, Digest>> leaves;
  leaves.reserve(accounts.size());
  tree.by_address_.clear();
  for (std::uint32_t i = 0; i < accounts.size(); ++i) {
    const bool fresh = tree.by_address_.emplace(accounts[i].address, i).second;
    if (!fresh) return p3::Err{BadAccounts{Flaw::kAddressTwice, i}};
    leaves.emplace_back(i, account_hash(accounts[i]));
  }
  for (auto it = tree.by_address_.begin(); it != tree.by_address_.end(); ++it) {
    const Account& account = accounts[it->second];
    const auto next = std::next(it);
    const bool last = next == tree.by_address_.end();
    if (account.next_address != (last ? Digest{} : next->first) ||
        account.next_index != (last ? 0 : next->second)) {
      return p3::Err{BadAccounts{Flaw::kLinks, it->second}};
    }
  }
  tree.accounts_ = std::move(accounts);
  tree.tree_.set_many(leaves);
  return tree;
}

std::optional<std::uint32_t> AccountTree::find(const Digest& address) const {
  const auto found = by_address_.find(address);
  if (found == by_address_.end()) return std::nullopt;
  return found->second;
}

std::uint32_t AccountTree::find_low(const Digest& address) const {
  P3_CHECK(address != Digest{}, "nothing lies below the sentinel");
  return std::prev(by_address_.lower_bound(address))->second;
}

std::vector<std::uint32_t> AccountTree::in_order() const {
  std::vector<std::uint32_t> indices;
  indices.reserve(by_address_.size());
  for (auto it = std::next(by_address_.begin()); it != by_address_.end(); ++it) {
    indices.push_back(it->second);
  }
  return indices;
}

void AccountTree::write(const std::map<std::uint32_t, Account>& accounts) {
  std::vector<std::pair<std::uint64_t, Digest>> leaves;
  leaves.reserve(accounts.size());
  for (const auto& [index, account] : accounts) {
    Account& old = accounts_.at(index);
    P3_CHECK(old.address == account.address && old.next_address == account.next_address &&
                 old.next_index == account.next_index,
             "links change by insertion only");
    old = account;
    leaves.emplace_back(index, account_hash(account));
  }
  tree_.set_many(leaves);
}

std::uint32_t AccountTree::insert(Account account, Digest* linked) {
  P3_CHECK(!full() && !find(account.address), "no room, or the address is taken");
  const std::uint32_t index = size();
  const std::uint32_t low_index = find_low(account.address);
  Account& low = accounts_[low_index];
  account.next_address = std::exchange(low.next_address, account.address);
  account.next_index = std::exchange(low.next_index, index);
  put(low_index);
  if (linked != nullptr) *linked = root();
  by_address_.emplace(account.address, index);
  accounts_.push_back(std::move(account));
  put(index);
  return index;
}

void AccountTree::remove_last() {
  P3_CHECK(size() > 1, "the sentinel stays");
  const Account last = accounts_.back();
  const std::uint32_t index = size() - 1;
  accounts_.pop_back();
  by_address_.erase(last.address);
  tree_.set(index, hash_empty(Tag::kAccount));
  const std::uint32_t low_index = find_low(last.address);
  accounts_[low_index].next_address = last.next_address;
  accounts_[low_index].next_index = last.next_index;
  put(low_index);
}

void AccountTree::put(std::uint32_t index) { tree_.set(index, account_hash(accounts_[index])); }

}  // namespace rpp
