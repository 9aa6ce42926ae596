// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/validator_set.h"

#include <algorithm>

namespace rpp {

ValidatorLeaf validator_leaf(const Account& account, const Protocol& protocol,
                             std::uint64_t boundary_height) {
  const bool current = account.vote_key.activation_height <= boundary_height + 1 ||
                       !has_key(account.previous_vote_key);
  const VoteKey& key = current ? account.vote_key : account.previous_vote_key;
  // Below 2^31: the genesis bounds the whole supply, which no block changes.
  const std::uint64_t power = std::max<std::uint64_t>(account.stake / protocol.power_unit, 1);
  return {account.address,
          key.root,
          key.pp,
          key.first_slot,
          key.activation_height,
          static_cast<std::uint32_t>(power),
          account.tier,
          account.hours};
}

std::vector<ValidatorLeaf> validator_set(const AccountTree& accounts, const Protocol& protocol,
                                         std::uint64_t boundary_height) {
  std::vector<ValidatorLeaf> leaves;
  for (const std::uint32_t index : accounts.in_order()) {
    const Account& account = accounts.at(index);
    if (!account.is_validator()) continue;
    leaves.push_back(validator_leaf(account, protocol, boundary_height));
  }
  return leaves;
}

}  // namespace rpp
