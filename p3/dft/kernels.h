// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// The inner loops of the transforms, one table per field and instruction set.
//
// All work on arrays of 2^log_rows rows of row_len elements, `stride` elements apart; row_len is a
// multiple of `lanes`. `node` is the tree node (twiddles.h) that the rows belong to, `factors` the
// table of all nodes. "Forward" turns coefficients in natural order into values in bit-reversed
// order, "backward" is its inverse times 2^log_rows, or exactly times *scale where that is not
// null.
namespace p3 {

template <class F>
struct DftKernels {
  // Elements per vector.
  std::size_t lanes;

  // out[i] = in[i] * factor, i < count; out may be in, or lie behind it.
  void (*multiply)(const F* in, F factor, F* out, std::size_t count);

  // A few layers, breadth first: rows of `in` -> rows of `out` (equal or disjoint). `local` holds
  // the 2^log_rows * row_len elements between passes; it may be `in` or `out` if that is
  // contiguous.
  void (*forward_rows)(const F* in, std::size_t in_stride, F* out, std::size_t out_stride,
                       unsigned log_rows, std::size_t row_len, const F* factors, std::size_t node,
                       F* local);
  void (*backward_rows)(const F* in, std::size_t in_stride, F* out, std::size_t out_stride,
                        unsigned log_rows, std::size_t row_len, const F* factors, std::size_t node,
                        const F* scale, F* local);

  // Many layers on contiguous rows, depth first, so that it runs from the first-level cache. The
  // forward one leaves its results in rows of `out`, which may be `data` itself; `data` is scratch.
  // `streaming` writes past the caches: all rows of `out` must be whole aligned cache lines.
  void (*forward_tree)(F* data, unsigned log_rows, std::size_t row_len, const F* factors,
                       std::size_t node, F* out, std::size_t out_stride, bool streaming);
  void (*backward_tree)(F* data, unsigned log_rows, std::size_t row_len, const F* factors,
                        std::size_t node, const F* scale);

  // The layers inside vectors of narrow matrices: 2^log_merged rows of lanes >> log_merged columns
  // share a vector. `vectors` vectors, a multiple of `lanes`, whose nodes start at `node`.
  void (*forward_tail)(F* data, std::size_t vectors, unsigned log_merged, const F* factors,
                       std::size_t node);
  void (*backward_tail)(F* data, std::size_t vectors, unsigned log_merged, const F* factors,
                        std::size_t node);

  // dst row (dst_rows == null ? j : dst_rows[j]) = `columns` elements of src row j, then zeros up
  // to `padded`. Strides in elements. `streaming` writes past the caches where alignment allows.
  void (*copy_rows)(const F* src, std::size_t src_stride, F* dst, std::size_t dst_stride,
                    std::size_t count, std::size_t columns, std::size_t padded,
                    const std::uint32_t* dst_rows, bool streaming);
};

P3_DISPATCH(DftKernels<KoalaBear>, dft_kernels_koala_bear);
P3_DISPATCH(DftKernels<BabyBear>, dft_kernels_baby_bear);

// One set of kernels only: Goldilocks has no vector form yet.
namespace isa_portable {
const DftKernels<Goldilocks>& dft_kernels_goldilocks();
}

// The kernels of the active instruction set; of the portable one if `scalar`.
template <class F>
const DftKernels<F>& dft_kernels(bool scalar) {
  if constexpr (std::is_same_v<F, KoalaBear>) {
    return scalar ? isa_portable::dft_kernels_koala_bear() : dft_kernels_koala_bear();
  } else if constexpr (std::is_same_v<F, BabyBear>) {
    return scalar ? isa_portable::dft_kernels_baby_bear() : dft_kernels_baby_bear();
  } else {
    return isa_portable::dft_kernels_goldilocks();
  }
}

}  // namespace p3
