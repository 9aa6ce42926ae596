// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rpp/hash/merkle_path.h"

// PackedTree: a left-packed tree of fixed depth, positions 0 .. size - 1 used, kept with all its
// nodes. For trees that are sparse, or that change in the middle of nowhere, see sparse_tree.h.
namespace rpp {

// How a level is made from the one below: compress_pairs, or its batch form of batch.h.
using LevelHash = void (*)(std::span<const Digest> children, std::span<Digest> out);

inline void scalar_level(std::span<const Digest> children, std::span<Digest> out) {
  compress_pairs(children, out);
}

class PackedTree {
 public:
  // depth <= kMaxTreeDepth, leaves.size() <= 2^depth. empty_leaf stands at unused positions.
  PackedTree(unsigned depth, const Digest& empty_leaf, std::vector<Digest> leaves,
             LevelHash level_hash = scalar_level);
  PackedTree(unsigned depth, Tag tag, std::vector<Digest> leaves,
             LevelHash level_hash = scalar_level)
      : PackedTree(depth, hash_empty(tag), std::move(leaves), level_hash) {}

  unsigned depth() const { return depth_; }
  std::size_t size() const { return levels_[0].size(); }
  const Digest& root() const { return node(depth_, 0); }
  // Any position below 2^depth.
  const Digest& leaf(std::uint64_t position) const { return node(0, position); }
  const Digest& node(unsigned level, std::uint64_t index) const;
  // Siblings from level 0 up.
  MerklePath path(std::uint64_t position) const;

  // Changes a used position, or uses the next one (position == size()).
  void set(std::uint64_t position, const Digest& leaf);

 private:
  unsigned depth_;
  EmptySubtrees empty_;
  std::vector<std::vector<Digest>> levels_;  // the used part of every level
};

// The root alone, for verifiers: nothing but the leaves is kept.
Digest packed_root(unsigned depth, Tag tag, std::vector<Digest> leaves) noexcept;

// H(tag; digest) of each: the leaves of a tree over digests.
std::vector<Digest> leaves_of(Tag tag, std::span<const Digest> digests) noexcept;

// The root of the left-packed tree over these leaves.
inline Digest packed_root_of(unsigned depth, Tag tag, std::span<const Digest> digests) noexcept {
  return packed_root(depth, tag, leaves_of(tag, digests));
}

}  // namespace rpp
