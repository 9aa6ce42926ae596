// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>

#include "p3/air/shape.h"
#include "p3/airs/poseidon2_columns.h"
#include "p3/base/inline.h"
#include "p3/hash/poseidon2.h"
#include "p3/hash/poseidon2_layers.h"

// Poseidon2Air<F, T, kCopies>: kCopies Poseidon2 permutations of width T side by side in one row.
//
// Every constraint has degree 3: cubes are written out, seventh powers go through one register per
// S-box that holds x^3. The state after every full round and the S-box output of every partial
// round are columns; the linear layers are free. Layout and order are those of Plonky3 0.8.0. Round
// constants belong to the AIR, so a verifier fixes them by choosing the AIR.
namespace p3 {

namespace airs {
// The labels of one permutation's assertions, for AIRs that have a permutation among other columns.
struct Poseidon2Labels {
  const char* initial = "initial-full-rounds";
  const char* partial = "partial-rounds";
  const char* terminal = "terminal-full-rounds";
};
}  // namespace airs

template <class F, unsigned T, std::size_t kCopies>
class Poseidon2Air {
 public:
  static constexpr unsigned kPartialRounds = Poseidon2Params<F, T>::kPartialRounds;
  static constexpr std::size_t kRegisters = F::kSboxPower == 3 ? 0 : 1;
  static_assert(F::kSboxPower == 3 || F::kSboxPower == 7);
  using Columns = airs::Poseidon2Columns<T, kRegisters, kPartialRounds>;
  static constexpr std::size_t kWidth = kCopies * Columns::kTotal;

  explicit Poseidon2Air(const Poseidon2Constants<F, T>& constants) : constants_(constants) {}

  const Poseidon2Constants<F, T>& constants() const { return constants_; }

  AirShape<F> shape() const {
    AirShape<F> shape;
    shape.width = kWidth;
    shape.reads_next_row = false;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    for (std::size_t copy = 0; copy < kCopies; ++copy) eval_permutation(b, copy * Columns::kTotal);
  }

  // The assertions of one permutation, whose columns begin at `base`. Its input are the first T of
  // them, its output those from Columns::kOutput on.
  template <class B>
  P3_INLINE void eval_permutation(B& b, std::size_t base,
                                  const airs::Poseidon2Labels& labels = {}) const {
    std::array<typename B::Expr, T> state;
    for (std::size_t i = 0; i < T; ++i) state[i] = b.local(base + i);
    poseidon2_external_layer<T>(state.data());
    b.label(labels.initial);
    for (std::size_t r = 0; r < Columns::kHalfFullRounds; ++r) {
      eval_full_round(b, state, base + Columns::full_round(r), constants_.initial[r]);
    }
    b.label(labels.partial);
    std::array<typename B::Expr, T> diagonal;
    constexpr std::array<F, T> kDiagonal = poseidon2_diagonal_elements<F, T>();
    for (std::size_t i = 0; i < T; ++i) diagonal[i] = b.constant(kDiagonal[i]);
    for (std::size_t r = 0; r < kPartialRounds; ++r) {
      eval_partial_round(b, state, base + Columns::partial_round(r), constants_.internal[r]);
      poseidon2_internal_layer<T>(state.data(), diagonal.data());
    }
    b.label(labels.terminal);
    for (std::size_t r = 0; r < Columns::kHalfFullRounds; ++r) {
      eval_full_round(b, state, base + Columns::full_round(Columns::kHalfFullRounds + r),
                      constants_.terminal[r]);
    }
  }

 private:
  template <class B>
  using Expr = typename B::Expr;

  // S-box of x; with a register, `column` holds x^3 and is constrained first.
  template <class B>
  static P3_INLINE Expr<B> sbox(B& b, const Expr<B>& x, std::size_t column) {
    if constexpr (kRegisters == 0) {
      return poseidon2_cube(x);
    } else {
      const Expr<B> cube = b.local(column);
      b.assert_eq(cube, poseidon2_cube(x));
      return cube * cube * x;
    }
  }

  template <class B>
  P3_INLINE static void eval_full_round(B& b, std::array<Expr<B>, T>& state, std::size_t column,
                                        const std::array<F, T>& constants) {
    for (std::size_t i = 0; i < T; ++i) {
      state[i] = sbox<B>(b, state[i] + b.constant(constants[i]), column + i);
    }
    poseidon2_external_layer<T>(state.data());
    const std::size_t post = column + kRegisters * T;
    for (std::size_t i = 0; i < T; ++i) {
      b.assert_eq(state[i], b.local(post + i));
      state[i] = b.local(post + i);
    }
  }

  template <class B>
  P3_INLINE static void eval_partial_round(B& b, std::array<Expr<B>, T>& state, std::size_t column,
                                           const F& constant) {
    const Expr<B> out = sbox<B>(b, state[0] + b.constant(constant), column);
    b.assert_eq(out, b.local(column + kRegisters));
    state[0] = b.local(column + kRegisters);
  }

  Poseidon2Constants<F, T> constants_;
};

// The widths used as AIRs: 16 over 31-bit fields, 8 over Goldilocks.
template <class F>
inline constexpr unsigned kPoseidon2AirWidth = F::kBytes == 4 ? 16 : 8;

}  // namespace p3
