// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

// Deep trees: trees of 32 levels, whose positions do not fit into an element.
//
// A position is two 16-bit limbs, and the tree is key trees of 16 levels: the upper half, whose
// leaf `high` is the root of subtree `high`, and the subtrees that are opened, whose leaf `low` is
// the leaf at 2^16 high + low. Table `joints` ties them. Soundness: docs/spec/circuits/gadgets.md.
namespace rpp {

inline constexpr unsigned kHalfDepth = 16;
inline constexpr unsigned kDeepDepth = 2 * kHalfDepth;

// Deep trees of a circuit: d = 0, 1 .. below kMaxDeepTrees. Their numbers as key trees are far
// above those of other trees, and 2^17 apart.
inline constexpr std::uint32_t kDeepStride = 1u << 17;
inline constexpr std::uint32_t kMaxDeepTrees = 4096;
// The upper half: demand its root, (kKey, deep_tree(d), kHalfDepth, 0, root).
constexpr std::uint32_t deep_tree(std::uint32_t d) { return (d + 1) * kDeepStride; }
// Subtree `high`: supply the leaf, (kKey, deep_subtree(d) + high, 0, low, leaf).
constexpr std::uint32_t deep_subtree(std::uint32_t d) { return deep_tree(d) + 1; }

struct JointsColumns {
  static constexpr std::size_t kActive = 0;
  static constexpr std::size_t kNumber = 1;  // of the subtree
  static constexpr std::size_t kRoot = 2;    // 8
  static constexpr std::size_t kWidth = 10;
};

}  // namespace rpp
