// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/facts.h"

#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/hash/merkle_tree.h"

namespace rpp {
namespace {

std::optional<PruningRule> broken_shape(const PrunedBlock& block) {
  if (block.transactions.size() > kMaxTransactions) return PruningRule::kTransactionCount;
  if (block.removed.size() != block.transactions.size()) return PruningRule::kMarkCount;
  if (block.history_path.size() != kHistoryDepth) return PruningRule::kPathLength;
  return std::nullopt;
}

PrunedBlockFacts block_facts(const PrunedBlock& block, std::uint64_t height) {
  PrunedBlockFacts facts;
  facts.height = height;
  facts.tx_leaves = leaves_of(Tag::kTxLeaf, block.transactions);
  facts.tx_root = packed_root(kTransactionDepth, Tag::kTxLeaf, facts.tx_leaves);
  facts.block_leaf = block_leaf_hash({block.block_hash, block.timestamp, facts.tx_root, height});
  facts.history_root = root_from_path(facts.block_leaf, height & 0xffffffffu, block.history_path);
  facts.kept_leaves = facts.tx_leaves;
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    if (!block.removed[i]) continue;
    facts.kept_leaves[i] = hash(Tag::kTxRemoved, block.transactions[i].elements);
    ++facts.removed;
  }
  facts.kept_tree_root = packed_root(kTransactionDepth, Tag::kTxLeaf, facts.kept_leaves);
  facts.receipt_leaf = hash(Tag::kReceipt, facts.tx_root.elements);
  facts.kept_leaf = hash(Tag::kKept, facts.kept_tree_root.elements);
  return facts;
}

PruningPublic fields_of(const PruningWitness& witness,
                        const std::vector<PrunedBlockFacts>& blocks) {
  PruningPublic fields;
  fields.chain_id = witness.chain_id;
  fields.first_height = witness.first_height;
  fields.last_height = witness.first_height + blocks.size() - 1;
  fields.history_root = witness.history_root;
  fields.state_root = witness.state_root;
  HashInput roots(Tag::kTxRoots);
  roots.u32(static_cast<std::uint32_t>(blocks.size()));
  std::vector<Digest> receipts;
  std::vector<Digest> kept;
  for (const PrunedBlockFacts& block : blocks) {
    roots.digest(block.tx_root);
    receipts.push_back(block.receipt_leaf);
    kept.push_back(block.kept_leaf);
    fields.removed_count += block.removed;
  }
  fields.tx_roots_commitment = roots.hash();
  fields.receipt_root = packed_root(kPruningDepth, Tag::kReceipt, std::move(receipts));
  fields.kept_root = packed_root(kPruningDepth, Tag::kKept, std::move(kept));
  fields.binding_digest = binding_digest(fields);
  return fields;
}

}  // namespace

Digest binding_digest(const PruningPublic& fields) noexcept {
  return HashInput(Tag::kPrune)
      .digest(fields.chain_id)
      .u64(fields.first_height)
      .u64(fields.last_height)
      .digest(fields.history_root)
      .digest(fields.tx_roots_commitment)
      .digest(fields.kept_root)
      .digest(fields.receipt_root)
      .digest(fields.state_root)
      .hash();
}

std::optional<PruningError> check_shape(const PruningWitness& witness) noexcept {
  if (witness.blocks.empty() || witness.blocks.size() > kMaxPrunedBlocks) {
    return PruningError{PruningRule::kBlockCount, {}};
  }
  for (std::uint32_t i = 0; i < witness.blocks.size(); ++i) {
    if (const auto rule = broken_shape(witness.blocks[i])) {
      return PruningError{*rule, {.item = i}};
    }
  }
  return std::nullopt;
}

PruningFacts pruning_facts(const PruningWitness& witness) noexcept {
  PruningFacts facts;
  for (const PrunedBlock& block : witness.blocks) {
    facts.blocks.push_back(block_facts(block, witness.first_height + facts.blocks.size()));
  }
  facts.fields = fields_of(witness, facts.blocks);
  return facts;
}

}  // namespace rpp
