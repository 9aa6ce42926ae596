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

// Node `index` of the level above: the parent of nodes[at] and nodes[at + 1] as far as they are its
// children, of empty subtrees otherwise.
MerkleRow parent_row(std::uint32_t tree, unsigned level, const Digest& empty,
                     std::span<const Leaf> nodes, std::size_t at, std::uint32_t index) {
  MerkleRow row{.statement = true,
                .tree = tree,
                .level = level,
                .index = index,
                .left = empty,
                .right = empty,
                .out = {}};
  for (std::size_t i = at; i < nodes.size() && nodes[i].position >> 1 == index; ++i) {
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
  const Forest forest = add_forest(tree, depth, 1, empty_leaf, std::move(leaves), hasher);
  return {forest.roots[0], forest.empty_leaves};
}

MerkleTrace::Forest MerkleTrace::add_forest(std::uint32_t tree, unsigned depth, std::uint32_t count,
                                            const Digest& empty_leaf, std::vector<Leaf> leaves,
                                            HasherTrace& hasher) {
  P3_CHECK(depth >= 1 && depth <= kMaxTreeDepth, "depth of a tree");
  const EmptySubtrees empty(empty_leaf);
  std::vector<std::uint32_t> uses(depth);  // of the empty digest of each level
  for (unsigned level = 0; level < depth; ++level) {
    std::vector<Leaf> above;
    std::size_t at = 0;
    // The parents of leaves, and at the top every root, also one without leaves.
    const bool top = level + 1 == depth;
    const auto more = [&] { return top ? above.size() < count : at < leaves.size(); };
    while (more()) {
      const std::uint32_t index =
          top ? static_cast<std::uint32_t>(above.size()) : leaves[at].position >> 1;
      const MerkleRow row = parent_row(tree, level, empty.at(level), leaves, at, index);
      at += (row.left_node ? 1 : 0) + (row.right_node ? 1 : 0);
      uses[level] += (row.left_empty ? 1 : 0) + (row.right_empty ? 1 : 0);
      above.push_back({index, add_row(row, hasher)});
    }
    P3_CHECK(at == leaves.size(), "leaves outside the tree");
    leaves = std::move(above);
  }
  add_empty_subtrees(tree, empty, uses, hasher);
  Forest forest{{}, uses[0]};
  for (const Leaf& root : leaves) forest.roots.push_back(root.digest);
  return forest;
}

void MerkleTrace::add_empty_subtrees(std::uint32_t tree, const EmptySubtrees& empty,
                                     std::vector<std::uint32_t>& uses, HasherTrace& hasher) {
  for (std::size_t level = uses.size(); level-- > 1;) {
    if (uses[level] == 0) continue;
    uses[level - 1] += 2;
    const Digest& child = empty.at(static_cast<unsigned>(level - 1));
    add_row({.empty = true,
             .left_empty = true,
             .right_empty = true,
             .tree = tree,
             .level = static_cast<std::uint32_t>(level - 1),
             .count = uses[level],
             .left = child,
             .right = child,
             .out = {}},
            hasher);
  }
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

Digest MerkleTrace::add_openings(std::uint32_t tree, std::span<const Opening> openings,
                                 HasherTrace& hasher) {
  std::vector<Opening> nodes(openings.begin(), openings.end());
  for (std::size_t level = 0; level < openings[0].path.size(); ++level) {
    std::vector<Opening> above;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const Opening& node = nodes[i];
      const bool right = (node.position & 1) != 0;
      const bool both =
          i + 1 < nodes.size() && nodes[i + 1].position == node.position + 1 && !right;
      const Digest& sibling = both ? nodes[i + 1].leaf : node.path[level];
      const Digest& out = add_row({.key = true,
                                   .left_node = !right,
                                   .right_node = right || both,
                                   .tree = tree,
                                   .level = static_cast<std::uint32_t>(level),
                                   .index = node.position >> 1,
                                   .left = right ? sibling : node.leaf,
                                   .right = right ? node.leaf : sibling,
                                   .out = {}},
                                  hasher);
      above.push_back({node.position >> 1, out, node.path});
      i += both ? 1 : 0;
    }
    nodes = std::move(above);
  }
  P3_CHECK(nodes.size() == 1, "leaves outside the tree");
  return nodes[0].leaf;
}

p3::Matrix<Element> MerkleTrace::build(std::size_t min_rows) const {
  const std::size_t height = std::bit_ceil(std::max({rows_.size(), min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::zeros(height, C::kWidth);
  for (std::size_t r = 0; r < rows_.size(); ++r) write_row(rows_[r], trace.row(r));
  return trace;
}

}  // namespace rpp
