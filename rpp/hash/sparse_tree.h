// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rpp/hash/merkle_path.h"

// SparseTree: a tree of fixed depth with leaves at any positions. Nodes of empty subtrees are not
// stored; a change costs `depth` compressions.
namespace rpp {

class SparseTree {
 public:
  // depth <= kMaxTreeDepth. empty_leaf stands at unused positions.
  SparseTree(unsigned depth, const Digest& empty_leaf);
  SparseTree(unsigned depth, Tag tag) : SparseTree(depth, hash_empty(tag)) {}

  unsigned depth() const { return depth_; }
  const Digest& root() const { return node(depth_, 0); }
  const Digest& leaf(std::uint64_t position) const { return node(0, position); }
  // Index below 2^(depth - level).
  const Digest& node(unsigned level, std::uint64_t index) const;
  // Siblings from level 0 up.
  MerklePath path(std::uint64_t position) const;

  // position below 2^depth. The empty leaf makes the position unused again.
  void set(std::uint64_t position, const Digest& leaf);

  // The same for many leaves, by increasing positions: every node above them is made once.
  void set_many(std::span<const std::pair<std::uint64_t, Digest>> leaves);

 private:
  void store(unsigned level, std::uint64_t index, const Digest& value);

  unsigned depth_;
  EmptySubtrees empty_;
  std::vector<std::unordered_map<std::uint64_t, Digest>> levels_;
};

}  // namespace rpp
