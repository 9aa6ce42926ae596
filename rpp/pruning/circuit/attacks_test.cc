// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Attackers who fill the tables from facts of their own and compute everything above them anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/hash/sparse_tree.h"
#include "rpp/pruning/circuit/pruning_circuit_test_support.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using ::testing::Contains;

struct Lie {
  PruningWitness witness;
  PruningFacts facts;  // with the fields that are claimed
};

Digest digest_of(std::uint64_t x) {
  Digest digest;
  for (Element& e : digest.elements) e = Element::from_u64(++x);
  return digest;
}

// Trees over the blocks, commitment and binding digest of the facts.
void fold(PruningFacts& facts) {
  HashInput roots(Tag::kTxRoots);
  roots.u32(static_cast<std::uint32_t>(facts.blocks.size()));
  std::vector<Digest> receipts, kept;
  for (const PrunedBlockFacts& block : facts.blocks) {
    roots.digest(block.tx_root);
    receipts.push_back(block.receipt_leaf);
    kept.push_back(block.kept_leaf);
  }
  facts.fields.tx_roots_commitment = roots.hash();
  facts.fields.receipt_root = packed_root(kPruningDepth, Tag::kReceipt, receipts);
  facts.fields.kept_root = packed_root(kPruningDepth, Tag::kKept, kept);
  facts.fields.binding_digest = binding_digest(facts.fields);
}

// The kept trees of the leaves.
void fold_kept(PruningFacts& facts) {
  for (PrunedBlockFacts& block : facts.blocks) {
    block.kept_tree_root = packed_root(kTransactionDepth, Tag::kTxLeaf, block.kept_leaves);
    block.kept_leaf = hash(Tag::kKept, block.kept_tree_root.elements);
  }
  fold(facts);
}

// A history that holds the blocks at the heights of the facts.
void make_history(Lie& lie) {
  SparseTree history(kHistoryDepth, Tag::kBlock);
  for (std::size_t i = 0; i < lie.facts.blocks.size(); ++i) {
    PrunedBlockFacts& facts = lie.facts.blocks[i];
    const PrunedBlock& block = lie.witness.blocks[i];
    facts.block_leaf =
        block_leaf_hash({block.block_hash, block.timestamp, facts.tx_root, facts.height});
    history.set(facts.height & 0xffffffff, facts.block_leaf);
  }
  for (std::size_t i = 0; i < lie.facts.blocks.size(); ++i) {
    lie.witness.blocks[i].history_path = history.path(lie.facts.blocks[i].height & 0xffffffff);
  }
  lie.facts.fields.history_root = history.root();
  lie.facts.fields.binding_digest = binding_digest(lie.facts.fields);
}

Verdict judge(const std::function<void(Lie&)>& tell) {
  Lie lie{testing::small_sample().witness, {}};
  lie.facts = pruning_facts(lie.witness);
  tell(lie);
  return try_batch(testing::batch_of(
      pruning_traces(pruning_model(), lie.witness, lie.facts, lie.facts.fields, testing::pool())));
}

void expect_bus(const std::function<void(Lie&)>& tell, const char* bus) {
  const Verdict verdict = judge(tell);
  EXPECT_FALSE(verdict.accepted());
  EXPECT_THAT(verdict.buses, Contains(bus)) << to_string(verdict);
}

void expect_label(const std::function<void(Lie&)>& tell, const char* label) {
  const Verdict verdict = judge(tell);
  EXPECT_FALSE(verdict.accepted());
  EXPECT_THAT(verdict.labels, Contains(label)) << to_string(verdict);
}

TEST(PruningAttacks, TheTruthIsAccepted) {
  const Verdict verdict = judge([](Lie& lie) {
    fold_kept(lie.facts);
    make_history(lie);
  });
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// A transaction that is not marked disappears from the kept tree, or is another one there.
TEST(PruningAttacks, KeptTransactionsStay) {
  for (const Digest& leaf : {digest_of(5), hash_empty(Tag::kTxLeaf)}) {
    expect_label(
        [&](Lie& lie) {
          lie.facts.blocks[0].kept_leaves[0] = leaf;
          fold_kept(lie.facts);
        },
        "transactions/kept");
  }
  expect_label(
      [](Lie& lie) {
        lie.facts.blocks[0].kept_leaves[0] =
            hash(Tag::kTxRemoved, lie.witness.blocks[0].transactions[0].elements);
        fold_kept(lie.facts);
      },
      "transactions/kept");
}

// A removed one leaves anything but H(tx-removed; its hash).
TEST(PruningAttacks, RemovedTransactionsAreReplacedByTheirHash) {
  const PruningFacts honest = pruning_facts(testing::small_sample().witness);
  for (const Digest& leaf : {digest_of(5), hash_empty(Tag::kTxLeaf), honest.blocks[0].tx_leaves[1],
                             honest.blocks[0].kept_leaves[2]}) {
    expect_bus(
        [&](Lie& lie) {
          lie.facts.blocks[0].kept_leaves[1] = leaf;
          fold_kept(lie.facts);
        },
        "hasher");
  }
}

// The history holds the full list, the tables have another one.
TEST(PruningAttacks, ListsAreThoseOfTheHistory) {
  expect_bus(
      [](Lie& lie) {
        lie.witness.blocks[0].transactions.pop_back();
        lie.witness.blocks[0].removed.pop_back();
        lie.facts.blocks[0].tx_leaves.pop_back();
        lie.facts.blocks[0].kept_leaves.pop_back();
        lie.facts.fields.removed_count -= 1;
        fold_kept(lie.facts);
      },
      "hasher");
  expect_bus(
      [](Lie& lie) {
        std::swap(lie.witness.blocks[0].transactions[0], lie.witness.blocks[0].transactions[1]);
        std::swap(lie.facts.blocks[0].tx_leaves[0], lie.facts.blocks[0].tx_leaves[1]);
      },
      "hasher");
}

TEST(PruningAttacks, ReceiptsAndKeptRootsAreTheBlocks) {
  expect_bus(
      [](Lie& lie) {
        lie.facts.blocks[1].receipt_leaf = lie.facts.blocks[0].receipt_leaf;
        fold(lie.facts);
      },
      "hasher");
  expect_bus(
      [](Lie& lie) {
        lie.facts.blocks[1].kept_leaf = lie.facts.blocks[0].kept_leaf;
        fold(lie.facts);
      },
      "hasher");
  expect_bus(
      [](Lie& lie) {
        PrunedBlockFacts& block = lie.facts.blocks[1];
        block.kept_tree_root = block.tx_root;  // as if nothing were removed
        block.kept_leaf = hash(Tag::kKept, block.kept_tree_root.elements);
        fold(lie.facts);
      },
      "hasher");
}

// Blocks that do not follow one another, in a history that holds them so.
TEST(PruningAttacks, HeightsFollowOneAnother) {
  for (const std::uint64_t last : {1u, 2u}) {
    expect_label(
        [&](Lie& lie) {
          ++lie.facts.blocks[1].height;
          lie.facts.fields.last_height = lie.facts.fields.first_height + last;
          make_history(lie);
        },
        "blocks/height");
  }
  expect_label(
      [](Lie& lie) {
        std::swap(lie.facts.blocks[0].height, lie.facts.blocks[1].height);
        make_history(lie);
      },
      "blocks/height");
}

// Both blocks are 2^16, 2^32 or p above the heights that are claimed.
TEST(PruningAttacks, HeightsAreNotModuloAnything) {
  for (const std::uint64_t shift :
       {std::uint64_t{1} << 16, std::uint64_t{1} << 32, std::uint64_t{Element::kPrime}}) {
    const Verdict verdict = judge([&](Lie& lie) {
      for (PrunedBlockFacts& block : lie.facts.blocks) block.height += shift;
      make_history(lie);
    });
    EXPECT_FALSE(verdict.accepted()) << shift;
  }
}

}  // namespace
}  // namespace rpp
