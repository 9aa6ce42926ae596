// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `validators`: a block of 14 rows a validator of the next set, and three rows
// around them; nothing but at a boundary.
namespace rpp {

struct ValidatorsColumns {
  static constexpr std::size_t kWord = 0;  // of the account, on rows that read one
  static constexpr std::size_t kAux = 8;
  // Constant within a block.
  static constexpr std::size_t kAccount = 16;
  static constexpr std::size_t kIndex = 17;     // in the set
  static constexpr std::size_t kChoice = 18;    // 0: the current vote key, 1: the previous one
  static constexpr std::size_t kPrevious = 19;  // time of the version that is read
  static constexpr std::size_t kRow = 20;       // one-hot flags
  static constexpr std::size_t kRows = 14;
  static constexpr std::size_t kStart = kRow + kRows;  // before the first: address 0
  static constexpr std::size_t kClose = kStart + 1;    // after the last: its address
  static constexpr std::size_t kCount = kStart + 2;    // below `close`: how many there are
  static constexpr std::size_t kWidth = kCount + 1;
};

// Rows of a block: what `word` holds, and `aux`.
namespace validator_row {
// The address of the validator before. Which element differs first, one-hot.
inline constexpr std::size_t kBefore = 0;
// The address. That element of both, as limbs (before, own), and the borrow.
inline constexpr std::size_t kAddress = 1;
// Four words from the vote key that counts on. Its root; pp and first slot; activation height.
inline constexpr std::size_t kKey = 2;
inline constexpr std::size_t kKeyRows = 4;
// Word kPreviousSlot, with the tier. Block 3 of the leaf: activation height, power, tier, hours.
inline constexpr std::size_t kTier = 6;
// Word kHours. The power's bytes (4) and limbs (2).
inline constexpr std::size_t kHours = 7;
// Word kStake. What is left of the stake (4), carries of the product (3), inverse of the power.
inline constexpr std::size_t kStake = 8;
// Word kSuccesses, with the flag. What the rest lacks to the unit less 1 (4), carries (3).
inline constexpr std::size_t kFlag = 9;
// Word kVoteSlot: the current key's activation height. The next height.
inline constexpr std::size_t kSlot = 10;
// Word kPreviousRoot. Difference of the heights (4), its borrows (3), whether the key is active.
inline constexpr std::size_t kActive = 11;
// Word kPreviousKey. Factors that show an element of the previous root that is not 0.
inline constexpr std::size_t kPreviousKey = 12;
// Nothing. The leaf.
inline constexpr std::size_t kLeaf = 13;
}  // namespace validator_row

}  // namespace rpp
