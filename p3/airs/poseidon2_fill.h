// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// Kernels that fill the columns of consecutive Poseidon2 permutations, one permutation per lane.
namespace p3::airs {

// Round constants as plain pointers: 4 * T, kPartialRounds, 4 * T elements.
template <class F>
struct Poseidon2FillConstants {
  const F* initial;
  const F* internal;
  const F* terminal;
};

// Reads T inputs and writes the kTotal columns of each of `count` permutations, back to back.
template <class F>
using Poseidon2Fill = void (*)(const Poseidon2FillConstants<F>& constants, const F* inputs,
                               std::size_t count, F* out);

struct Poseidon2FillTable {
  Poseidon2Fill<KoalaBear> koala_bear;
  Poseidon2Fill<BabyBear> baby_bear;
  Poseidon2Fill<Goldilocks> goldilocks;
};

// Ranges handed to a kernel should be multiples of this many permutations.
inline constexpr std::size_t kPoseidon2FillGrain = 16;

}  // namespace p3::airs

namespace p3 {
P3_DISPATCH(airs::Poseidon2FillTable, poseidon2_fill_table);
}  // namespace p3
