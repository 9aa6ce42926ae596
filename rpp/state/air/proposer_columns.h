// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `proposer`: one block of nine rows.
namespace rpp {

struct ProposerColumns {
  static constexpr std::size_t kBefore = 0;
  static constexpr std::size_t kAfter = 8;
  static constexpr std::size_t kPrevious = 16;  // time of the version that a row finds
  // Constant within the block.
  static constexpr std::size_t kAccount = 17;  // its number
  static constexpr std::size_t kHours = 18;
  static constexpr std::size_t kTier = 19;   // after
  static constexpr std::size_t kScore = 20;  // after, two limbs
  static constexpr std::size_t kRow = 22;    // one-hot flags
  static constexpr std::size_t kRows = 9;
  static constexpr std::size_t kWidth = kRow + kRows;
};

// What the rows hold in `before` and `after`.
namespace proposer_row {
inline constexpr std::size_t kAddress = 0;  // reads the address
inline constexpr std::size_t kFees = 1;     // fees; after: makes the address differ from 0
inline constexpr std::size_t kBalance = 2;
inline constexpr std::size_t kStanding = 3;  // tier and score_0
inline constexpr std::size_t kHours = 4;     // score_1, hours
inline constexpr std::size_t kSuccesses = 5;
inline constexpr std::size_t kFirst = 6;  // the standing
inline constexpr std::size_t kSecond = 7;
inline constexpr std::size_t kThird = 8;
}  // namespace proposer_row

inline constexpr std::size_t kFeeLimbs = 4;  // row kFees, from cell 0 of `before`

}  // namespace rpp
