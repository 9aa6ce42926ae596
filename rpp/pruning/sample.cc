// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/pruning/sample.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/hash/random_digest.h"
#include "rpp/hash/sparse_tree.h"
#include "rpp/pruning/facts.h"

namespace rpp {
namespace {

constexpr std::uint64_t kStartTime = 1'700'000'000;
constexpr std::size_t kLaterBlocks = 3;

std::uint64_t position_of(std::uint64_t height) { return height & 0xffffffffu; }

// Removes so many of the block's transactions, at random places.
std::vector<bool> draw_marks(p3::SplitMix64& draws, std::size_t n, std::size_t removed) {
  std::vector<bool> marks(n, false);
  for (std::size_t i = 0; i < n; ++i) {
    // Each choice of places is as likely as any other.
    if (draws.next() % (n - i) >= removed) continue;
    marks[i] = true;
    --removed;
  }
  return marks;
}

DraftPrunedBlock sample_block(p3::SplitMix64& draws, const PruningSampleOptions& options) {
  DraftPrunedBlock block;
  block.block_hash = random_digest(draws);
  block.timestamp = kStartTime + draws.next() % (std::uint64_t{1} << 30);
  if (options.nothing) return block;
  block.transactions = random_digests(options.transactions, draws);
  block.removed = draw_marks(draws, options.transactions,
                             std::size_t{options.transactions} * options.removed_percent / 100);
  return block;
}

}  // namespace

PruningWitness witness_of(const PruningDraft& draft) {
  SparseTree history(kHistoryDepth, Tag::kBlock);
  std::uint64_t height = draft.first_height;
  for (const DraftPrunedBlock& block : draft.blocks) {
    history.set(position_of(height), block_leaf_hash({block.block_hash, block.timestamp,
                                                      tx_root(block.transactions), height}));
    ++height;
  }
  for (const Digest& leaf : draft.later_leaves) history.set(position_of(height++), leaf);
  PruningWitness witness{draft.chain_id, draft.first_height, history.root(), draft.state_root, {}};
  height = draft.first_height;
  for (const DraftPrunedBlock& block : draft.blocks) {
    witness.blocks.push_back({block.block_hash, block.timestamp, block.transactions, block.removed,
                              history.path(position_of(height++))});
  }
  return witness;
}

std::optional<const char*> bad_sample_option(const PruningSampleOptions& options) noexcept {
  if (options.blocks == 0 || options.blocks > kMaxPrunedBlocks) return "blocks are 1 to 16";
  if (options.transactions > kMaxTransactions) return "transactions are 0 to 512";
  if (options.removed_percent > 100) return "removed percent is at most 100";
  return std::nullopt;
}

PruningSample make_pruning_sample(std::uint64_t seed, const PruningSampleOptions& options) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  p3::SplitMix64 draws(seed);
  PruningSample sample;
  PruningDraft& draft = sample.draft;
  draft.chain_id = random_digest(draws);
  const std::uint64_t height = 1 + draws.next() % (std::uint64_t{1} << 31);
  draft.first_height = options.nothing ? 0 : height;
  draft.state_root = random_digest(draws);
  for (std::uint32_t i = 0; i < (options.nothing ? 1 : options.blocks); ++i) {
    draft.blocks.push_back(sample_block(draws, options));
  }
  draft.later_leaves = random_digests(kLaterBlocks, draws);
  sample.witness = witness_of(draft);
  sample.fields = pruning_facts(sample.witness).fields;
  return sample;
}

}  // namespace rpp
