// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// Kernels that write 64-bit words into trace cells, least significant part first. Nearly all cells
// of the Keccak-f and Blake3 AIRs are such parts.
namespace p3::airs {

template <class F>
struct WordCells {
  // out[64 * i + z] = bit z of words[i], i < count.
  void (*bits)(const std::uint64_t* words, std::size_t count, F* out);
  // out[4 * i + k] = 16-bit limb k of words[i], i < count.
  void (*limbs)(const std::uint64_t* words, std::size_t count, F* out);
};

struct WordCellsTable {
  WordCells<KoalaBear> koala_bear;
  WordCells<BabyBear> baby_bear;
  WordCells<Goldilocks> goldilocks;
};

}  // namespace p3::airs

namespace p3 {
P3_DISPATCH(airs::WordCellsTable, word_cells_table);
}  // namespace p3

namespace p3::airs {

// Those of the active instruction set.
template <class F>
const WordCells<F>& word_cells() {
  const WordCellsTable& table = word_cells_table();
  if constexpr (std::is_same_v<F, KoalaBear>) {
    return table.koala_bear;
  } else if constexpr (std::is_same_v<F, BabyBear>) {
    return table.baby_bear;
  } else {
    return table.goldilocks;
  }
}

}  // namespace p3::airs
