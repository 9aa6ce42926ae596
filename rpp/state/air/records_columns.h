// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `records`: a block of 13 rows an uptime record, and one row where the list
// begins.
namespace rpp {

struct RecordsColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kBefore = 8;
  static constexpr std::size_t kAfter = 16;
  static constexpr std::size_t kPrevious = 24;  // time of the version that a row finds
  // Constant within a block.
  static constexpr std::size_t kIndex = 25;
  static constexpr std::size_t kAccount = 26;  // its number
  static constexpr std::size_t kHours = 27;    // after
  static constexpr std::size_t kTier = 28;
  static constexpr std::size_t kScore = 29;  // two limbs
  static constexpr std::size_t kCarried = 6;
  static constexpr std::size_t kRow = 31;  // one-hot flags
  static constexpr std::size_t kRows = 13;
  static constexpr std::size_t kStart = kRow + kRows;
  static constexpr std::size_t kWidth = kStart + 1;
};

// What the rows hold. Rows 0 to 9 have block 0 to 9 of the statement in `word`; those with an
// access have a word of the account in `before` and `after`.
namespace record_row {
inline constexpr std::size_t kChain = 0;    // chain id; before: makes the address differ from 0
inline constexpr std::size_t kAddress = 1;  // address; reads it
inline constexpr std::size_t kKey = 2;      // key digest; reads rotation count, wallet key 0, 1
inline constexpr std::size_t kNonce = 3;    // rotation count, nonce, epoch; reads wallet key 2 .. 7
inline constexpr std::size_t kWindow = 4;   // start, end; the account's nonce
inline constexpr std::size_t kHead = 5;    // head hash; before: height, timestamp; after: see below
inline constexpr std::size_t kHeight = 6;  // head height, history root 0 .. 3
inline constexpr std::size_t kRoot = 7;    // history root 4 .. 7, credited, hours before, end
                                           // before 0, 1; tier and score_0
inline constexpr std::size_t kBefore = 8;  // end before 2, 3, decay before, hours after, end after
                                           // 0; score_1, hours, end, decay 0, 1
inline constexpr std::size_t kAfter = 9;   // end after 1 .. 3, decay after, 0; decay 2, 3,
                                           // successes
inline constexpr std::size_t kDigest = 10;  // statement digest; first row of the standing
inline constexpr std::size_t kLeaf = 11;    // the same; second
inline constexpr std::size_t kEnd = 12;     // C8 of the leaf; third
inline constexpr std::size_t kBlocks = 10;
}  // namespace record_row

// Places in words of the statement (`word`).
namespace record_word {
inline constexpr std::size_t kRotationCount = 0;  // row kNonce
inline constexpr std::size_t kNonce = 2;
inline constexpr std::size_t kWindowEnd = 4;  // row kWindow
inline constexpr std::size_t kHours = 5;      // row kRoot; before
inline constexpr std::size_t kEnd = 6;        // row kRoot; before, 0 and 1
inline constexpr std::size_t kEnd2 = 0;       // row kBefore; before, 2 and 3
inline constexpr std::size_t kDecay = 2;      // row kBefore; before
inline constexpr std::size_t kHoursAfter = 6;
inline constexpr std::size_t kEndAfter = 7;
inline constexpr std::size_t kEndAfter1 = 0;  // row kAfter
inline constexpr std::size_t kDecayAfter = 3;
inline constexpr std::size_t kFill = 7;
}  // namespace record_word

// Places in `before` and `after` of row kHead.
namespace record_time_cells {
inline constexpr std::size_t kTimestamp = 4;  // before
inline constexpr std::size_t kEnd = 0;        // after: of the window
inline constexpr std::size_t kAge = 4;        // timestamp - end
inline constexpr std::size_t kAgeLeft = 5;    // until the claim is too old
}  // namespace record_time_cells

}  // namespace rpp
