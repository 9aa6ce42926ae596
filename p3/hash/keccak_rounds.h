// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/base/inline.h"

// The 24 rounds of Keccak-f[1600] over any lane type V: one 64-bit word or a vector of them.
//
// V has static functions xor2, xor3, rotl<k>, chi(a, b, c) = a ^ (~b & c) and broadcast(u64). Theta
// is folded into the reads of rho and pi, which leaves 90 three-input operations a round where the
// CPU has them. Everything is forced inline, because the kernels of several instruction sets
// include this file.
namespace p3 {

inline constexpr unsigned kKeccakRounds = 24;

// The round constants of iota. Not inline: kernel files keep their own copy.
constexpr std::uint64_t kKeccakRoundConstants[kKeccakRounds] = {
    0x0000000000000001u, 0x0000000000008082u, 0x800000000000808au, 0x8000000080008000u,
    0x000000000000808bu, 0x0000000080000001u, 0x8000000080008081u, 0x8000000000008009u,
    0x000000000000008au, 0x0000000000000088u, 0x0000000080008009u, 0x000000008000000au,
    0x000000008000808bu, 0x800000000000008bu, 0x8000000000008089u, 0x8000000000008003u,
    0x8000000000008002u, 0x8000000000000080u, 0x000000000000800au, 0x800000008000000au,
    0x8000000080008081u, 0x8000000000008080u, 0x0000000080000001u, 0x8000000080008008u};

// Rotation of lane x + 5y: triangular numbers along the walk (x, y) -> (y, 2x + 3y) from (1, 0).
constexpr unsigned keccak_rotation(unsigned lane) {
  unsigned x = 1, y = 0;
  for (unsigned t = 0; t < 24; ++t) {
    if (x + 5 * y == lane) return (t + 1) * (t + 2) / 2 % 64;
    const unsigned next = (2 * x + 3 * y) % 5;
    x = y;
    y = next;
  }
  return 0;  // lane 0 stays
}

// Lane kTarget after theta, rho and pi. parity[x] = xor of column x; turned[x] = the same rotated
// by one.
template <unsigned kTarget, class V>
P3_INLINE V keccak_moved_lane(const V* a, const V* parity, const V* turned) {
  constexpr unsigned kX = (kTarget % 5 + 3 * (kTarget / 5)) % 5;
  constexpr unsigned kSource = kX + 5 * (kTarget % 5);
  const V mixed = V::xor3(a[kSource], parity[(kX + 4) % 5], turned[(kX + 1) % 5]);
  return V::template rotl<keccak_rotation(kSource)>(mixed);
}

template <unsigned kRow, class V>
P3_INLINE void keccak_row(const V* a, const V* parity, const V* turned, V* out) {
  const V b0 = keccak_moved_lane<5 * kRow>(a, parity, turned);
  const V b1 = keccak_moved_lane<5 * kRow + 1>(a, parity, turned);
  const V b2 = keccak_moved_lane<5 * kRow + 2>(a, parity, turned);
  const V b3 = keccak_moved_lane<5 * kRow + 3>(a, parity, turned);
  const V b4 = keccak_moved_lane<5 * kRow + 4>(a, parity, turned);
  out[5 * kRow] = V::chi(b0, b1, b2);
  out[5 * kRow + 1] = V::chi(b1, b2, b3);
  out[5 * kRow + 2] = V::chi(b2, b3, b4);
  out[5 * kRow + 3] = V::chi(b3, b4, b0);
  out[5 * kRow + 4] = V::chi(b4, b0, b1);
}

template <class V>
P3_INLINE void keccak_permute_lanes(V* state) {
  V a[25];
  for (unsigned i = 0; i < 25; ++i) a[i] = state[i];
  for (unsigned round = 0; round < kKeccakRounds; ++round) {
    V parity[5], turned[5], next[25];
    for (unsigned x = 0; x < 5; ++x) {
      parity[x] = V::xor3(V::xor3(a[x], a[x + 5], a[x + 10]), a[x + 15], a[x + 20]);
      turned[x] = V::template rotl<1>(parity[x]);
    }
    keccak_row<0>(a, parity, turned, next);
    keccak_row<1>(a, parity, turned, next);
    keccak_row<2>(a, parity, turned, next);
    keccak_row<3>(a, parity, turned, next);
    keccak_row<4>(a, parity, turned, next);
    next[0] = V::xor2(next[0], V::broadcast(kKeccakRoundConstants[round]));
    for (unsigned i = 0; i < 25; ++i) a[i] = next[i];
  }
  for (unsigned i = 0; i < 25; ++i) state[i] = a[i];
}

// One 64-bit word.
struct KeccakWord {
  std::uint64_t word;

  static P3_INLINE KeccakWord broadcast(std::uint64_t x) { return {x}; }
  static P3_INLINE KeccakWord xor2(KeccakWord a, KeccakWord b) { return {a.word ^ b.word}; }
  static P3_INLINE KeccakWord xor3(KeccakWord a, KeccakWord b, KeccakWord c) {
    return {a.word ^ b.word ^ c.word};
  }
  static P3_INLINE KeccakWord chi(KeccakWord a, KeccakWord b, KeccakWord c) {
    return {a.word ^ (~b.word & c.word)};
  }
  template <unsigned kBits>
  static P3_INLINE KeccakWord rotl(KeccakWord a) {
    if constexpr (kBits == 0) {
      return a;
    } else {
      return {a.word << kBits | a.word >> (64 - kBits)};
    }
  }
};

}  // namespace p3
