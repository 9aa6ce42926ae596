// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/koala_bear.h"

// Poseidon2Params<F, T>: what Poseidon2 over F with T state elements consists of, apart from the
// round constants: number of partial rounds and the diagonal V of the internal matrix J + diag(V)
// [GKS23]. There are always 4 + 4 full rounds, and the S-box power is F::kSboxPower.
//
// Diagonals are written as small signed codes, because every entry is a small integer or a signed
// inverse power of two: see DiagonalEntry.
namespace p3 {

inline constexpr unsigned kPoseidon2HalfFullRounds = 4;

// sign * factor / 2^halvings.
struct DiagonalEntry {
  std::int8_t factor = 1;  // -4..4, not 0
  std::uint8_t halvings = 0;
};

// Base of the parameter sets: the three forms that occur.
struct DiagonalCodes {
  static constexpr DiagonalEntry times(int factor) { return {static_cast<std::int8_t>(factor), 0}; }
  static constexpr DiagonalEntry plus(unsigned k) { return {1, static_cast<std::uint8_t>(k)}; }
  static constexpr DiagonalEntry minus(unsigned k) { return {-1, static_cast<std::uint8_t>(k)}; }
};

template <class F, unsigned T>
struct Poseidon2Params;

// The entries as field elements.
template <class F, unsigned T>
constexpr std::array<F, T> poseidon2_diagonal_elements() {
  std::array<F, T> out{};
  for (unsigned i = 0; i < T; ++i) {
    const DiagonalEntry entry = Poseidon2Params<F, T>::kDiagonal[i];
    out[i] = F::from_i64(entry.factor);
    for (unsigned k = 0; k < entry.halvings; ++k) out[i] = out[i].halved();
  }
  return out;
}

}  // namespace p3

#include "p3/hash/poseidon2_params_tables.h"
