// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `wots`: one chain of a signature, 42 consecutive rows a signature.
namespace rpp {

struct WotsColumns {
  static constexpr std::size_t kActive = 0;
  static constexpr std::size_t kFirst = 1;    // chain 0
  static constexpr std::size_t kLast = 2;     // chain 41
  static constexpr std::size_t kLimbEnd = 3;  // the last digit of a limb
  static constexpr std::size_t kEven = 4;     // an even chain: a block begins
  static constexpr std::size_t kFlags = 5;
  static constexpr std::size_t kIsSeven = 5;  // digit 7: the signature holds the chain's end
  static constexpr std::size_t kBits = 6;     // 3 of the digit, least significant first
  static constexpr std::size_t kChain = 9;    // c
  static constexpr std::size_t kWeight = 10;  // 8^(c mod 7)
  static constexpr std::size_t kLow = 11;     // the limb's digits so far, as an integer
  static constexpr std::size_t kHigh = 12;    // the limb's bits above them, at limb ends
  static constexpr std::size_t kSum = 13;     // of the digits so far
  static constexpr std::size_t kSid = 14;
  static constexpr std::size_t kLeaf = 15;
  static constexpr std::size_t kPp = 16;     // 4
  static constexpr std::size_t kEnd = 20;    // 4
  static constexpr std::size_t kLimbs = 24;  // 6: the limb of this row, then those to come
  static constexpr std::size_t kWidth = 30;
};

}  // namespace rpp
