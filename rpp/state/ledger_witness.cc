// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/ledger_witness.h"

#include <optional>

#include "rpp/state/touched.h"

namespace rpp {
namespace {

// Fills in the accounts, in the tree after the block's identities.
void open_accounts(const AccountTree& tree, bool boundary, StateWitness& witness) {
  std::set<std::uint32_t> positions = touched_positions(witness, [&](const Digest& address) {
    const auto found = tree.find(address);
    return found && *found != 0 ? found : std::nullopt;  // the sentinel is nobody
  });
  if (boundary) {
    add_validators(positions, tree.size(),
                   [&](std::uint32_t i) -> const Account& { return tree.at(i); });
  }
  for (const std::uint32_t position : positions) witness.accounts.push_back(tree.open(position));
}

}  // namespace

p3::Result<StateWitness, LedgerError> state_witness(Ledger& ledger, const Block& block) {
  StateWitness witness;
  witness.chain_id = ledger.chain_id();
  witness.height = block.header.height;
  witness.timestamp = block.header.timestamp;
  witness.state = ledger.summary();
  witness.next_validator_set_root = ledger.head().next_validator_set_root;
  witness.proposer = block.header.proposer;
  auto applied = ledger.apply(block, SignatureCheck::kProven);
  if (!applied) return p3::Err{applied.error()};
  ledger.rollback(applied.value().undo);
  witness.records = std::move(applied.value().transition.uptime);
  witness.transactions.assign(block.body.transactions.begin(), block.body.transactions.end());
  const bool boundary = is_epoch_boundary(witness.height, ledger.protocol().epoch_length);
  if (block.body.identities.empty()) {
    open_accounts(ledger.accounts(), boundary, witness);
    return witness;
  }
  AccountTree tree = ledger.accounts();
  for (const BlockIdentity& identity : block.body.identities) {
    const IdentityDeclaration& declared = identity.declaration;
    tree.insert(new_account(declared.address, declared.vote_key, witness.timestamp));
  }
  witness.state.accounts_root = tree.root();
  witness.state.account_count = tree.size();
  open_accounts(tree, boundary, witness);
  return witness;
}

}  // namespace rpp
