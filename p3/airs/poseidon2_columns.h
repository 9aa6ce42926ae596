// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of one Poseidon2 permutation in the Poseidon2 AIR.
//
// In order: the inputs; per full round the S-box registers of all elements, then the state after
// the round; per partial round the register of element 0, then its S-box output. kRegisters is 0
// or 1.
namespace p3::airs {

template <std::size_t kWidth, std::size_t kRegisters, std::size_t kPartialRounds>
struct Poseidon2Columns {
  static constexpr std::size_t kHalfFullRounds = 4;
  static constexpr std::size_t kFullRound = kWidth * kRegisters + kWidth;
  static constexpr std::size_t kPartialRound = kRegisters + 1;
  static constexpr std::size_t kPartial = kWidth + kHalfFullRounds * kFullRound;
  static constexpr std::size_t kTerminal = kPartial + kPartialRounds * kPartialRound;
  static constexpr std::size_t kTotal = kTerminal + kHalfFullRounds * kFullRound;
  static constexpr std::size_t kOutput = kTotal - kWidth;

  // First column of full round r (0..7; 4.. are the terminal ones).
  static constexpr std::size_t full_round(std::size_t r) {
    return r < kHalfFullRounds ? kWidth + r * kFullRound
                               : kTerminal + (r - kHalfFullRounds) * kFullRound;
  }
  static constexpr std::size_t partial_round(std::size_t r) { return kPartial + r * kPartialRound; }
};

}  // namespace p3::airs
