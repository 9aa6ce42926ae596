// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `claims`: a block of 13 rows a claim, and one row where the list begins.
namespace rpp {

struct ClaimsColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  // Constant within a block.
  static constexpr std::size_t kIndex = 16;
  static constexpr std::size_t kLeaf = 17;      // of the key: 4 * nonce + attempt
  static constexpr std::size_t kStart = 18;     // of the window, four limbs
  static constexpr std::size_t kEnd = 22;       // of the window, four limbs
  static constexpr std::size_t kCredited = 26;  // hours
  static constexpr std::size_t kBefore = 27;    // hours of the account
  static constexpr std::size_t kAfter = 28;
  static constexpr std::size_t kCarried = 13;             // columns from kIndex on
  static constexpr std::size_t kRow = kIndex + kCarried;  // one-hot flags
  static constexpr std::size_t kRows = 13;
  static constexpr std::size_t kBegin = kRow + kRows;  // the list begins here
  static constexpr std::size_t kWidth = kBegin + 1;
};

// What `word` holds; a row may be a block of the claim, one of the statement, or of both, which
// agree but for their ends. `aux` is in claim_aux.
namespace claim_row {
inline constexpr std::size_t kChain = 0;  // chain id
inline constexpr std::size_t kAddress = 1;
inline constexpr std::size_t kKey = 2;      // key digest
inline constexpr std::size_t kSpan = 3;     // start, end
inline constexpr std::size_t kNumbers = 4;  // rotation count, nonce, epoch
inline constexpr std::size_t kHead = 5;     // block hash
inline constexpr std::size_t kHeight = 6;   // head height, zeros
inline constexpr std::size_t kRoot = 7;     // head height, history root [0..4)
inline constexpr std::size_t kRecord = 8;   // history root [4..8), credited, hours before, end of
                                            // the last window before [0..2)
inline constexpr std::size_t kDecay = 9;    // the same [2..4), last decay before, hours after, end
                                            // of the last window after [0]
inline constexpr std::size_t kLast = 10;    // the same [1..4), last decay after, 0
inline constexpr std::size_t kClaim = 11;   // digest of the claim
inline constexpr std::size_t kStatement = 12;  // statement digest; aux: C8, of its leaf
}  // namespace claim_row

// Places in `aux`, by row. All eight are 16-bit limbs in rows kKey, kSpan, kNumbers, kRoot,
// kRecord, kDecay and kClaim, the first four in row kLast.
namespace claim_aux {
// Row kKey: end - start = 3600 * credited + rest.
inline constexpr std::size_t kRest = 0;
inline constexpr std::size_t kRestLeft = 1;        // 3599 - rest
inline constexpr std::size_t kCreditedBefore = 2;  // credited - 1
inline constexpr std::size_t kCreditedLeft = 3;    // 23 + full - credited
inline constexpr std::size_t kCarry = 4;           // into the second limb of the end
inline constexpr std::size_t kCarryLeft = 5;       // 2 - carry
inline constexpr std::size_t kFull = 6;            // a whole day is allowed, and then no rest
// Row kSpan holds start and end.
// Row kNumbers.
inline constexpr std::size_t kRotationCount = 0;
inline constexpr std::size_t kAttempt = 2;
inline constexpr std::size_t kNonceBefore = 3;  // nonce - 1
inline constexpr std::size_t kNoncesLeft = 4;
inline constexpr std::size_t kAttemptsLeft = 5;
inline constexpr std::size_t kAge = 6;      // end - timestamp of the head
inline constexpr std::size_t kAgeLeft = 7;  // 3599 - age
// Row kHead.
inline constexpr std::size_t kTime = 0;  // timestamp of the head
inline constexpr std::size_t kEpoch = 4;
// Row kRoot.
inline constexpr std::size_t kGap = 0;        // start - end of the last window
inline constexpr std::size_t kHours = 4;      // before
inline constexpr std::size_t kHoursLeft = 5;  // 720 - hours before
inline constexpr std::size_t kRoomAfter = 6;  // 720 - hours after
// Row kRecord.
inline constexpr std::size_t kLastWindow = 0;  // its end
inline constexpr std::size_t kLastDecay = 4;
// Row kDecay.
inline constexpr std::size_t kDays = 0;      // three limbs
inline constexpr std::size_t kKept = 3;      // hours left by decay
inline constexpr std::size_t kDayCarry = 4;  // out of limbs 0, 1, 2
inline constexpr std::size_t kUnspent = 7;   // days without an hour to lose
// Row kLast.
inline constexpr std::size_t kDayCarryLeft = 0;  // 20,866 - carry, three times
inline constexpr std::size_t kOver = 3;          // hours above the cap
inline constexpr std::size_t kFar = 4;           // 2^16 days or more
inline constexpr std::size_t kFarInverse = 5;    // of the sum of the upper limbs of the days
// Row kClaim.
inline constexpr std::size_t kDecayed = 0;  // time of the last decay after, four limbs
inline constexpr std::size_t kSeconds = 4;  // end - that time, lower limb
inline constexpr std::size_t kSecondsLeft = 5;
inline constexpr std::size_t kSecondsHigh = 6;  // the same, upper limb: a bit
}  // namespace claim_aux

}  // namespace rpp
