// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `merkle`: one inner node.
namespace rpp {

struct MerkleColumns {
  // At most one of three: a node of a statement tree, of a key tree, of an empty subtree. None: a
  // row without meaning.
  static constexpr std::size_t kStatement = 0;
  static constexpr std::size_t kKey = 1;
  static constexpr std::size_t kEmpty = 2;
  // Whether the child is demanded as a node, or as an empty subtree.
  static constexpr std::size_t kLeftNode = 3;
  static constexpr std::size_t kRightNode = 4;
  static constexpr std::size_t kLeftEmpty = 5;
  static constexpr std::size_t kRightEmpty = 6;
  static constexpr std::size_t kFlags = 7;
  static constexpr std::size_t kTree = 7;
  static constexpr std::size_t kLevel = 8;   // of the children
  static constexpr std::size_t kIndex = 9;   // of the node on its level
  static constexpr std::size_t kCount = 10;  // how often an empty subtree is demanded
  static constexpr std::size_t kLeft = 11;   // 8
  static constexpr std::size_t kRight = 19;  // 8
  static constexpr std::size_t kOut = 27;    // 8
  static constexpr std::size_t kWidth = 35;
};

}  // namespace rpp
