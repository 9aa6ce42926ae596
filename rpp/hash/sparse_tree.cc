// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/sparse_tree.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {

SparseTree::SparseTree(unsigned depth, const Digest& empty_leaf)
    : depth_(depth), empty_(empty_leaf), levels_(depth + 1) {
  P3_CHECK(depth <= kMaxTreeDepth, "tree too deep");
}

const Digest& SparseTree::node(unsigned level, std::uint64_t index) const {
  P3_CHECK(level <= depth_ && index >> (depth_ - level) == 0, "position beyond the tree");
  const auto found = levels_[level].find(index);
  return found == levels_[level].end() ? empty_.at(level) : found->second;
}

MerklePath SparseTree::path(std::uint64_t position) const {
  MerklePath siblings;
  siblings.reserve(depth_);
  for (unsigned k = 0; k < depth_; ++k) siblings.push_back(node(k, (position >> k) ^ 1));
  return siblings;
}

void SparseTree::set(std::uint64_t position, const Digest& leaf) {
  P3_CHECK(position >> depth_ == 0, "position beyond the tree");
  Digest value = leaf;
  for (unsigned k = 0;; ++k, position >>= 1) {
    store(k, position, value);
    if (k == depth_) return;
    const Digest& sibling = node(k, position ^ 1);
    value = (position & 1) != 0 ? compress(sibling, value) : compress(value, sibling);
  }
}

void SparseTree::set_many(std::span<const std::pair<std::uint64_t, Digest>> leaves) {
  std::vector<std::uint64_t> changed;
  changed.reserve(leaves.size());
  for (const auto& [position, leaf] : leaves) {
    P3_CHECK(position >> depth_ == 0, "position beyond the tree");
    P3_CHECK(changed.empty() || changed.back() < position, "positions must increase");
    store(0, position, leaf);
    changed.push_back(position);
  }
  for (unsigned k = 1; k <= depth_; ++k) {
    for (std::uint64_t& index : changed) index >>= 1;
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (const std::uint64_t index : changed) {
      store(k, index, compress(node(k - 1, 2 * index), node(k - 1, 2 * index + 1)));
    }
  }
}

void SparseTree::store(unsigned level, std::uint64_t index, const Digest& value) {
  if (value == empty_.at(level)) {
    levels_[level].erase(index);
  } else {
    levels_[level].insert_or_assign(index, value);
  }
}

}  // namespace rpp
