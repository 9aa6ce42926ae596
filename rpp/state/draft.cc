// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/draft.h"

#include <map>
#include <optional>

#include "rpp/hash/sparse_tree.h"
#include "rpp/state/touched.h"

namespace rpp {
namespace {

SparseTree tree_of(const std::vector<Account>& accounts) {
  std::vector<std::pair<std::uint64_t, Digest>> leaves;
  for (const Account& account : accounts) leaves.emplace_back(leaves.size(), account_hash(account));
  SparseTree tree(kAccountDepth, Tag::kAccount);
  tree.set_many(leaves);
  return tree;
}

}  // namespace

StateWitness witness_of(const StateDraft& draft) {
  const SparseTree tree = tree_of(draft.accounts);
  StateWitness witness;
  witness.chain_id = draft.chain_id;
  witness.height = draft.height;
  witness.timestamp = draft.timestamp;
  witness.state = {tree.root(), static_cast<std::uint32_t>(draft.accounts.size()),
                   draft.validator_count, draft.supply};
  witness.next_validator_set_root = draft.next_validator_set_root;
  witness.proposer = draft.proposer;
  witness.records = draft.records;
  witness.transactions = draft.transactions;
  std::map<Digest, std::uint32_t> by_address;
  for (std::uint32_t i = 0; i < draft.accounts.size(); ++i) {
    if (draft.accounts[i].address != Digest{}) by_address.emplace(draft.accounts[i].address, i);
  }
  std::set<std::uint32_t> positions = touched_positions(witness, [&](const Digest& address) {
    const auto found = by_address.find(address);
    return found == by_address.end() ? std::nullopt : std::optional(found->second);
  });
  positions.insert(draft.opened.begin(), draft.opened.end());
  if (is_epoch_boundary(draft.height, draft.rules.epoch_length)) {
    add_validators(positions, static_cast<std::uint32_t>(draft.accounts.size()),
                   [&](std::uint32_t i) -> const Account& { return draft.accounts[i]; });
  }
  for (const std::uint32_t position : positions) {
    witness.accounts.push_back({position, draft.accounts[position], tree.path(position)});
  }
  return witness;
}

}  // namespace rpp
