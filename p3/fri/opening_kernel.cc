// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/opening_kernels.h"
#include "p3/fri/partial_lanes.h"

// Lanes are columns: rows are read where they lie, sums are kept in 64-bit accumulators and reduced
// once per block. See opening_kernels.h. Compiled once per instruction set.
namespace p3::P3_ISA_NS {
namespace {

// Vectors handled together: as many accumulators as registers hold.
#if defined(P3_ISA_AVX512)
constexpr std::size_t kVectors = 8;
#else
constexpr std::size_t kVectors = 4;
#endif
// Rows between two reductions of a column sum: enough to make the reduction cheap, few enough that
// the block stays in L2 and the rows are as many streams as a prefetcher follows.
constexpr std::size_t kBlockRows = 32;

// One group of at most kLanes columns, V vectors, at most kBlockRows rows.
template <std::size_t V, class F>
P3_INLINE void accumulate_group(const F* rows, std::size_t width, std::size_t height,
                                std::size_t lanes, const F* const* weights, std::size_t first_row,
                                F* out) {
  using P = Packed<F>;
  typename P::Accumulator sums[V];
  std::size_t r = 0;
  for (; r + 2 <= height; r += 2) {
    const P a = load_some(rows + r * width, lanes);
    const P b = load_some(rows + (r + 1) * width, lanes);
    for (std::size_t v = 0; v < V; ++v) {
      sums[v].add2(a, P(weights[v][first_row + r]), b, P(weights[v][first_row + r + 1]));
    }
  }
  if (r < height) {
    const P a = load_some(rows + r * width, lanes);
    for (std::size_t v = 0; v < V; ++v) sums[v].add(a, P(weights[v][first_row + r]));
  }
  for (std::size_t v = 0; v < V; ++v) {
    F* target = out + v * width;
    store_some(load_some(target, lanes) + sums[v].reduce(), target, lanes);
  }
}

template <std::size_t V, class F>
P3_INLINE void accumulate_vectors(const F* rows, std::size_t width, std::size_t height,
                                  const F* const* weights, F* out) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  for (std::size_t begin = 0; begin < height; begin += kBlockRows) {
    const std::size_t count = height - begin < kBlockRows ? height - begin : kBlockRows;
    const F* block = rows + begin * width;
    std::size_t c = 0;
    for (; c + kLanes <= width; c += kLanes) {
      accumulate_group<V>(block + c, width, count, kLanes, weights, begin, out + c);
    }
    if (c < width) {
      accumulate_group<V>(block + c, width, count, width - c, weights, begin, out + c);
    }
  }
}

template <class F>
P3_INLINE void accumulate_all(const F* rows, std::size_t width, std::size_t height,
                              const F* const* weights, std::size_t num_vectors, F* out) {
  std::size_t v = 0;
  for (; v + kVectors <= num_vectors; v += kVectors) {
    accumulate_vectors<kVectors>(rows, width, height, weights + v, out + v * width);
  }
  for (; v + 4 <= num_vectors; v += 4) {
    accumulate_vectors<4>(rows, width, height, weights + v, out + v * width);
  }
  for (; v < num_vectors; ++v) {
    accumulate_vectors<1>(rows, width, height, weights + v, out + v * width);
  }
}

// Sums of R rows with V vectors over all columns, still one partial sum per lane.
template <std::size_t R, std::size_t V, class F>
P3_INLINE void row_partials(const F* rows, std::size_t width, const F* factors,
                            Packed<F> (&out)[V][Packed<F>::kLanes], std::size_t first) {
  using P = Packed<F>;
  constexpr std::size_t kLanes = P::kLanes;
  typename P::Accumulator sums[R][V];
  std::size_t c = 0;
  for (; c + 2 * kLanes <= width; c += 2 * kLanes) {
    for (std::size_t v = 0; v < V; ++v) {
      const P f = P::loadu(factors + v * width + c);
      const P g = P::loadu(factors + v * width + c + kLanes);
      for (std::size_t r = 0; r < R; ++r) {
        const F* row = rows + r * width + c;
        sums[r][v].add2(P::loadu(row), f, P::loadu(row + kLanes), g);
      }
    }
  }
  for (; c < width; c += kLanes) {
    const std::size_t lanes = width - c < kLanes ? width - c : kLanes;
    for (std::size_t v = 0; v < V; ++v) {
      const P f = load_some(factors + v * width + c, lanes);
      for (std::size_t r = 0; r < R; ++r) {
        sums[r][v].add(load_some(rows + r * width + c, lanes), f);
      }
    }
  }
  for (std::size_t v = 0; v < V; ++v) {
    for (std::size_t r = 0; r < R; ++r) out[v][first + r] = sums[r][v].reduce();
  }
}

// Adds up the lanes of kLanes vectors: lane i of the result is the sum over vector i.
template <class F>
P3_INLINE Packed<F> lane_sums(Packed<F>* vectors) {
  transpose(vectors);
  Packed<F> sum = vectors[0];
  for (std::size_t i = 1; i < Packed<F>::kLanes; ++i) sum += vectors[i];
  return sum;
}

// kLanes rows at a time; what remains of the rows is padded with zero sums.
template <std::size_t V, class F>
P3_INLINE void reduce_vectors(const F* rows, std::size_t width, std::size_t height,
                              const F* factors, F* const* out) {
  using P = Packed<F>;
  constexpr std::size_t kLanes = P::kLanes;
  constexpr std::size_t kPair = kLanes == 1 ? 1 : 2;
  for (std::size_t begin = 0; begin < height; begin += kLanes) {
    const std::size_t count = height - begin < kLanes ? height - begin : kLanes;
    P partials[V][kLanes];
    std::size_t r = 0;
    for (; r + kPair <= count; r += kPair) {
      row_partials<kPair, V>(rows + (begin + r) * width, width, factors, partials, r);
    }
    for (; r < count; ++r) {
      row_partials<1, V>(rows + (begin + r) * width, width, factors, partials, r);
    }
    for (; r < kLanes; ++r) {
      for (std::size_t v = 0; v < V; ++v) partials[v][r] = P::zero();
    }
    for (std::size_t v = 0; v < V; ++v) {
      store_some(lane_sums<F>(partials[v]), out[v] + begin, count);
    }
  }
}

template <class F>
P3_INLINE void reduce_all(const F* rows, std::size_t width, std::size_t height, const F* factors,
                          std::size_t num_vectors, F* const* out) {
  std::size_t v = 0;
  for (; v + 4 <= num_vectors; v += 4) {
    reduce_vectors<4>(rows, width, height, factors + v * width, out + v);
  }
  for (; v < num_vectors; ++v) {
    reduce_vectors<1>(rows, width, height, factors + v * width, out + v);
  }
}

template <class F>
void accumulate_rows(const F* rows, std::size_t width, std::size_t height, const F* const* weights,
                     std::size_t num_vectors, F* out) {
  accumulate_all(rows, width, height, weights, num_vectors, out);
}

template <class F>
void reduce_rows(const F* rows, std::size_t width, std::size_t height, const F* factors,
                 std::size_t num_vectors, F* const* out) {
  reduce_all(rows, width, height, factors, num_vectors, out);
}

template <class F>
constexpr OpeningKernels<F> kTable = {&accumulate_rows<F>, &reduce_rows<F>};

}  // namespace

const OpeningKernels<KoalaBear>& koala_bear_opening_kernels() { return kTable<KoalaBear>; }
const OpeningKernels<BabyBear>& baby_bear_opening_kernels() { return kTable<BabyBear>; }
const OpeningKernels<Goldilocks>& goldilocks_opening_kernels() { return kTable<Goldilocks>; }

}  // namespace p3::P3_ISA_NS
