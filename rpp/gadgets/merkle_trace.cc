// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/merkle_trace.h"

#include <algorithm>
#include <bit>

#include "p3/base/check.h"
#include "rpp/gadgets/merkle_columns.h"
#include "rpp/hash/merkle_path.h"

namespace rpp {
namespace {

using C = MerkleColumns;
using Leaf = MerkleTrace::Leaf;

void write_row(const MerkleRow& row, Element* out) {
  const bool flags[C::kFlags] = {row.statement,  row.key,        row.empty,      row.left_node,
                                 row.right_node, row.left_empty, row.right_empty};
  for (std::size_t i = 0; i < C::kFlags; ++i) out[i] = Element::from_u64(flags[i] ? 1 : 0);
  out[C::kTree] = Element::from_u64(row.tree);
  out[C::kLevel] = Element::from_u64(row.level);
  out[C::kIndex] = Element::from_u64(row.index);
  out[C::kCount] = Element::from_u64(row.count);
  std::ranges::copy(row.left.elements, out + C::kLeft);
  std::ranges::copy(row.right.elements, out + C::kRight);
  std::ranges::copy(row.out.elements, out + C::kOut);
}

// The parent of nodes[at], and of nodes[at + 1] where that is its sibling.
MerkleRow parent_row(std::uint32_t tree, unsigned level, const Digest& empty,
                     std::span<const Leaf> nodes, std::size_t at) {
  MerkleRow row{.statement = true,
                .tree = tree,
                .level = level,
                .index = nodes[at].position >> 1,
                .left = empty,
                .right = empty,
                .out = {}};
  for (std::size_t i = at; i < nodes.size() && nodes[i].position >> 1 == row.index; ++i) {
    const bool right = (nodes[i].position & 1) != 0;
    (right ? row.right : row.left) = nodes[i].digest;
    (right ? row.right_node : row.left_node) = true;
  }
  row.left_empty = !row.left_node;
  row.right_empty = !row.right_node;
  return row;
}

}  // namespace

const Digest& MerkleTrace::add_row(MerkleRow row, HasherTrace& hasher) {
  row.out = hasher.c8(row.left, row.right);
  return rows_.emplace_back(row).out;
}

MerkleTrace::Tree MerkleTrace::add_tree(std::uint32_t tree, unsigned depth,
                                        const Digest& empty_leaf, std::vector<Leaf> leaves,
                                        HasherTrace& hasher) {
  P3_CHECK(depth >= 1 && depth <= kMaxTreeDepth, "depth of a tree");
  const EmptySubtrees empty(empty_leaf);
  std::vector<std::uint32_t> uses(depth);  // of the empty digest of each level
  for (unsigned level = 0; level < depth; ++level) {
    std::vector<Leaf> above;
    const auto add = [&](const MerkleRow& row) {
      uses[level] += (row.left_empty ? 1 : 0) + (row.right_empty ? 1 : 0);
      above.push_back({row.index, add_row(row, hasher)});
    };
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      if (i != 0 && leaves[i].position >> 1 == leaves[i - 1].position >> 1) continue;
      add(parent_row(tree, level, empty.at(level), leaves, i));
    }
    // A tree without leaves is a root over two empty subtrees.
    if (leaves.empty() && level + 1 == depth) {
      add({.statement = true,
           .left_empty = true,
           .right_empty = true,
           .tree = tree,
           .level = level,
           .left = empty.at(level),
           .right = empty.at(level),
           .out = {}});
    }
    leaves = std::move(above);
  }
  for (unsigned level = depth; level-- > 1;) {
    if (uses[level] == 0) continue;
    uses[level - 1] += 2;
    add_row({.empty = true,
             .left_empty = true,
             .right_empty = true,
             .tree = tree,
             .level = level - 1,
             .count = uses[level],
             .left = empty.at(level - 1),
             .right = empty.at(level - 1),
             .out = {}},
            hasher);
  }
  P3_CHECK(leaves.size() == 1 && leaves[0].position == 0, "leaves outside the tree");
  return {leaves[0].digest, uses[0]};
}

Digest MerkleTrace::add_opening(std::uint32_t tree, std::uint32_t position, const Digest& leaf,
                                std::span<const Digest> path, bool both_leaves,
                                HasherTrace& hasher) {
  Digest node = leaf;
  for (std::size_t level = 0; level < path.size(); ++level) {
    const bool right = (position >> level & 1) != 0;
    const bool both = level == 0 && both_leaves;
    node = add_row({.key = true,
                    .left_node = !right || both,
                    .right_node = right || both,
                    .tree = tree,
                    .level = static_cast<std::uint32_t>(level),
                    .index = position >> level >> 1,
                    .left = right ? path[level] : node,
                    .right = right ? node : path[level],
                    .out = {}},
                   hasher);
  }
  return node;
}

p3::Matrix<Element> MerkleTrace::build(std::size_t min_rows) const {
  const std::size_t height = std::bit_ceil(std::max({rows_.size(), min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::zeros(height, C::kWidth);
  for (std::size_t r = 0; r < rows_.size(); ++r) write_row(rows_[r], trace.row(r));
  return trace;
}

}  // namespace rpp
