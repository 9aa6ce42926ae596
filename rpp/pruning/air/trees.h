// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

// The trees of the pruning circuit, by number on the bus `node`.
namespace rpp {

// Deep tree 0 (rpp/gadgets/deep_tree.h): leaves at position = height.
inline constexpr std::uint32_t kHistoryTree = 0;

// Statement trees. The first two are forests: one tree for each block of the range, in order; the
// other two have one leaf for each block.
enum class PruningTree : std::uint32_t {
  kFull = 0,      // the transactions of a block
  kKept = 1,      // the same positions, with what replaces removed ones
  kReceipts = 2,  // H(receipt; tx root)
  kKeptRoots = 3  // H(kept; kept tree's root)
};
inline constexpr std::uint32_t kPruningTrees = 4;

// Transaction trees have 10 levels and at most 512 leaves, so the right half is empty. The forests
// end at the left half: then no leaf can be at position 512 or above.
inline constexpr unsigned kPackedDepth = 9;
inline constexpr unsigned kRangeDepth = 4;

constexpr std::uint32_t number_of(PruningTree tree) { return static_cast<std::uint32_t>(tree); }

}  // namespace rpp
