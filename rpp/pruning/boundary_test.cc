// SPDX-License-Identifier: Apache-2.0 OR MIT
// Samples, and the edges of ranges, blocks and marks.
#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/sample.h"

namespace rpp {
namespace {

std::string verdict(const PruningDraft& draft) {
  const PruningWitness witness = witness_of(draft);
  return testing::text_of(pruning_errors(witness, pruning_facts(witness).fields));
}

TEST(PruningSampleTest, SamplesAreValid) {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const PruningSampleOptions options{.blocks = 1 + seed % 16,
                                       .transactions = seed * seed % 30,
                                       .removed_percent = seed * 5,
                                       .nothing = false};
    const PruningSample sample = make_pruning_sample(seed, options);
    EXPECT_EQ(testing::text_of(pruning_errors(sample.witness, sample.fields)), "") << seed;
    EXPECT_EQ(sample.fields.last_height - sample.fields.first_height + 1, options.blocks);
    EXPECT_EQ(sample.fields.removed_count,
              options.blocks * (options.transactions * options.removed_percent / 100));
  }
  EXPECT_EQ(make_pruning_sample(3, {}).witness, make_pruning_sample(3, {}).witness);
  EXPECT_NE(make_pruning_sample(3, {}).witness, make_pruning_sample(4, {}).witness);
}

TEST(PruningSampleTest, OptionsOutOfRange) {
  EXPECT_EQ(bad_sample_option(PruningSampleOptions{}), std::nullopt);
  EXPECT_TRUE(bad_sample_option(PruningSampleOptions{.blocks = 0}));
  EXPECT_TRUE(bad_sample_option(PruningSampleOptions{.blocks = 17}));
  EXPECT_TRUE(bad_sample_option(PruningSampleOptions{.blocks = 1, .transactions = 513}));
  PruningSampleOptions options;
  options.removed_percent = 101;
  EXPECT_TRUE(bad_sample_option(options));
}

// The range 0..0: the genesis block, whose tree of transactions is empty.
TEST(PruningBoundary, NothingToPrune) {
  PruningSampleOptions options;
  options.nothing = true;
  const PruningSample sample = make_pruning_sample(1, options);
  EXPECT_EQ(testing::text_of(pruning_errors(sample.witness, sample.fields)), "");
  EXPECT_EQ(sample.fields.first_height, 0u);
  EXPECT_EQ(sample.fields.last_height, 0u);
  EXPECT_EQ(sample.fields.removed_count, 0u);
  const Digest empty = empty_tree_root(kTransactionDepth, Tag::kTxLeaf);
  EXPECT_EQ(sample.fields.tx_roots_commitment,
            HashInput(Tag::kTxRoots).u32(1).digest(empty).hash());
  EXPECT_EQ(sample.fields.receipt_root, packed_root_of(kPruningDepth, Tag::kReceipt, {&empty, 1}));
  EXPECT_EQ(sample.fields.kept_root, packed_root_of(kPruningDepth, Tag::kKept, {&empty, 1}));
}

// A full block with no, one and all transactions removed, and full ranges of them.
TEST(PruningBoundary, FullBlocks) {
  const PruningSampleOptions options{.blocks = 1, .transactions = kMaxTransactions};
  PruningDraft draft = make_pruning_sample(2, options).draft;
  for (const std::size_t removed : {std::size_t{0}, std::size_t{1}, kMaxTransactions}) {
    std::vector<bool>& marks = draft.blocks[0].removed;
    marks.assign(kMaxTransactions, false);
    for (std::size_t i = 0; i < removed; ++i) marks[kMaxTransactions - 1 - i] = true;
    EXPECT_EQ(verdict(draft), "");
    const PruningFacts facts = pruning_facts(witness_of(draft));
    EXPECT_EQ(facts.fields.removed_count, removed);
    // Nothing removed: the kept tree is the block's own.
    EXPECT_EQ(facts.blocks[0].kept_tree_root == facts.blocks[0].tx_root, removed == 0);
  }
  draft.blocks.resize(kMaxPrunedBlocks, draft.blocks[0]);
  EXPECT_EQ(verdict(draft), "");
  EXPECT_EQ(pruning_facts(witness_of(draft)).fields.removed_count, 16u * 512u);
}

// Kept, removed and unused positions of the kept tree, written out.
TEST(PruningBoundary, KeptTree) {
  PruningDraft draft = make_pruning_sample(5, {.blocks = 1, .transactions = 3}).draft;
  draft.blocks[0].removed = {false, true, false};
  const std::vector<Digest>& hashes = draft.blocks[0].transactions;
  const PruningFacts facts = pruning_facts(witness_of(draft));
  PackedTree tree(kTransactionDepth, Tag::kTxLeaf, {});
  tree.set(0, hash(Tag::kTxLeaf, hashes[0].elements));
  tree.set(1, hash(Tag::kTxRemoved, hashes[1].elements));
  tree.set(2, hash(Tag::kTxLeaf, hashes[2].elements));
  EXPECT_EQ(facts.blocks[0].kept_tree_root, tree.root());
  EXPECT_EQ(facts.fields.kept_root, packed_root_of(kPruningDepth, Tag::kKept, {&tree.root(), 1}));
}

TEST(PruningBoundary, Heights) {
  PruningDraft draft = make_pruning_sample(6, {.blocks = 2}).draft;
  draft.first_height = kMaxBlockHeight - 1;
  EXPECT_EQ(verdict(draft), "");
  draft.first_height = kMaxBlockHeight;
  EXPECT_EQ(verdict(draft), "height_range\n");
  draft.first_height = std::uint64_t{1} << 32;
  EXPECT_EQ(verdict(draft), "height_range\n");
  draft.first_height = ~std::uint64_t{0};  // the last height wraps to 0
  EXPECT_EQ(verdict(draft), "height_range\n");
}

// Order of blocks and order of transactions are bound.
TEST(PruningBoundary, OrderMatters) {
  const PruningSample sample = make_pruning_sample(8, {.blocks = 2});
  PruningWitness witness = sample.witness;
  std::swap(witness.blocks[0], witness.blocks[1]);
  EXPECT_EQ(testing::text_of(pruning_errors(witness, pruning_facts(witness).fields)),
            "invalid_history_path: block 0\ninvalid_history_path: block 1\n");
  witness = sample.witness;
  std::swap(witness.blocks[0].transactions[0], witness.blocks[0].transactions[1]);
  EXPECT_EQ(testing::text_of(pruning_errors(witness, pruning_facts(witness).fields)),
            "invalid_history_path: block 0\n");
  witness = sample.witness;
  witness.blocks[1].transactions.pop_back();
  witness.blocks[1].removed.pop_back();
  EXPECT_EQ(testing::text_of(pruning_errors(witness, pruning_facts(witness).fields)),
            "invalid_history_path: block 1\n");
}

}  // namespace
}  // namespace rpp
