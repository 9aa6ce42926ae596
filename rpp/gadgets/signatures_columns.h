// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `signatures`: a block of 6 rows for a signature of a key that is known by
// its digest, of 3 rows for one of a key that is known by root and pp.
namespace rpp {

struct SignaturesColumns {
  static constexpr std::size_t kLeft = 0;
  static constexpr std::size_t kRight = 8;
  static constexpr std::size_t kOut = 16;
  static constexpr std::size_t kNumber = 24;
  static constexpr std::size_t kLeaf = 25;   // 0 on the rows of the key
  static constexpr std::size_t kKeyed = 26;  // whether the block has rows of the key
  static constexpr std::size_t kRow = 27;    // one-hot flags
  static constexpr std::size_t kRows = 6;
  static constexpr std::size_t kWidth = kRow + kRows;
};

namespace signature_row {
inline constexpr std::size_t kKeyLeaf = 0;  // wots, c: the leaf
inline constexpr std::size_t kMessage = 1;  // message, rho, tweak: first half of D
inline constexpr std::size_t kDigits = 2;   // first half, pp: D
inline constexpr std::size_t kRest = 3;     // the key's second block; its root in `out`
inline constexpr std::size_t kRoot = 4;     // the key's first block
inline constexpr std::size_t kKey = 5;      // the key digest
inline constexpr std::size_t kBare = 3;     // rows of a block without the key
}  // namespace signature_row

}  // namespace rpp
