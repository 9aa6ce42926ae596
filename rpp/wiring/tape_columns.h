// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of a tape's table: main columns, and the periodic columns that say what they must be.
//
// A lookup reads no periodic column, so everything of the tape that enters one stands in the trace
// too, constrained equal to its periodic column: the mirrored columns.
namespace rpp::tape {

// Main columns 0..7: the window, newest cell last.
inline constexpr std::size_t kNewest = 7;
// Mirrored columns: main column kMirrored + m equals periodic column m.
inline constexpr std::size_t kMirrored = 8;
enum Mirror : std::size_t {
  kVariable,   // number of the newest cell's variable, 0 for a constant
  kCopies,     // 1 - uses of the variable at its first cell, 1 at the others
  kArgument0,  // of the row's call
  kArgument1,
  kArgument2,
  kArgument3,
  kHashFirst,  // flags
  kHashNext,
  kHashDigest,
  kRange,
  kMirrorCount
};
// Main columns behind them.
inline constexpr std::size_t kNodeDemand = kMirrored + kMirrorCount;
inline constexpr std::size_t kGlobalDemand = kNodeDemand + 1;
inline constexpr std::size_t kNodeUsers = kGlobalDemand + 1;  // how many users a supply has
inline constexpr std::size_t kGlobalUsers = kNodeUsers + 1;
inline constexpr std::size_t kWidth = kGlobalUsers + 1;

// Periodic columns behind the mirrored ones, then one selector per equation.
enum Periodic : std::size_t {
  kDemandsNode = kMirrorCount,
  kSuppliesNode,
  kSuppliesEmptyNode,  // to any number of users, as kSuppliesGlobal
  kDemandsGlobal,
  kDemandsGlobalIf,
  kSuppliesGlobal,
  kPinned,    // the newest cell is a constant
  kConstant,  // namely this one
  kPublishes,
  kEquations
};

}  // namespace rpp::tape
