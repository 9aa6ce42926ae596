// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "rpp/chain/limits.h"
#include "rpp/chain/roots.h"
#include "rpp/hash/sparse_tree.h"

// History: the tree of depth 32 over all blocks, position = height, with its leaves in the open.
namespace rpp {

class History {
 public:
  History() : tree_(kHistoryDepth, Tag::kBlock) {}

  std::uint64_t size() const { return leaves_.size(); }
  const Digest& root() const { return tree_.root(); }
  // The block of a height below size().
  const BlockLeaf& at(std::uint64_t height) const { return leaves_.at(height); }
  // Of any height below 2^32; the empty leaf's from size() on.
  MerklePath path(std::uint64_t height) const { return tree_.path(height); }

  // The block of height size().
  void append(const BlockLeaf& leaf) {
    tree_.set(size(), block_leaf_hash(leaf));
    leaves_.push_back(leaf);
  }
  // The same for many blocks, every node above them made once.
  void append(std::span<const BlockLeaf> leaves) {
    std::vector<std::pair<std::uint64_t, Digest>> hashes;
    hashes.reserve(leaves.size());
    for (const BlockLeaf& leaf : leaves) {
      hashes.emplace_back(size(), block_leaf_hash(leaf));
      leaves_.push_back(leaf);
    }
    tree_.set_many(hashes);
  }
  // Not the genesis.
  void remove_last() {
    leaves_.pop_back();
    tree_.set(size(), hash_empty(Tag::kBlock));
  }

 private:
  SparseTree tree_;
  std::vector<BlockLeaf> leaves_;
};

}  // namespace rpp
