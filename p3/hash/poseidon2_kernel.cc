// SPDX-License-Identifier: Apache-2.0 OR MIT
// Poseidon2 row hashing, one permutation per SIMD lane; compiled once per instruction set.
#include "p3/field/isa/packed.h"
#include "p3/hash/poseidon2_lanes.h"
#include "p3/hash/row_kernels.h"
#include "p3/hash/row_stream.h"

namespace p3::P3_ISA_NS {
namespace {

// The first `count` elements of the current block of every row into state[0 .. count), a row per
// lane. Blocks are kRate elements, readable in full; kRate and the lane count are powers of two.
template <class F, unsigned kRate, class Stream>
P3_INLINE void load_block(const Stream& stream, std::size_t count, Packed<F>* state) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  constexpr std::size_t kStep = kLanes < kRate ? kLanes : kRate;
  for (std::size_t c = 0; c < kRate && c < count; c += kStep) {
    Packed<F> square[kLanes];
    for (std::size_t r = 0; r < kLanes; ++r) {
      const unsigned char* p = stream.data() + r * stream.stride() + c * sizeof(F);
      square[r] = load_elements<F, kStep>(p);
    }
    transpose(square);
    for (std::size_t k = 0; k < kStep && c + k < count; ++k) state[c + k] = square[k];
  }
}

// The first eight elements of every lane's state are its digest.
template <class F>
P3_INLINE void store_digests(const Packed<F>* state, std::size_t rows, std::uint64_t* out) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  constexpr std::size_t kElements = 8;
  constexpr std::size_t kWidth = kLanes < kElements ? kElements : kLanes;
  // One row of kWidth words per lane; the digest is its front.
  alignas(64) F words[kLanes * kWidth];
  if constexpr (kLanes == 1) {
    for (std::size_t i = 0; i < kElements; ++i) words[i] = state[i].lane(0);
  } else {
    Packed<F> square[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) {
      square[i] = i < kElements ? state[i] : Packed<F>::zero();
    }
    untranspose_rows(square, words, kWidth);
  }
  for (std::size_t r = 0; r < rows; ++r) __builtin_memcpy(out + 4 * r, words + r * kWidth, 32);
}

// An overwriting sponge of width T. With kRate = T and rows of T elements: one permutation.
template <class F, unsigned T, unsigned kRate>
void hash_rows(const RowSource* sources, std::size_t count, std::size_t begin, std::size_t end,
               const void* constants, std::uint64_t* out) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  const auto& view = *static_cast<const NegatedConstantsView<F>*>(constants);
  for (std::size_t row = begin; row < end; row += kLanes) {
    const std::size_t rows = end - row < kLanes ? end - row : kLanes;
    RowStream<kLanes, kRate * sizeof(F)> stream(sources, count, row, rows);
    Packed<F> state[T];
    for (auto& x : state) x = Packed<F>::zero();
    while (stream.remaining() != 0) {
      const std::size_t elements = stream.next() / sizeof(F);
      load_block<F, kRate>(stream, elements, state);
      poseidon2_permute<F, T>(state, view);
    }
    store_digests<F>(state, rows, out + 4 * (row - begin));
  }
}

template <class F, unsigned T>
void permute_candidates(const F* state, unsigned slot, const F* candidates, std::size_t count,
                        unsigned lane, const NegatedConstantsView<F>& constants, F* out) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t n = count - i < kLanes ? count - i : kLanes;
    alignas(64) F values[kLanes] = {};
    for (std::size_t k = 0; k < n; ++k) values[k] = candidates[i + k];
    Packed<F> lanes[T];
    for (unsigned k = 0; k < T; ++k) lanes[k] = Packed<F>(state[k]);
    lanes[slot] = Packed<F>::load(values);
    poseidon2_permute<F, T>(lanes, constants);
    lanes[lane].store(values);
    for (std::size_t k = 0; k < n; ++k) out[i + k] = values[k];
  }
}

template <class F>
constexpr Poseidon2Kernels<F> kKernels = {hash_rows<F, 24, 16>,      hash_rows<F, 16, 8>,
                                          hash_rows<F, 16, 16>,      hash_rows<F, 32, 32>,
                                          permute_candidates<F, 16>, permute_candidates<F, 24>};

}  // namespace

const Poseidon2Kernels<KoalaBear>& koala_bear_poseidon2_kernels() { return kKernels<KoalaBear>; }
const Poseidon2Kernels<BabyBear>& baby_bear_poseidon2_kernels() { return kKernels<BabyBear>; }

}  // namespace p3::P3_ISA_NS
