// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rpp/hash/sponge.h"

// Trees of fixed depth, seen from one leaf: root from a path, and the constants of empty subtrees.
//
// Level 0 holds the leaf digests, the root is at level `depth`. path[k] is the sibling at level k;
// bit k of the position says whether the node at level k is a right child.
namespace rpp {

inline constexpr unsigned kMaxTreeDepth = 32;

using MerklePath = std::vector<Digest>;

// The root that `leaf` at `position` has with this path, whose length is the depth of the tree.
// position must be below 2^depth: a verifier checks that first, a larger one is a bug.
Digest root_from_path(const Digest& leaf, std::uint64_t position,
                      std::span<const Digest> path) noexcept;

// Whether the path of depth path.size() leads from leaf and position to root. False, not a bug, for
// a position out of range.
[[nodiscard]] bool verify_path(const Digest& root, const Digest& leaf, std::uint64_t position,
                               std::span<const Digest> path) noexcept;

// The root of a subtree without used positions, by level.
class EmptySubtrees {
 public:
  // leaf is the digest at unused positions.
  explicit EmptySubtrees(const Digest& leaf) noexcept;
  explicit EmptySubtrees(Tag tag) noexcept : EmptySubtrees(hash_empty(tag)) {}

  // level <= kMaxTreeDepth.
  const Digest& at(unsigned level) const { return levels_[level]; }

 private:
  std::array<Digest, kMaxTreeDepth + 1> levels_;
};

}  // namespace rpp
