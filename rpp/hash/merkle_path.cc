// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/hash/merkle_path.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

bool in_range(std::uint64_t position, std::size_t depth) {
  return depth >= 64 || position >> depth == 0;
}

}  // namespace

Digest root_from_path(const Digest& leaf, std::uint64_t position,
                      std::span<const Digest> path) noexcept {
  P3_CHECK(in_range(position, path.size()), "position beyond the tree");
  Digest node = leaf;
  for (const Digest& sibling : path) {
    node = (position & 1) != 0 ? compress(sibling, node) : compress(node, sibling);
    position >>= 1;
  }
  return node;
}

bool verify_path(const Digest& root, const Digest& leaf, std::uint64_t position,
                 std::span<const Digest> path) noexcept {
  return in_range(position, path.size()) && root_from_path(leaf, position, path) == root;
}

EmptySubtrees::EmptySubtrees(const Digest& leaf) noexcept {
  levels_[0] = leaf;
  for (unsigned k = 1; k <= kMaxTreeDepth; ++k) {
    levels_[k] = compress(levels_[k - 1], levels_[k - 1]);
  }
}

}  // namespace rpp
