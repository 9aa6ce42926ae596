// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstddef>

#include "p3/airs/poseidon2_columns.h"
#include "p3/airs/poseidon2_fill.h"
#include "p3/field/isa/packed.h"
#include "p3/hash/poseidon2_layers.h"
#include "p3/hash/poseidon2_packed_layers.h"
#include "p3/hash/poseidon2_params.h"

namespace p3::P3_ISA_NS {
namespace {

// The permutation over E (a field element or a packed one), recording its columns.
template <class F, unsigned T, class E>
struct Filler {
  static constexpr unsigned kPartialRounds = Poseidon2Params<F, T>::kPartialRounds;
  static constexpr std::size_t kRegisters = F::kSboxPower == 3 ? 0 : 1;
  using Columns = airs::Poseidon2Columns<T, kRegisters, kPartialRounds>;

  E state[T];
  E columns[Columns::kTotal];
  std::size_t next = 0;

  P3_INLINE void record(const E& x) { columns[next++] = x; }

  // x^3, recorded if it has a register; returns the S-box of x.
  P3_INLINE E sbox(const E& x) {
    const E cube = poseidon2_cube(x);
    if constexpr (kRegisters == 0) {
      return cube;
    } else {
      record(cube);
      return cube * cube * x;
    }
  }

  P3_INLINE void full_round(const F* constants) {
    for (std::size_t i = 0; i < T; ++i) state[i] = sbox(state[i] + E(constants[i]));
    poseidon2_external_layer<T>(state);
    for (std::size_t i = 0; i < T; ++i) record(state[i]);
  }

  P3_INLINE void run(const airs::Poseidon2FillConstants<F>& constants) {
    for (std::size_t i = 0; i < T; ++i) record(state[i]);
    poseidon2_external_layer<T>(state);
    for (unsigned r = 0; r < 4; ++r) full_round(constants.initial + r * T);
    E diagonal[T];
    static constexpr auto kDiagonal = poseidon2_diagonal_elements<F, T>();
    for (std::size_t i = 0; i < T; ++i) diagonal[i] = E(kDiagonal.data()[i]);
    for (unsigned r = 0; r < kPartialRounds; ++r) {
      state[0] = sbox(state[0] + E(constants.internal[r]));
      record(state[0]);
      poseidon2_internal_layer<T>(state, diagonal);
    }
    for (unsigned r = 0; r < 4; ++r) full_round(constants.terminal + r * T);
  }
};

// kLanes permutations: rows are transposed into lanes and back.
template <class F, unsigned T>
P3_INLINE void fill_block(const airs::Poseidon2FillConstants<F>& constants, const F* inputs,
                          F* out) {
  using E = Packed<F>;
  using Fill = Filler<F, T, E>;
  constexpr std::size_t kTotal = Fill::Columns::kTotal;
  static_assert(T % E::kLanes == 0 && kTotal >= E::kLanes);
  Fill filler;
  for (std::size_t c = 0; c < T; c += E::kLanes) transpose_rows(inputs + c, T, filler.state + c);
  filler.run(constants);
  for (std::size_t c = 0; c < kTotal; c += E::kLanes) {
    // The last block overlaps the one before instead of being shorter.
    const std::size_t begin = c + E::kLanes <= kTotal ? c : kTotal - E::kLanes;
    E block[E::kLanes];
    for (std::size_t i = 0; i < E::kLanes; ++i) block[i] = filler.columns[begin + i];
    untranspose_rows(block, out + begin, kTotal);
  }
}

template <class F, unsigned T>
void fill(const airs::Poseidon2FillConstants<F>& constants, const F* inputs, std::size_t count,
          F* out) {
  using Scalar = Filler<F, T, F>;
  constexpr std::size_t kTotal = Scalar::Columns::kTotal;
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  std::size_t k = 0;
  for (; k + kLanes <= count; k += kLanes) {
    fill_block<F, T>(constants, inputs + k * T, out + k * kTotal);
  }
  for (; k < count; ++k) {
    Scalar filler;
    for (std::size_t i = 0; i < T; ++i) filler.state[i] = inputs[k * T + i];
    filler.run(constants);
    for (std::size_t c = 0; c < kTotal; ++c) out[k * kTotal + c] = filler.columns[c];
  }
}

constexpr airs::Poseidon2FillTable kTable = {fill<KoalaBear, 16>, fill<BabyBear, 16>,
                                             fill<Goldilocks, 8>};

}  // namespace

const airs::Poseidon2FillTable& poseidon2_fill_table() { return kTable; }

}  // namespace p3::P3_ISA_NS
