// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// The two passes over committed rows that opening consists of. Both are products of a tall matrix
// with a few vectors over the base field: an extension vector is D base vectors, one per
// coefficient.
namespace p3 {

template <class F>
struct OpeningKernels {
  // Column sums: out[v * width + c] += sum_r weights[v][r] * rows[r * width + c], r < height.
  void (*accumulate_rows)(const F* rows, std::size_t width, std::size_t height,
                          const F* const* weights, std::size_t num_vectors, F* out);
  // Row sums: out[v][r] = sum_c factors[v * width + c] * rows[r * width + c], r < height.
  void (*reduce_rows)(const F* rows, std::size_t width, std::size_t height, const F* factors,
                      std::size_t num_vectors, F* const* out);
};

P3_DISPATCH(OpeningKernels<KoalaBear>, koala_bear_opening_kernels);
P3_DISPATCH(OpeningKernels<BabyBear>, baby_bear_opening_kernels);
P3_DISPATCH(OpeningKernels<Goldilocks>, goldilocks_opening_kernels);

// Those of the active instruction set.
template <class F>
const OpeningKernels<F>& opening_kernels();
template <>
inline const OpeningKernels<KoalaBear>& opening_kernels<KoalaBear>() {
  return koala_bear_opening_kernels();
}
template <>
inline const OpeningKernels<BabyBear>& opening_kernels<BabyBear>() {
  return baby_bear_opening_kernels();
}
template <>
inline const OpeningKernels<Goldilocks>& opening_kernels<Goldilocks>() {
  return goldilocks_opening_kernels();
}

}  // namespace p3
