// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/airs/poseidon2_columns.h"
#include "p3/field/koala_bear.h"
#include "p3/hash/poseidon2_params.h"

// Columns of the table `hasher`: one permutation, then what the row is.
namespace rpp {

struct HasherColumns {
  using Permutation =
      p3::airs::Poseidon2Columns<16, 0, p3::Poseidon2Params<p3::KoalaBear, 16>::kPartialRounds>;

  static constexpr std::size_t kIn = 0;                      // 16
  static constexpr std::size_t kOut = Permutation::kOutput;  // 16: P(in)
  // At most one of six flags; none: a row that nobody asks for.
  static constexpr std::size_t kC8 = Permutation::kTotal;
  static constexpr std::size_t kFirst = kC8 + 1;     // block 0 of a hash; the next row continues it
  static constexpr std::size_t kMiddle = kC8 + 2;    // continues a hash and is continued
  static constexpr std::size_t kLast = kC8 + 3;      // the last block of a hash
  static constexpr std::size_t kChain = kC8 + 4;     // a step of a chain; the next row continues it
  static constexpr std::size_t kChainEnd = kC8 + 5;  // its step 6
  static constexpr std::size_t kFlags = 6;
  // Of a hash: id + number of the block. Of a chain: element 0 of its first input.
  static constexpr std::size_t kId = kC8 + kFlags;
  static constexpr std::size_t kWidth = kId + 1;

  // Offsets in a chain step's input.
  static constexpr std::size_t kTweak = kIn;      // 2
  static constexpr std::size_t kPp = kIn + 2;     // 4
  static constexpr std::size_t kValue = kIn + 6;  // 4, then zeros
};

}  // namespace rpp
