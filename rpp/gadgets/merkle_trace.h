// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/base/matrix.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/hash/merkle_path.h"

// MerkleTrace: records trees and openings, row by row, with their calls of C8, and fills the trace
// of table `merkle`.
namespace rpp {

// One row as it stands in the trace; flags and columns are those of merkle_columns.h.
struct MerkleRow {
  bool statement = false, key = false, empty = false;
  bool left_node = false, right_node = false, left_empty = false, right_empty = false;
  std::uint32_t tree = 0;
  std::uint32_t level = 0;
  std::uint32_t index = 0;
  std::uint32_t count = 0;
  Digest left, right, out;
};

class MerkleTrace {
 public:
  struct Leaf {
    std::uint32_t position = 0;
    Digest digest;
  };
  struct Tree {
    Digest root;
    // How often the level-0 digest of unused positions is demanded: the count of its supply
    // (empty_node_tuple at level 0), which is the owner's. 0: no supply is needed.
    std::uint32_t empty_leaves = 0;
  };

  // A statement tree of depth >= 1 with these leaves, by increasing position, and empty_leaf at all
  // others. The owner supplies each leaf and demands the root.
  Tree add_tree(std::uint32_t tree, unsigned depth, const Digest& empty_leaf,
                std::vector<Leaf> leaves, HasherTrace& hasher);

  // A forest: `count` trees of one number whose roots stand at indices 0 .. count - 1 of level
  // `depth`, so that position p belongs to tree p >> depth. The owner demands every root.
  struct Forest {
    std::vector<Digest> roots;
    std::uint32_t empty_leaves = 0;  // as in Tree
  };
  Forest add_forest(std::uint32_t tree, unsigned depth, std::uint32_t count,
                    const Digest& empty_leaf, std::vector<Leaf> leaves, HasherTrace& hasher);

  // A path from one leaf of a key tree to the root; path[k] is the sibling at level k. With
  // `both_leaves` path[0] is a leaf that the owner supplies too.
  Digest add_opening(std::uint32_t tree, std::uint32_t position, const Digest& leaf,
                     std::span<const Digest> path, bool both_leaves, HasherTrace& hasher);

  // Several leaves of a key tree that the owner supplies, at least one, by increasing position; all
  // paths have the tree's depth. A sibling that is on another leaf's path is taken from there.
  // Gives the root.
  struct Opening {
    std::uint32_t position = 0;
    Digest leaf;
    std::span<const Digest> path;
  };
  Digest add_openings(std::uint32_t tree, std::span<const Opening> openings, HasherTrace& hasher);

  // As it is: for tests. `out` is filled in.
  const Digest& add_row(MerkleRow row, HasherTrace& hasher);

  std::size_t rows() const { return rows_.size(); }
  // Adds the rows of `other` behind these.
  void append(const MerkleTrace& other) {
    rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
  }

  // The trace: rows() padded to a power of two that is at least min_rows.
  p3::Matrix<Element> build(std::size_t min_rows) const;

 private:
  // One row for each level of which the empty digest is used; the uses grow downwards.
  void add_empty_subtrees(std::uint32_t tree, const EmptySubtrees& empty,
                          std::vector<std::uint32_t>& uses, HasherTrace& hasher);

  std::vector<MerkleRow> rows_;
};

}  // namespace rpp
