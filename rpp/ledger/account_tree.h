// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "p3/base/result.h"
#include "rpp/chain/account.h"
#include "rpp/hash/sparse_tree.h"

// AccountTree: the accounts as an indexed Merkle tree of depth 32. Positions are given out in order
// and never again; the leaves form a list sorted by address, from the sentinel at position 0.
//
// The list makes absence provable: no account lies between an address and its next address.
namespace rpp {

// Where an account is, with its path; what both proofs below are made of.
struct AccountOpening {
  std::uint32_t index = 0;
  Account account;
  MerklePath path;

  friend bool operator==(const AccountOpening&, const AccountOpening&) = default;
};

// Whether the opening shows its account under this root, at a position of the tree.
[[nodiscard]] bool verify_member(const Digest& root, const AccountOpening& opening) noexcept;

// Whether the opening shows the account before `address` in the list, and so that no account has
// this address, which is not 0.
[[nodiscard]] bool verify_absent(const Digest& root, const Digest& address,
                                 const AccountOpening& low) noexcept;

class AccountTree {
 public:
  // The sentinel alone.
  AccountTree();

  // What from_accounts found wrong, and at which position.
  enum class Flaw : std::uint8_t { kNoSentinel, kAddressTwice, kLinks };
  struct BadAccounts {
    Flaw flaw;
    std::uint32_t index = 0;
  };
  // The tree over these accounts by position, whose links must be the list by address. Small
  // integers must be below p.
  static p3::Result<AccountTree, BadAccounts> from_accounts(std::vector<Account> accounts);

  const Digest& root() const { return tree_.root(); }
  // With the sentinel.
  std::uint32_t size() const { return static_cast<std::uint32_t>(accounts_.size()); }
  bool full() const { return size() == 0xffffffff; }

  // Nothing for an address without account; the sentinel's address 0 is found at 0.
  std::optional<std::uint32_t> find(const Digest& address) const;
  // The account with the largest address below `address`, which is not 0.
  std::uint32_t find_low(const Digest& address) const;
  const Account& at(std::uint32_t index) const { return accounts_[index]; }

  MerklePath path(std::uint32_t index) const { return tree_.path(index); }
  AccountOpening open(std::uint32_t index) const { return {index, at(index), path(index)}; }
  // For an address that has no account.
  AccountOpening open_low(const Digest& address) const { return open(find_low(address)); }

  // Accounts in the order of their addresses, without the sentinel.
  std::vector<std::uint32_t> in_order() const;

  // Replaces accounts whose addresses and links stay the same.
  void write(const std::map<std::uint32_t, Account>& accounts);

  // Adds an account with a new address at position size(), which must not be full; its link fields
  // are set here. `linked` gets the root between the two writes: of the low leaf, then of the new.
  std::uint32_t insert(Account account, Digest* linked = nullptr);

  // Undoes the last insertion.
  void remove_last();

 private:
  void put(std::uint32_t index);

  SparseTree tree_;
  std::vector<Account> accounts_;
  std::map<Digest, std::uint32_t> by_address_;
};

}  // namespace rpp
