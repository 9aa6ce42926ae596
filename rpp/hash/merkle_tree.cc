// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/merkle_tree.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

// The level above `level`; an odd end is completed by the empty subtree.
std::vector<Digest> next_level(std::vector<Digest>& level, const Digest& empty,
                               LevelHash level_hash) {
  const bool odd = level.size() % 2 != 0;
  if (odd) level.push_back(empty);
  std::vector<Digest> above(level.size() / 2);
  level_hash(level, above);
  if (odd) level.pop_back();
  return above;
}

void check_shape(unsigned depth, std::size_t leaves) {
  P3_CHECK(depth <= kMaxTreeDepth, "tree too deep");
  P3_CHECK(leaves <= std::uint64_t{1} << depth, "more leaves than positions");
}

}  // namespace

PackedTree::PackedTree(unsigned depth, const Digest& empty_leaf, std::vector<Digest> leaves,
                       LevelHash level_hash)
    : depth_(depth), empty_(empty_leaf) {
  check_shape(depth, leaves.size());
  levels_.reserve(depth + 1);
  levels_.push_back(std::move(leaves));
  for (unsigned k = 0; k < depth; ++k) {
    levels_.push_back(next_level(levels_[k], empty_.at(k), level_hash));
  }
}

const Digest& PackedTree::node(unsigned level, std::uint64_t index) const {
  P3_CHECK(level <= depth_ && index >> (depth_ - level) == 0, "position beyond the tree");
  const std::vector<Digest>& used = levels_[level];
  return index < used.size() ? used[index] : empty_.at(level);
}

MerklePath PackedTree::path(std::uint64_t position) const {
  MerklePath siblings;
  siblings.reserve(depth_);
  for (unsigned k = 0; k < depth_; ++k) siblings.push_back(node(k, (position >> k) ^ 1));
  return siblings;
}

void PackedTree::set(std::uint64_t position, const Digest& leaf) {
  P3_CHECK(position <= size() && position >> depth_ == 0, "a gap, or beyond the tree");
  Digest value = leaf;
  for (unsigned k = 0; k <= depth_; ++k, position >>= 1) {
    std::vector<Digest>& level = levels_[k];
    if (position == level.size()) {
      level.push_back(value);
    } else {
      level[position] = value;
    }
    if (k == depth_) break;
    const Digest& sibling = node(k, position ^ 1);
    value = (position & 1) != 0 ? compress(sibling, value) : compress(value, sibling);
  }
}

std::vector<Digest> leaves_of(Tag tag, std::span<const Digest> digests) noexcept {
  std::vector<Digest> leaves;
  leaves.reserve(digests.size());
  for (const Digest& digest : digests) leaves.push_back(hash(tag, digest.elements));
  return leaves;
}

Digest packed_root(unsigned depth, Tag tag, std::vector<Digest> leaves) noexcept {
  check_shape(depth, leaves.size());
  const EmptySubtrees empty(tag);
  if (leaves.empty()) return empty.at(depth);
  for (unsigned k = 0; k < depth; ++k) {
    if (leaves.size() % 2 != 0) leaves.push_back(empty.at(k));
    // In place: a node is written where its children have been read.
    compress_pairs(leaves, std::span(leaves).first(leaves.size() / 2));
    leaves.resize(leaves.size() / 2);
  }
  return leaves[0];
}

}  // namespace rpp
