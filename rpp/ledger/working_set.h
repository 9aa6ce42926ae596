// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "rpp/chain/protocol.h"
#include "rpp/chain/score.h"
#include "rpp/ledger/account_tree.h"
#include "rpp/ledger/block.h"
#include "rpp/ledger/errors.h"

// What the rules of a block read and write. The tree stays as it is until the whole block is good:
// a leaf that many statements change is hashed once.
namespace rpp {

// The constants of one block.
struct BlockContext {
  const Protocol& protocol;
  Digest chain_id;
  std::uint64_t height = 0;
  std::uint64_t timestamp = 0;
  SignatureCheck check = SignatureCheck::kVerify;
};

class WorkingSet {
 public:
  WorkingSet(const AccountTree& tree, std::uint32_t validators)
      : validator_count(validators), tree_(tree) {}

  // Nothing for the sentinel's address 0 too: it owns nothing and signs nothing.
  std::optional<std::uint32_t> find(const Digest& address) const {
    const auto index = tree_.find(address);
    return index && *index != 0 ? index : std::nullopt;
  }
  const Account& at(std::uint32_t index) const {
    const auto found = changed_.find(index);
    return found == changed_.end() ? tree_.at(index) : found->second;
  }
  // Replaces an account, with score and tier made new.
  void write(std::uint32_t index, Account account) {
    update_standing(account);
    changed_.insert_or_assign(index, std::move(account));
  }
  const std::map<std::uint32_t, Account>& changed() const { return changed_; }

  std::uint32_t validator_count;

 private:
  const AccountTree& tree_;
  std::map<std::uint32_t, Account> changed_;
};

}  // namespace rpp
