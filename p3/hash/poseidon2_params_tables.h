// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/hash/poseidon2_params.h"

// The parameter sets of Plonky3 0.8.0, one specialisation per field and width. Rounds are those of
// the 128-bit tables of [GKS23]; the diagonals were chosen there for cheap arithmetic.
namespace p3 {

template <>
struct Poseidon2Params<BabyBear, 16> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 13;
  static constexpr DiagonalEntry kDiagonal[16] = {
      times(-2), times(1), times(2), plus(1), times(3), times(4), minus(1), times(-3),
      times(-4), plus(8),  plus(2),  plus(3), plus(27), minus(8), minus(4), minus(27)};
};

template <>
struct Poseidon2Params<BabyBear, 24> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 21;
  static constexpr DiagonalEntry kDiagonal[24] = {
      times(-2), times(1), times(2), plus(1),  times(3), times(4), minus(1), times(-3),
      times(-4), plus(8),  plus(2),  plus(3),  plus(4),  plus(7),  plus(9),  plus(27),
      minus(8),  minus(2), minus(3), minus(4), minus(5), minus(6), minus(7), minus(27)};
};

template <>
struct Poseidon2Params<BabyBear, 32> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 30;
  static constexpr DiagonalEntry kDiagonal[32] = {
      times(-2), times(1), times(2), plus(1),  times(3),  times(4),  minus(1),  times(-3),
      times(-4), plus(8),  plus(2),  plus(3),  plus(4),   plus(5),   plus(6),   plus(7),
      plus(9),   plus(10), plus(12), plus(27), minus(8),  minus(2),  minus(3),  minus(4),
      minus(5),  minus(6), minus(7), minus(9), minus(10), minus(12), minus(14), minus(27)};
};

template <>
struct Poseidon2Params<KoalaBear, 16> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 20;
  static constexpr DiagonalEntry kDiagonal[16] = {
      times(-2), times(1), times(2), plus(1),  times(3), times(4), minus(1), times(-3),
      times(-4), plus(8),  plus(3),  plus(24), minus(8), minus(3), minus(4), minus(24)};
};

template <>
struct Poseidon2Params<KoalaBear, 24> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 23;
  static constexpr DiagonalEntry kDiagonal[24] = {
      times(-2), times(1), times(2), plus(1),  times(3), times(4), minus(1), times(-3),
      times(-4), plus(8),  plus(2),  plus(3),  plus(4),  plus(5),  plus(6),  plus(24),
      minus(8),  minus(3), minus(4), minus(5), minus(6), minus(7), minus(9), minus(24)};
};

template <>
struct Poseidon2Params<KoalaBear, 32> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 31;
  static constexpr DiagonalEntry kDiagonal[32] = {
      times(-2), times(1), times(2), plus(1),   times(3),  times(4),  minus(1),  times(-3),
      times(-4), plus(8),  plus(2),  plus(3),   plus(4),   plus(5),   plus(6),   plus(10),
      plus(12),  plus(14), plus(16), plus(24),  minus(8),  minus(3),  minus(4),  minus(5),
      minus(6),  minus(7), minus(9), minus(10), minus(12), minus(14), minus(16), minus(24)};
};

template <>
struct Poseidon2Params<Goldilocks, 8> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 22;
  static constexpr DiagonalEntry kDiagonal[8] = {times(-2), times(1), times(2),  plus(1),
                                                 times(3),  minus(1), times(-3), times(-4)};
};

template <>
struct Poseidon2Params<Goldilocks, 12> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 22;
  static constexpr DiagonalEntry kDiagonal[12] = {times(-2), times(1), times(2), plus(1),
                                                  times(3),  times(4), minus(1), times(-3),
                                                  times(-4), plus(2),  minus(2), plus(3)};
};

template <>
struct Poseidon2Params<Goldilocks, 16> : DiagonalCodes {
  static constexpr unsigned kPartialRounds = 22;
  static constexpr DiagonalEntry kDiagonal[16] = {
      times(-2), times(1), times(2), plus(1), times(3), times(4), minus(1), times(-3),
      times(-4), plus(3),  plus(4),  plus(5), minus(3), minus(4), minus(5), plus(32)};
};

}  // namespace p3

// Every permutation served by the library: X(field, width).
#define P3_FOR_EACH_POSEIDON2(X) \
  X(::p3::BabyBear, 16)          \
  X(::p3::BabyBear, 24)          \
  X(::p3::BabyBear, 32)          \
  X(::p3::KoalaBear, 16)         \
  X(::p3::KoalaBear, 24)         \
  X(::p3::KoalaBear, 32)         \
  X(::p3::Goldilocks, 8)         \
  X(::p3::Goldilocks, 12)        \
  X(::p3::Goldilocks, 16)
