// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "rpp/state/air/memory.h"

// Columns of the table `accounts`: two blocks of 13 rows an account, before and after, and two rows
// for the number of validators.
namespace rpp {

struct AccountsColumns {
  // A word of the leaf; on the row behind them the leaf's hash.
  static constexpr std::size_t kWord = 0;
  // Constant in both blocks.
  static constexpr std::size_t kNumber = 8;
  static constexpr std::size_t kHigh = 9;  // of the position; on the row `close`: validators before
  static constexpr std::size_t kLow = 10;
  static constexpr std::size_t kSide = 11;  // 0 before, 1 after; constant in a block
  static constexpr std::size_t kTime = 12;  // of the word's version; 0 before
  // One-hot flags: words, then the hash.
  static constexpr std::size_t kRow = 13;
  static constexpr std::size_t kHash = kAccountWords;
  static constexpr std::size_t kRows = kAccountWords + 1;
  // Where the numbers begin: (validators before, 0 x 7); and the row below: (validators after,
  // ...).
  static constexpr std::size_t kStart = kRow + kRows;
  static constexpr std::size_t kClose = kStart + 1;
  static constexpr std::size_t kWidth = kClose + 1;
};

}  // namespace rpp
