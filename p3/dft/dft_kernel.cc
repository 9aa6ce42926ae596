// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/dft/butterflies.h"
#include "p3/dft/kernels.h"

// See kernels.h. Compiled once per instruction set.
namespace p3::P3_ISA_NS {
namespace {

// Layers per pass. 2^3 vectors and their factors fill the 32 registers of AVX-512. With the 16 of
// AVX2 a few of them wait in memory, which costs less than passing over the rows more often. A
// single lane gains nothing from more than 2^2.
template <class F>
inline constexpr unsigned kMaxLog = Packed<F>::kLanes >= 8 ? 3 : 2;

// Half of a first-level cache of 48 or 64 KB, in elements: the size from which on trees are done
// breadth first.
template <class F>
inline constexpr std::size_t kLeafElements = 32768 / sizeof(F);

// Rows to be transformed by passes that read `in` and write `out`.
template <class F>
struct Rows {
  const F* in;
  std::size_t in_stride;
  F* out;
  std::size_t out_stride;
  std::size_t row_len;
  bool streaming = false;  // write past the caches; `out` and its rows must be aligned
};

// kMode tells what happens beside the butterflies.
enum class Mode { kPlain, kScaled, kStreaming };

// One group of 2^kLog rows, `distance` elements apart, of `length` elements each.
template <class F, unsigned kLog, bool kForward, Mode kMode>
P3_INLINE void pass_rows(const F* in, std::size_t in_distance, F* out, std::size_t out_distance,
                         std::size_t length, const typename Packed<F>::Factor* factors,
                         typename Packed<F>::Factor scale) {
  using P = Packed<F>;
  using B = Butterflies<P, kLog>;
  typename B::Factors c;
  for (std::size_t i = 1; i < B::kSize; ++i) c[i] = factors[i];
  for (std::size_t e = 0; e < length; e += P::kLanes) {
    typename B::Vectors v;
    for (std::size_t i = 0; i < B::kSize; ++i) v[i] = P::loadu(in + i * in_distance + e);
    if constexpr (kForward) {
      B::forward(v, c);
    } else {
      B::template backward<kMode == Mode::kScaled>(v, c, scale);
    }
    for (std::size_t i = 0; i < B::kSize; ++i) {
      F* to = out + i * out_distance + e;
      if constexpr (kMode == Mode::kStreaming) {
        v[i].stream(to);
      } else {
        v[i].storeu(to);
      }
    }
  }
}

// kLog layers of `regions` neighbouring nodes of region_rows rows each, the first being `node`.
template <class F, unsigned kLog, bool kForward, Mode kMode>
void pass(const Rows<F>& rows, std::size_t region_rows, std::size_t regions, const F* factors,
          std::size_t node, F scale) {
  using P = Packed<F>;
  constexpr std::size_t kSize = std::size_t{1} << kLog;
  const std::size_t distance = region_rows >> kLog;
  const bool contiguous = rows.in_stride == rows.row_len && rows.out_stride == rows.row_len;
  const std::size_t groups = contiguous ? 1 : distance;
  const std::size_t length = contiguous ? distance * rows.row_len : rows.row_len;
  for (std::size_t region = 0; region < regions; ++region) {
    typename P::Factor c[kSize];
    for (unsigned t = 0; t < kLog; ++t) {
      for (std::size_t j = 0; j < (std::size_t{1} << t); ++j) {
        const F factor = factors[((node + region) << t) + j];
        c[(std::size_t{1} << t) + j] =
            typename P::Factor(kMode == Mode::kScaled && t == 0 ? factor * scale : factor);
      }
    }
    const F* in = rows.in + region * region_rows * rows.in_stride;
    F* out = rows.out + region * region_rows * rows.out_stride;
    for (std::size_t q = 0; q < groups; ++q) {
      pass_rows<F, kLog, kForward, kMode>(in + q * rows.in_stride, distance * rows.in_stride,
                                          out + q * rows.out_stride, distance * rows.out_stride,
                                          length, c, typename P::Factor(scale));
    }
  }
}

template <class F, bool kForward, Mode kMode>
P3_INLINE void pass_of_mode(unsigned log, const Rows<F>& rows, std::size_t region_rows,
                            std::size_t regions, const F* factors, std::size_t node, F scale) {
  if (log == 1) pass<F, 1, kForward, kMode>(rows, region_rows, regions, factors, node, scale);
  if (log == 2) pass<F, 2, kForward, kMode>(rows, region_rows, regions, factors, node, scale);
  if (log == 3) pass<F, 3, kForward, kMode>(rows, region_rows, regions, factors, node, scale);
}

// One pass of `log` layers, 1 to 3. scale: for backward passes only; null for none.
template <class F, bool kForward>
void pass_of_log(unsigned log, const Rows<F>& rows, std::size_t region_rows, std::size_t regions,
                 const F* factors, std::size_t node, const F* scale) {
  const F none = F::one();
  if constexpr (kForward) {
    if (rows.streaming) {
      pass_of_mode<F, true, Mode::kStreaming>(log, rows, region_rows, regions, factors, node, none);
      return;
    }
  } else {
    if (scale != nullptr) {
      pass_of_mode<F, false, Mode::kScaled>(log, rows, region_rows, regions, factors, node, *scale);
      return;
    }
  }
  pass_of_mode<F, kForward, Mode::kPlain>(log, rows, region_rows, regions, factors, node, none);
}

template <class F>
void multiply(const F* in, F factor, F* out, std::size_t count) {
  using P = Packed<F>;
  std::size_t i = 0;
  for (; i + P::kLanes <= count; i += P::kLanes) (P::loadu(in + i) * P(factor)).storeu(out + i);
  for (; i < count; ++i) out[i] = in[i] * factor;
}

template <class F>
P3_INLINE void copy_row(const F* from, F* to, std::size_t columns) {
  using P = Packed<F>;
  std::size_t c = 0;
  for (; c + P::kLanes <= columns; c += P::kLanes) P::loadu(from + c).storeu(to + c);
  if (c < columns) P::load_partial(from + c, columns - c).store_partial(to + c, columns - c);
}

// Whole cache lines go past the caches, the ends of the row through them.
template <class F>
P3_INLINE void stream_row(const F* from, F* to, std::size_t columns) {
  using P = Packed<F>;
  constexpr std::size_t kLine = 64 / sizeof(F);
  const std::size_t offset = reinterpret_cast<std::uintptr_t>(to) / sizeof(F) % kLine;
  std::size_t c = offset == 0 ? 0 : kLine - offset;
  if (c > columns) c = columns;
  copy_row(from, to, c);
  for (; c + kLine <= columns; c += kLine) {
    for (std::size_t k = 0; k < kLine; k += P::kLanes) P::loadu(from + c + k).stream(to + c + k);
  }
  copy_row(from + c, to + c, columns - c);
}

template <class F>
void copy_rows(const F* src, std::size_t src_stride, F* dst, std::size_t dst_stride,
               std::size_t count, std::size_t columns, std::size_t padded,
               const std::uint32_t* dst_rows, bool streaming) {
  // Rows of a wide matrix lie on different pages, where no hardware prefetcher follows.
  constexpr std::size_t kAhead = 16;
  for (std::size_t j = 0; j < count; ++j) {
    const F* from = src + j * src_stride;
    F* to = dst + (dst_rows == nullptr ? j : dst_rows[j]) * dst_stride;
    if (j + kAhead < count) {
      const F* later = from + kAhead * src_stride;
      for (std::size_t c = 0; c < columns; c += 64 / sizeof(F)) __builtin_prefetch(later + c);
      __builtin_prefetch(later + columns - 1);
    }
    if (streaming) {
      stream_row(from, to, columns);
    } else {
      copy_row(from, to, columns);
    }
    for (std::size_t c = columns; c < padded; ++c) to[c] = F::zero();
  }
  if (streaming) Packed<F>::stream_fence();
}

// The layers of one pass when `passes` passes are left for `layers` layers: as equal as possible.
P3_INLINE unsigned share(unsigned layers, unsigned passes) { return layers / passes; }

template <class F>
P3_INLINE void forward_passes(const F* in, std::size_t in_stride, F* out, std::size_t out_stride,
                              unsigned log_rows, std::size_t row_len, const F* factors,
                              std::size_t node, F* local, bool streaming) {
  const std::size_t rows = std::size_t{1} << log_rows;
  if (log_rows == 0) {
    if (in != out) {
      copy_rows(in, in_stride, out, out_stride, 1, row_len, row_len, nullptr, streaming);
    }
    return;
  }
  Rows<F> step{in, in_stride, local, row_len, row_len};
  unsigned done = 0;
  for (unsigned passes = (log_rows + kMaxLog<F> - 1) / kMaxLog<F>; passes != 0; --passes) {
    const unsigned log = share(log_rows - done, passes);
    if (passes == 1) step.out = out, step.out_stride = out_stride, step.streaming = streaming;
    pass_of_log<F, true>(log, step, rows >> done, std::size_t{1} << done, factors, node << done,
                         nullptr);
    step.in = local, step.in_stride = row_len;
    done += log;
  }
}

template <class F>
void forward_rows(const F* in, std::size_t in_stride, F* out, std::size_t out_stride,
                  unsigned log_rows, std::size_t row_len, const F* factors, std::size_t node,
                  F* local) {
  forward_passes(in, in_stride, out, out_stride, log_rows, row_len, factors, node, local, false);
}

template <class F>
void backward_rows(const F* in, std::size_t in_stride, F* out, std::size_t out_stride,
                   unsigned log_rows, std::size_t row_len, const F* factors, std::size_t node,
                   const F* scale, F* local) {
  const std::size_t rows = std::size_t{1} << log_rows;
  if (log_rows == 0) {
    if (in != out) copy_rows(in, in_stride, out, out_stride, 1, row_len, row_len, nullptr, false);
    if (scale != nullptr) multiply(out, *scale, out, row_len);
    return;
  }
  Rows<F> step{in, in_stride, local, row_len, row_len};
  unsigned left = log_rows;
  for (unsigned passes = (log_rows + kMaxLog<F> - 1) / kMaxLog<F>; passes != 0; --passes) {
    const unsigned log = share(left, passes);
    left -= log;
    if (passes == 1) step.out = out, step.out_stride = out_stride;
    pass_of_log<F, false>(log, step, rows >> left, std::size_t{1} << left, factors, node << left,
                          passes == 1 ? scale : nullptr);
    step.in = local, step.in_stride = row_len;
  }
}

// How many layers to take off a tree of 2^log_rows rows that does not fit the first-level cache;
// 0 if it does.
template <class F>
P3_INLINE unsigned layers_above_leaf(unsigned log_rows, std::size_t row_len) {
  unsigned excess = 0;
  while (excess < log_rows && (row_len << (log_rows - excess)) > kLeafElements<F>) ++excess;
  return excess == 0 ? 0 : share(excess, (excess + kMaxLog<F> - 1) / kMaxLog<F>);
}

template <class F>
void forward_subtree(F* data, unsigned log_rows, std::size_t row_len, const F* factors,
                     std::size_t node, F* out, std::size_t out_stride, bool streaming) {
  const unsigned log = layers_above_leaf<F>(log_rows, row_len);
  if (log == 0) {
    forward_passes(data, row_len, out, out_stride, log_rows, row_len, factors, node, data,
                   streaming);
    return;
  }
  const Rows<F> rows{data, row_len, data, row_len, row_len};
  pass_of_log<F, true>(log, rows, std::size_t{1} << log_rows, 1, factors, node, nullptr);
  const std::size_t child_rows = std::size_t{1} << (log_rows - log);
  for (std::size_t i = 0; i < std::size_t{1} << log; ++i) {
    forward_subtree(data + i * child_rows * row_len, log_rows - log, row_len, factors,
                    (node << log) + i, out + i * child_rows * out_stride, out_stride, streaming);
  }
}

template <class F>
void forward_tree(F* data, unsigned log_rows, std::size_t row_len, const F* factors,
                  std::size_t node, F* out, std::size_t out_stride, bool streaming) {
  forward_subtree(data, log_rows, row_len, factors, node, out, out_stride, streaming);
  if (streaming) Packed<F>::stream_fence();
}

template <class F>
void backward_tree(F* data, unsigned log_rows, std::size_t row_len, const F* factors,
                   std::size_t node, const F* scale) {
  const unsigned log = layers_above_leaf<F>(log_rows, row_len);
  if (log == 0) {
    backward_rows(data, row_len, data, row_len, log_rows, row_len, factors, node, scale, data);
    return;
  }
  const std::size_t child = row_len << (log_rows - log);
  for (std::size_t i = 0; i < std::size_t{1} << log; ++i) {
    backward_tree<F>(data + i * child, log_rows - log, row_len, factors, (node << log) + i,
                     nullptr);
  }
  const Rows<F> rows{data, row_len, data, row_len, row_len};
  pass_of_log<F, false>(log, rows, std::size_t{1} << log_rows, 1, factors, node, scale);
}

// One layer of kLanes transposed vectors: v[e] holds element e of kLanes neighbouring vectors, and
// element e is row e / columns, column e % columns of its vector.
template <class F, bool kForward>
P3_INLINE void tail_layer(Packed<F>* v, unsigned t, const F* factors, std::size_t node) {
  using P = Packed<F>;
  const std::size_t half = P::kLanes >> (t + 1);
  for (std::size_t block = 0; block < (std::size_t{1} << t); ++block) {
    F lane_factors[P::kLanes];
    for (std::size_t i = 0; i < P::kLanes; ++i) {
      lane_factors[i] = factors[((node + i) << t) + block];
    }
    const P c = P::loadu(lane_factors);
    for (std::size_t x = block * 2 * half; x < block * 2 * half + half; ++x) {
      if constexpr (kForward) {
        const P product = v[x + half] * c;
        v[x + half] = v[x] - product;
        v[x] = v[x] + product;
      } else {
        const P right = P::lazy_difference(v[x], v[x + half]) * c;
        v[x] = v[x] + v[x + half];
        v[x + half] = right;
      }
    }
  }
}

template <class F, bool kForward>
void tail(F* data, std::size_t vectors, unsigned log_merged, const F* factors, std::size_t node) {
  using P = Packed<F>;
  for (std::size_t first = 0; first < vectors; first += P::kLanes) {
    F* block = data + first * P::kLanes;
    P v[P::kLanes];
    transpose_rows(block, P::kLanes, v);
    for (unsigned k = 0; k < log_merged; ++k) {
      const unsigned t = kForward ? k : log_merged - 1 - k;
      tail_layer<F, kForward>(v, t, factors, node + first);
    }
    untranspose_rows(v, block, P::kLanes);
  }
}

template <class F>
constexpr DftKernels<F> table() {
  return {Packed<F>::kLanes, multiply<F>,   forward_rows<F>, backward_rows<F>, forward_tree<F>,
          backward_tree<F>,  tail<F, true>, tail<F, false>,  copy_rows<F>};
}

constexpr DftKernels<KoalaBear> kKoalaBear = table<KoalaBear>();
constexpr DftKernels<BabyBear> kBabyBear = table<BabyBear>();

}  // namespace

const DftKernels<KoalaBear>& dft_kernels_koala_bear() { return kKoalaBear; }
const DftKernels<BabyBear>& dft_kernels_baby_bear() { return kBabyBear; }

#if defined(P3_ISA_PORTABLE)
namespace {
constexpr DftKernels<Goldilocks> kGoldilocks = table<Goldilocks>();
}
const DftKernels<Goldilocks>& dft_kernels_goldilocks() { return kGoldilocks; }
#endif

}  // namespace p3::P3_ISA_NS
