// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/circuit/traces.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rpp/gadgets/updates_trace.h"
#include "rpp/hash/limbs.h"
#include "rpp/state/statement/trace.h"
#include "rpp/state/trace/accounts_trace.h"
#include "rpp/state/trace/effects_trace.h"
#include "rpp/state/trace/proposer_trace.h"
#include "rpp/state/trace/records_trace.h"
#include "rpp/state/trace/state_shared.h"
#include "rpp/state/trace/validators_trace.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {
namespace {

using Table = StateTable;

// By StateTree.
struct TreeInfo {
  Tag leaf;
  unsigned depth;
};
constexpr TreeInfo kTrees[kStateTrees] = {{Tag::kTxLeaf, kTransactionDepth},
                                          {Tag::kList, kStatementListDepth},
                                          {Tag::kValidator, kValidatorSetDepth}};

// By increasing position. Of accounts at one position, which no honest block opens, the first has
// a place in the trees.
std::vector<LeafUpdate> leaf_updates(const StateWitness& witness,
                                     const std::vector<AccountLeaves>& leaves) {
  std::map<std::uint32_t, LeafUpdate> by_position;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const AccountOpening& opening = witness.accounts[i];
    by_position.try_emplace(
        opening.index, LeafUpdate{opening.index, leaves[i].before, leaves[i].after, opening.path});
  }
  std::vector<LeafUpdate> updates;
  for (const auto& [position, update] : by_position) updates.push_back(update);
  return updates;
}

class Builder {
 public:
  Builder(const StateModel& model, const StateWitness& witness, const StateFacts& facts,
          const StatePublic& fields, p3::ThreadPool& pool)
      : model_(model), witness_(witness), facts_(facts), fields_(fields), pool_(pool) {}

  CircuitTraces build() {
    own_tables();
    trees();
    statement();
    trace(Table::kUpdates) = updates_.build(kMinTableRows);
    trace(Table::kUpdateJoints) = joints_.build(kMinTableRows);
    trace(Table::kMerkle) = merkle_.build(kMinTableRows);
    trace(Table::kCanonical) = shared_.canonical.build(kMinTableRows, shared_.range);
    trace(Table::kRange) = shared_.range.build(kMinTableRows);
    trace(Table::kHasher) = shared_.hasher.build(kMinTableRows, pool_);
    return {values_of(fields_), std::move(traces_)};
  }

 private:
  Trace& trace(Table table) { return traces_[static_cast<std::size_t>(table)]; }

  // In the order of the accesses' times.
  void own_tables() {
    MemoryLog memory(opened_accounts(witness_), witness_.state.validator_count);
    trace(Table::kRecords) = records_trace(witness_, facts_, memory);
    trace(Table::kEffects) = effects_trace(model_.rules(), witness_, facts_, memory);
    trace(Table::kProposer) = proposer_trace(witness_, facts_, memory);
    trace(Table::kValidators) = validators_trace(model_.rules(), witness_, facts_, memory);
    AccountsTrace accounts = accounts_trace(witness_, memory);
    trace(Table::kAccounts) = std::move(accounts.trace);
    leaves_ = std::move(accounts.leaves);
    for (const Table table : {Table::kAccounts, Table::kValidators, Table::kEffects,
                              Table::kRecords, Table::kProposer}) {
      record_messages(model_.air(table), trace(table), shared_);
    }
  }

  void trees() {
    for (std::uint32_t tree = 0; tree < kStateTrees; ++tree) {
      auto& leaves = shared_.leaves[tree];
      std::ranges::sort(leaves, {}, &MerkleTrace::Leaf::position);
      const MerkleTrace::Tree made =
          merkle_.add_tree(tree, kTrees[tree].depth, hash_empty(kTrees[tree].leaf),
                           std::move(leaves), shared_.hasher);
      input_.empties[tree] = made.empty_leaves;
      if (tree == static_cast<std::uint32_t>(StateTree::kValidators)) input_.set = made.root;
    }
    const std::vector<LeafUpdate> updates = leaf_updates(witness_, leaves_);
    if (updates.empty()) return;
    joints_.add_updates(kAccountsDeepTree, updates, updates_, shared_.hasher, shared_.range);
  }

  void statement() {
    input_.before = witness_.state;
    input_.after = facts_.after;
    for (const TransactionWithChange& transaction : witness_.transactions) {
      const auto limbs = u64_limbs(transaction.body.fee);
      for (std::size_t k = 0; k < 4; ++k) input_.fees[k] += limbs[k].as_canonical_u64();
    }
    input_.accounts = witness_.accounts.size();
    input_.chain_users = shared_.users(GlobalName::kChainId);
    input_.block_users = shared_.users(GlobalName::kStateBlock);
    input_.activation_users = shared_.users(GlobalName::kActivation);
    input_.next_height_users = shared_.users(GlobalName::kNextHeight);
    const TapeValues tape = state_values(model_.layout(), fields_, input_);
    record_hashes(tape, shared_.hasher);
    record_ranges(tape, shared_.range);
    trace(Table::kStatement) = fill_tape(tape, model_.air(Table::kStatement).shape());
  }

  const StateModel& model_;
  const StateWitness& witness_;
  const StateFacts& facts_;
  const StatePublic& fields_;
  p3::ThreadPool& pool_;
  std::vector<Trace> traces_ = std::vector<Trace>(kStateTables);
  std::vector<AccountLeaves> leaves_;
  StateShared shared_;
  MerkleTrace merkle_;
  UpdatesTrace updates_;
  UpdateJointsTrace joints_;
  StateStatementInput input_;
};

}  // namespace

CircuitTraces state_traces(const StateModel& model, const StateWitness& witness,
                           const StateFacts& facts, const StatePublic& fields,
                           p3::ThreadPool& pool) {
  return Builder(model, witness, facts, fields, pool).build();
}

}  // namespace rpp
