// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/circuit/tables.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "rpp/chain/roots.h"
#include "rpp/fields/field_codec.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/pruning/air/blocks_air.h"
#include "rpp/pruning/air/transactions_air.h"

namespace rpp {
namespace {

using Trace = p3::Matrix<Element>;
using Words = std::span<const Element>;

Element element(std::uint64_t x) { return Element::from_u64(x); }

std::size_t height_for(std::size_t rows, std::size_t min_rows) {
  return std::bit_ceil(std::max(rows, min_rows));
}

// The three blocks of H(block; ...).
std::vector<Element> leaf_message(const PrunedBlock& block, const PrunedBlockFacts& facts) {
  return encode_fields(kBlockLeafTable,
                       values_of(kBlockLeafFields, BlockLeaf{block.block_hash, block.timestamp,
                                                             facts.tx_root, facts.height}));
}

HashInput roots_message(const PruningFacts& facts) {
  HashInput input(Tag::kTxRoots);
  input.u32(static_cast<std::uint32_t>(facts.blocks.size()));
  for (const PrunedBlockFacts& block : facts.blocks) input.digest(block.tx_root);
  return input;
}

// Writes the rows of the table `blocks` from the first one on.
class BlocksFiller {
 public:
  using C = BlocksColumns;

  explicit BlocksFiller(Trace& trace) : trace_(trace) {}

  void begin(std::size_t index, const PrunedBlockFacts& facts) {
    index_ = index;
    low_ = facts.height & 0xffff;
    high_ = facts.height >> kLimbBits & 0xffff;
    tail_ = {facts.tx_root[6], facts.tx_root[7]};
  }
  void add(BlocksRow kind, Words word, Words aux) {
    counters();
    Element* row = trace_.row(row_++);
    std::ranges::copy(word, row + C::kWord);
    std::ranges::copy(aux, row + C::kAux);
    row[C::kFlags + static_cast<std::size_t>(kind)] = Element::one();
    if (kind == BlocksRow::kNext && low_ == 0) row[C::kCarry] = Element::one();
  }
  // The closing rows; counters stand still behind them.
  void close(std::size_t blocks, Words roots_block, const Digest& digest) {
    index_ = blocks;
    add(BlocksRow::kClose, roots_block, {});
    add(BlocksRow::kDigest, digest.elements, {});
    for (; row_ < trace_.height(); ++row_) counters();
  }

 private:
  void counters() {
    Element* row = trace_.row(row_);
    std::ranges::copy(tail_, row + C::kTail);
    row[C::kIndex] = element(index_);
    row[C::kLow] = element(low_);
    row[C::kHigh] = element(high_);
  }

  Trace& trace_;
  std::size_t row_ = 0, index_ = 0;
  std::uint64_t low_ = 0, high_ = 0;
  std::array<Element, 2> tail_{};
};

void fill_block(BlocksFiller& rows, std::size_t i, const PrunedBlock& block,
                const PrunedBlockFacts& facts, const PackedRoots& roots, Words roots_block) {
  using enum BlocksRow;
  const std::vector<Element> message = leaf_message(block, facts);
  const Words leaf(message), root(facts.tx_root.elements);
  rows.begin(i, facts);
  rows.add(i == 0 ? kFirst : kNext, roots_block, root);
  rows.add(kHash, leaf.subspan(0, 8), root);
  rows.add(kTime, leaf.subspan(8, 8), root);
  rows.add(kHeight, leaf.subspan(16, 8), root);
  rows.add(kLeaf, facts.block_leaf.elements, root);
  rows.add(kRoot, roots.full[i].elements, root);
  rows.add(kReceipt, root, facts.receipt_leaf.elements);
  rows.add(kKept, roots.kept[i].elements, facts.kept_tree_root.elements);
  rows.add(kKeptLeaf, facts.kept_tree_root.elements, facts.kept_leaf.elements);
}

}  // namespace

Trace blocks_trace(const PruningWitness& witness, const PruningFacts& facts,
                   const PackedRoots& roots, std::size_t min_rows) {
  const std::size_t n = witness.blocks.size();
  Trace trace = Trace::zeros(height_for(kRowsPerBlock * n + 2, min_rows), BlocksColumns::kTotal);
  const HashInput input = roots_message(facts);
  std::vector<Element> message(input.view().begin(), input.view().end());
  message.resize(kRate * (n + 1));
  const auto block_of = [&](std::size_t j) { return Words(message).subspan(kRate * j, kRate); };
  BlocksFiller rows(trace);
  for (std::size_t i = 0; i < n; ++i) {
    fill_block(rows, i, witness.blocks[i], facts.blocks[i], roots, block_of(i));
  }
  rows.close(n, block_of(n), input.hash());
  return trace;
}

Trace transactions_trace(const PruningWitness& witness, const PruningFacts& facts,
                         std::size_t min_rows) {
  using C = PrunedTransactionsColumns;
  std::size_t used = 0;
  for (const PrunedBlock& block : witness.blocks) used += block.transactions.size();
  Trace trace = Trace::zeros(height_for(used, min_rows), C::kTotal);
  std::size_t row = 0;
  for (std::size_t i = 0; i < witness.blocks.size(); ++i) {
    const PrunedBlock& block = witness.blocks[i];
    for (std::size_t k = 0; k < block.transactions.size(); ++k, ++row) {
      Element* cells = trace.row(row);
      std::ranges::copy(block.transactions[k].elements, cells + C::kHash);
      std::ranges::copy(facts.blocks[i].tx_leaves[k].elements, cells + C::kLeaf);
      std::ranges::copy(facts.blocks[i].kept_leaves[k].elements, cells + C::kKept);
      cells[C::kActive] = Element::one();
      cells[C::kRemoved] = element(block.removed[k] ? 1 : 0);
      cells[C::kStart] = element(k == 0 ? 1 : 0);
      cells[C::kPosition] = element((i << kPackedDepth) + k);
    }
  }
  trace.at(0, C::kTop) = Element::one();
  Element count{};
  for (std::size_t r = row; r-- > 0;) {
    count += trace.at(r, C::kRemoved);
    trace.at(r, C::kCount) = count;
  }
  return trace;
}

void record_blocks(const PruningWitness& witness, const PruningFacts& facts,
                   const PackedRoots& roots, HasherTrace& hasher, RangeTrace& range) {
  const Digest half = EmptySubtrees(Tag::kTxLeaf).at(kPackedDepth);
  for (std::size_t i = 0; i < witness.blocks.size(); ++i) {
    const PrunedBlockFacts& block = facts.blocks[i];
    const auto id = hash_id(HashKind::kBlockLeaf, static_cast<std::uint32_t>(i));
    hasher.hash(id, Tag::kBlock, leaf_message(witness.blocks[i], block));
    hasher.c8(roots.full[i], half);
    hasher.hash(0, Tag::kReceipt, block.tx_root.elements);
    hasher.c8(roots.kept[i], half);
    hasher.hash(0, Tag::kKept, block.kept_tree_root.elements);
    range.add(u64_limbs(witness.blocks[i].timestamp));
  }
  hasher.hash(hash_id(HashKind::kTxRoots, 0), Tag::kTxRoots, roots_message(facts).view());
}

void record_transactions(const PruningWitness& witness, HasherTrace& hasher, RangeTrace& range) {
  for (std::size_t i = 0; i < witness.blocks.size(); ++i) {
    const PrunedBlock& block = witness.blocks[i];
    if (!block.transactions.empty()) range.add({element(i), {}, {}, {}});
    for (std::size_t k = 0; k < block.transactions.size(); ++k) {
      hasher.hash(0, Tag::kTxLeaf, block.transactions[k].elements);
      if (block.removed[k]) hasher.hash(0, Tag::kTxRemoved, block.transactions[k].elements);
    }
  }
}

}  // namespace rpp
