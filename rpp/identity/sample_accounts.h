// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "p3/base/split_mix.h"
#include "rpp/chain/account.h"
#include "rpp/hash/sparse_tree.h"

// The account tree of identity samples: accounts in a linked list by address, and insertion.
namespace rpp {

class SampleAccounts {
 public:
  // The accounts of a state, position = index, linked already.
  explicit SampleAccounts(std::vector<Account> accounts);

  const Digest& root() const { return tree_.root(); }
  std::uint32_t count() const { return static_cast<std::uint32_t>(accounts_.size()); }

  // What an identity's witness needs of the tree before and during its insertion.
  struct Insertion {
    Account low;
    std::uint32_t low_index = 0;
    MerklePath low_path;
    MerklePath new_path;
  };
  // Behind the account of the greatest address below, or behind `low_index`, right or wrong.
  Insertion insert(const Account& account, std::optional<std::uint32_t> low_index = {});

 private:
  void set(std::uint32_t index, const Account& account);

  std::vector<Account> accounts_;
  SparseTree tree_;
};

// Random accounts behind the sentinel, `count` with it, linked by address.
std::vector<Account> sample_accounts(std::uint32_t count, p3::SplitMix64& draws);

}  // namespace rpp
