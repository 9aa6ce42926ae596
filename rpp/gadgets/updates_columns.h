// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the tables `updates` and `update-joints`: trees before and after some of their leaves
// changed.
namespace rpp {

// One inner node, of the tree before or of the tree after.
struct UpdatesColumns {
  // At most one of two; none: a row without meaning.
  static constexpr std::size_t kBefore = 0;
  static constexpr std::size_t kAfter = 1;
  // A child without a changed leaf: a row before gives its digest, the row after takes it. Of the
  // other children each row demands the node of its own tree.
  static constexpr std::size_t kLeftGiven = 2;
  static constexpr std::size_t kRightGiven = 3;
  static constexpr std::size_t kLeftTaken = 4;
  static constexpr std::size_t kRightTaken = 5;
  static constexpr std::size_t kFlags = 6;
  static constexpr std::size_t kTree = 6;
  static constexpr std::size_t kLevel = 7;   // of the children
  static constexpr std::size_t kIndex = 8;   // of the node on its level
  static constexpr std::size_t kLeft = 9;    // 8
  static constexpr std::size_t kRight = 17;  // 8
  static constexpr std::size_t kOut = 25;    // 8
  static constexpr std::size_t kWidth = 33;
};

// One subtree of a deep tree (deep_tree.h), before and after.
struct UpdateJointsColumns {
  static constexpr std::size_t kActive = 0;
  static constexpr std::size_t kDeep = 1;    // d, the deep tree
  static constexpr std::size_t kNumber = 2;  // of the subtree
  static constexpr std::size_t kBefore = 3;  // 8: its root
  static constexpr std::size_t kAfter = 11;  // 8: its root
  static constexpr std::size_t kWidth = 19;
};

}  // namespace rpp
