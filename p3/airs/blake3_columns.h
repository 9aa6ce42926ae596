// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Columns of the Blake3 AIR: one compression per row.
//
// A word is 32 bit columns (rows 1 and 3 of the state, message, outputs) or two 16-bit limbs (rows
// 0 and 2), least significant first.
namespace p3::airs::blake3 {

constexpr std::size_t kWord = 32;
constexpr std::size_t kRow = 4 * kWord;  // a state row in bits
constexpr std::size_t kLimbRow = 4 * 2;  // a state row in limbs
constexpr std::size_t kNumRounds = 7;

// One state: row 0 in limbs, row 1 in bits, row 2 in limbs, row 3 in bits.
struct StateColumns {
  std::size_t row0, row1, row2, row3;

  constexpr std::size_t a(std::size_t i, std::size_t limb) const { return row0 + 2 * i + limb; }
  constexpr std::size_t b(std::size_t i) const { return row1 + kWord * i; }
  constexpr std::size_t c(std::size_t i, std::size_t limb) const { return row2 + 2 * i + limb; }
  constexpr std::size_t d(std::size_t i) const { return row3 + kWord * i; }
};
constexpr std::size_t kStateWidth = 2 * kLimbRow + 2 * kRow;

constexpr std::size_t kMessage = 0;
constexpr std::size_t kChaining0 = kMessage + 16 * kWord;
constexpr std::size_t kChaining1 = kChaining0 + kRow;
constexpr std::size_t kRow3 = kChaining1 + kRow;  // counter low, counter high, length, flags
constexpr std::size_t kRow0 = kRow3 + kRow;
constexpr std::size_t kRow2 = kRow0 + kLimbRow;
constexpr std::size_t kRounds = kRow2 + kLimbRow;
constexpr std::size_t kFinal = kRounds + kNumRounds * 4 * kStateWidth;
constexpr std::size_t kOutputs = kFinal + kRow;
constexpr std::size_t kWidth = kOutputs + 4 * kRow;
static_assert(kWidth == 9168);

constexpr StateColumns initial_state() { return {kRow0, kChaining1, kRow2, kRow3}; }

// step 0: first half of the columns, 1: after the columns, 2: first half of the diagonals, 3: end.
constexpr StateColumns round_state(std::size_t round, std::size_t step) {
  const std::size_t at = kRounds + (4 * round + step) * kStateWidth;
  return {at, at + kLimbRow, at + kLimbRow + kRow, at + 2 * kLimbRow + kRow};
}

constexpr std::array<std::uint32_t, 4> kIv = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a};
constexpr std::array<std::uint8_t, 16> kPermutation = {2, 6,  3,  10, 7, 0,  4,  13,
                                                       1, 11, 12, 5,  9, 14, 15, 8};

}  // namespace p3::airs::blake3
