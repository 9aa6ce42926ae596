// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/traces.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "rpp/gadgets/joints_trace.h"
#include "rpp/pruning/circuit/statement_trace.h"
#include "rpp/pruning/circuit/tables.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {
namespace {

using Leaf = MerkleTrace::Leaf;

constexpr std::size_t kMinRows = std::size_t{1} << kPruningMinLogRows;

struct Shared {
  HasherTrace hasher;
  MerkleTrace merkle;
  RangeTrace range;
  JointsTrace joints{kHistoryTree};
  EmptyUses empties{};
};

// The transaction trees of all blocks; gives their left halves' roots.
std::vector<Digest> add_packed(PruningTree tree, const PruningFacts& facts,
                               std::vector<Digest> PrunedBlockFacts::* leaves, Shared& shared) {
  std::vector<Leaf> all;
  for (std::size_t i = 0; i < facts.blocks.size(); ++i) {
    const std::vector<Digest>& block = facts.blocks[i].*leaves;
    for (std::size_t k = 0; k < block.size(); ++k) {
      all.push_back({static_cast<std::uint32_t>((i << kPackedDepth) + k), block[k]});
    }
  }
  MerkleTrace::Forest forest = shared.merkle.add_forest(
      number_of(tree), kPackedDepth, static_cast<std::uint32_t>(facts.blocks.size()),
      hash_empty(Tag::kTxLeaf), std::move(all), shared.hasher);
  shared.empties[number_of(tree)] = forest.empty_leaves;
  return std::move(forest.roots);
}

// The tree over one digest of each block.
void add_list(PruningTree tree, Tag tag, const PruningFacts& facts, Digest PrunedBlockFacts::* leaf,
              Shared& shared) {
  std::vector<Leaf> leaves;
  for (const PrunedBlockFacts& block : facts.blocks) {
    leaves.push_back({static_cast<std::uint32_t>(leaves.size()), block.*leaf});
  }
  shared.empties[number_of(tree)] =
      shared.merkle
          .add_tree(number_of(tree), kRangeDepth, hash_empty(tag), std::move(leaves), shared.hasher)
          .empty_leaves;
}

// Positions are heights modulo 2^32. A range that runs over the end has no place in one history:
// its blocks are opened by increasing position, as an attacker would.
void add_history(const PruningWitness& witness, const PruningFacts& facts, Shared& shared) {
  std::vector<MerkleTrace::Opening> openings;
  for (std::size_t i = 0; i < facts.blocks.size(); ++i) {
    openings.push_back({static_cast<std::uint32_t>(facts.blocks[i].height),
                        facts.blocks[i].block_leaf, witness.blocks[i].history_path});
  }
  std::ranges::sort(openings, {}, &MerkleTrace::Opening::position);
  shared.joints.add_openings(openings, shared.merkle, shared.hasher);
}

}  // namespace

CircuitTraces pruning_traces(const PruningModel& model, const PruningWitness& witness,
                             const PruningFacts& facts, const PruningPublic& fields,
                             p3::ThreadPool& pool) {
  Shared shared;
  const std::vector<Digest> full =
      add_packed(PruningTree::kFull, facts, &PrunedBlockFacts::tx_leaves, shared);
  const std::vector<Digest> kept =
      add_packed(PruningTree::kKept, facts, &PrunedBlockFacts::kept_leaves, shared);
  add_list(PruningTree::kReceipts, Tag::kReceipt, facts, &PrunedBlockFacts::receipt_leaf, shared);
  add_list(PruningTree::kKeptRoots, Tag::kKept, facts, &PrunedBlockFacts::kept_leaf, shared);
  add_history(witness, facts, shared);
  const PackedRoots roots{full, kept};
  record_blocks(witness, facts, roots, shared.hasher, shared.range);
  record_transactions(witness, shared.hasher, shared.range);
  const TapeValues tape =
      pruning_tape_values(model.layout(), fields, witness.blocks.size(), shared.empties);
  record_hashes(tape, shared.hasher);
  record_ranges(tape, shared.range);

  std::vector<p3::Matrix<Element>> traces;  // in the order of PruningTable
  traces.push_back(fill_tape(tape, model.air(PruningTable::kStatement).shape()));
  traces.push_back(blocks_trace(witness, facts, roots, kMinRows));
  traces.push_back(transactions_trace(witness, facts, kMinRows));
  traces.push_back(shared.joints.build(kMinRows));
  traces.push_back(shared.merkle.build(kMinRows));
  traces.push_back(shared.range.build(kMinRows));
  traces.push_back(shared.hasher.build(kMinRows, pool));
  return {values_of(fields), std::move(traces)};
}

}  // namespace rpp
