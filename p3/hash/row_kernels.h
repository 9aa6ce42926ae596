// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/field/baby_bear.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// The interface between the batch hasher and its kernels: plain structs and function pointers.
//
// Leaves and nodes alike are "hash the row r of these sources, side by side": a node's row is the
// concatenation of its children, and a Poseidon2 node is a sponge whose rate is the whole width.
namespace p3 {

// Row r is the `bytes` bytes at data + r * stride. Stride 0 repeats one row. A multiple of 4 bytes.
struct RowSource {
  const unsigned char* data = nullptr;
  std::size_t stride = 0;
  std::size_t bytes = 0;
};

// Negated round constants (a difference is cheaper than a sum): full rounds before and after row by
// row, partial rounds in order.
template <class F>
struct NegatedConstantsView {
  const F* initial = nullptr;
  const F* terminal = nullptr;
  const F* internal = nullptr;
};

// out[4 * (r - begin) ..] = digest words of row r, for r in [begin, end). `constants` points to the
// view of the right field, or is null for Keccak. An output may be the memory of its own input row.
using RowHash = void (*)(const RowSource* sources, std::size_t count, std::size_t begin,
                         std::size_t end, const void* constants, std::uint64_t* out);

// out[i] = lane `lane` of the permutation of `state` with state[slot] = candidates[i].
template <class F>
using CandidatePermutation = void (*)(const F* state, unsigned slot, const F* candidates,
                                      std::size_t count, unsigned lane,
                                      const NegatedConstantsView<F>& constants, F* out);

struct KeccakKernels {
  RowHash sponge;     // Keccak-f, rate 17 lanes, overwriting, no padding
  RowHash keccak256;  // padded byte hash
};

template <class F>
struct Poseidon2Kernels {
  RowHash leaf_24_16;  // sponge: width, rate
  RowHash leaf_16_8;
  RowHash node_16;  // one permutation of the whole row
  RowHash node_32;
  CandidatePermutation<F> candidates_16;
  CandidatePermutation<F> candidates_24;
};

P3_DISPATCH(KeccakKernels, keccak_kernels);
P3_DISPATCH(Poseidon2Kernels<KoalaBear>, koala_bear_poseidon2_kernels);
P3_DISPATCH(Poseidon2Kernels<BabyBear>, baby_bear_poseidon2_kernels);

inline const auto& poseidon2_kernels(KoalaBear) { return koala_bear_poseidon2_kernels(); }
inline const auto& poseidon2_kernels(BabyBear) { return baby_bear_poseidon2_kernels(); }

}  // namespace p3
