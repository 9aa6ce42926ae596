// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/base/inline.h"

// The 24 rounds of Keccak-f[1600] over any lane type V: one 64-bit word or a vector of them.
//
// V has static functions xor2, xor3, rotl<k>, chi(a, b, c) = a ^ (~b & c) and broadcast(u64).
// V::kThreeInputs tells whether xor3 and chi are one instruction: then theta is folded into the
// reads of rho and pi, which leaves 90 operations a round; otherwise the two halves of theta's
// column term are joined first, which saves 20 of about 205. Everything is forced inline, because
// the kernels of several instruction sets include this file.
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

// What theta adds to the lanes of each column.
template <class V>
struct KeccakTheta {
  V parity[5];  // xor of the column
  V turned[5];  // the same rotated by one
  V term[5];    // parity[x - 1] ^ turned[x + 1]; only without three-input operations

  P3_INLINE explicit KeccakTheta(const V* a) {
    for (unsigned x = 0; x < 5; ++x) {
      parity[x] = V::xor3(V::xor3(a[x], a[x + 5], a[x + 10]), a[x + 15], a[x + 20]);
      turned[x] = V::template rotl<1>(parity[x]);
    }
    if constexpr (!V::kThreeInputs) {
      for (unsigned x = 0; x < 5; ++x) term[x] = V::xor2(parity[(x + 4) % 5], turned[(x + 1) % 5]);
    }
  }

  template <unsigned kX>
  P3_INLINE V mix(V lane) const {
    if constexpr (V::kThreeInputs) {
      return V::xor3(lane, parity[(kX + 4) % 5], turned[(kX + 1) % 5]);
    } else {
      return V::xor2(lane, term[kX]);
    }
  }
};

// Lane kTarget after theta, rho and pi.
template <unsigned kTarget, class V>
P3_INLINE V keccak_moved_lane(const V* a, const KeccakTheta<V>& theta) {
  constexpr unsigned kX = (kTarget % 5 + 3 * (kTarget / 5)) % 5;
  constexpr unsigned kSource = kX + 5 * (kTarget % 5);
  return V::template rotl<keccak_rotation(kSource)>(theta.template mix<kX>(a[kSource]));
}

template <unsigned kRow, class V>
P3_INLINE void keccak_row(const V* a, const KeccakTheta<V>& theta, V* out) {
  const V b0 = keccak_moved_lane<5 * kRow>(a, theta);
  const V b1 = keccak_moved_lane<5 * kRow + 1>(a, theta);
  const V b2 = keccak_moved_lane<5 * kRow + 2>(a, theta);
  const V b3 = keccak_moved_lane<5 * kRow + 3>(a, theta);
  const V b4 = keccak_moved_lane<5 * kRow + 4>(a, theta);
  out[5 * kRow] = V::chi(b0, b1, b2);
  out[5 * kRow + 1] = V::chi(b1, b2, b3);
  out[5 * kRow + 2] = V::chi(b2, b3, b4);
  out[5 * kRow + 3] = V::chi(b3, b4, b0);
  out[5 * kRow + 4] = V::chi(b4, b0, b1);
}

template <class V>
P3_INLINE void keccak_round(const V* a, unsigned round, V* out) {
  const KeccakTheta<V> theta(a);
  keccak_row<0>(a, theta, out);
  keccak_row<1>(a, theta, out);
  keccak_row<2>(a, theta, out);
  keccak_row<3>(a, theta, out);
  keccak_row<4>(a, theta, out);
  out[0] = V::xor2(out[0], V::broadcast(kKeccakRoundConstants[round]));
}

// Two rounds at a time, there and back: where 25 lanes do not fit the registers, one round would
// have to copy its result.
template <class V>
P3_INLINE void keccak_permute_lanes(V* state) {
  V a[25], b[25];
  for (unsigned i = 0; i < 25; ++i) a[i] = state[i];
  for (unsigned round = 0; round < kKeccakRounds; round += 2) {
    keccak_round(a, round, b);
    keccak_round(b, round + 1, a);
  }
  for (unsigned i = 0; i < 25; ++i) state[i] = a[i];
}

// One 64-bit word.
struct KeccakWord {
  static constexpr bool kThreeInputs = false;

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
