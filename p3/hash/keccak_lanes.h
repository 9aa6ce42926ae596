// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"
#include "p3/hash/keccak_rounds.h"

#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)
#include <immintrin.h>
#endif

// KeccakLanes: one 64-bit lane of kLanes Keccak states, for the instruction set of the current
// kernel file; the vocabulary of keccak_rounds.h plus load, store and a square transpose.
namespace p3::P3_ISA_NS {

#if defined(P3_ISA_AVX512)

struct KeccakLanes {
  static constexpr std::size_t kLanes = 8;
  static constexpr bool kThreeInputs = true;

  static P3_INLINE KeccakLanes zero() { return {_mm512_setzero_si512()}; }
  static P3_INLINE KeccakLanes broadcast(std::uint64_t x) {
    return {_mm512_set1_epi64(static_cast<long long>(x))};
  }
  static P3_INLINE KeccakLanes loadu(const void* p) { return {_mm512_loadu_si512(p)}; }
  P3_INLINE void storeu(void* p) const { _mm512_storeu_si512(p, v); }

  static P3_INLINE KeccakLanes xor2(KeccakLanes a, KeccakLanes b) {
    return {_mm512_xor_si512(a.v, b.v)};
  }
  // Truth tables of the three-input operation: a ^ b ^ c and a ^ (~b & c).
  static P3_INLINE KeccakLanes xor3(KeccakLanes a, KeccakLanes b, KeccakLanes c) {
    return {_mm512_ternarylogic_epi64(a.v, b.v, c.v, 0x96)};
  }
  static P3_INLINE KeccakLanes chi(KeccakLanes a, KeccakLanes b, KeccakLanes c) {
    return {_mm512_ternarylogic_epi64(a.v, b.v, c.v, 0xd2)};
  }
  template <unsigned kBits>
  static P3_INLINE KeccakLanes rotl(KeccakLanes a) {
    return {_mm512_rol_epi64(a.v, kBits)};
  }

  // v[i] lane j <-> v[j] lane i: pairs within 128 bits, then 128-bit pieces.
  static P3_INLINE void transpose(KeccakLanes* v) {
    __m512i t[8], u[8];
    for (int i = 0; i < 8; i += 2) {
      t[i] = _mm512_unpacklo_epi64(v[i].v, v[i + 1].v);
      t[i + 1] = _mm512_unpackhi_epi64(v[i].v, v[i + 1].v);
    }
    for (int b = 0; b < 2; ++b) {
      u[b] = _mm512_shuffle_i64x2(t[b], t[2 + b], 0x88);
      u[2 + b] = _mm512_shuffle_i64x2(t[b], t[2 + b], 0xdd);
      u[4 + b] = _mm512_shuffle_i64x2(t[4 + b], t[6 + b], 0x88);
      u[6 + b] = _mm512_shuffle_i64x2(t[4 + b], t[6 + b], 0xdd);
    }
    for (int b = 0; b < 2; ++b) {
      v[b].v = _mm512_shuffle_i64x2(u[b], u[4 + b], 0x88);
      v[4 + b].v = _mm512_shuffle_i64x2(u[b], u[4 + b], 0xdd);
      v[2 + b].v = _mm512_shuffle_i64x2(u[2 + b], u[6 + b], 0x88);
      v[6 + b].v = _mm512_shuffle_i64x2(u[2 + b], u[6 + b], 0xdd);
    }
  }

  __m512i v;
};

#elif defined(P3_ISA_AVX2)

struct KeccakLanes {
  static constexpr std::size_t kLanes = 4;
  static constexpr bool kThreeInputs = false;

  static P3_INLINE KeccakLanes zero() { return {_mm256_setzero_si256()}; }
  static P3_INLINE KeccakLanes broadcast(std::uint64_t x) {
    return {_mm256_set1_epi64x(static_cast<long long>(x))};
  }
  static P3_INLINE KeccakLanes loadu(const void* p) {
    return {_mm256_loadu_si256(static_cast<const __m256i*>(p))};
  }
  P3_INLINE void storeu(void* p) const { _mm256_storeu_si256(static_cast<__m256i*>(p), v); }

  static P3_INLINE KeccakLanes xor2(KeccakLanes a, KeccakLanes b) {
    return {_mm256_xor_si256(a.v, b.v)};
  }
  static P3_INLINE KeccakLanes xor3(KeccakLanes a, KeccakLanes b, KeccakLanes c) {
    return xor2(xor2(a, b), c);
  }
  static P3_INLINE KeccakLanes chi(KeccakLanes a, KeccakLanes b, KeccakLanes c) {
    return {_mm256_xor_si256(a.v, _mm256_andnot_si256(b.v, c.v))};
  }
  template <unsigned kBits>
  static P3_INLINE KeccakLanes rotl(KeccakLanes a) {
    if constexpr (kBits == 0) {
      return a;
    } else if constexpr (kBits % 8 == 0) {
      return {_mm256_shuffle_epi8(a.v, byte_rotation<kBits / 8>())};
    } else {
      return {_mm256_or_si256(_mm256_slli_epi64(a.v, kBits), _mm256_srli_epi64(a.v, 64 - kBits))};
    }
  }

  static P3_INLINE void transpose(KeccakLanes* v) {
    const __m256i t0 = _mm256_unpacklo_epi64(v[0].v, v[1].v);
    const __m256i t1 = _mm256_unpackhi_epi64(v[0].v, v[1].v);
    const __m256i t2 = _mm256_unpacklo_epi64(v[2].v, v[3].v);
    const __m256i t3 = _mm256_unpackhi_epi64(v[2].v, v[3].v);
    v[0].v = _mm256_permute2x128_si256(t0, t2, 0x20);
    v[1].v = _mm256_permute2x128_si256(t1, t3, 0x20);
    v[2].v = _mm256_permute2x128_si256(t0, t2, 0x31);
    v[3].v = _mm256_permute2x128_si256(t1, t3, 0x31);
  }

  __m256i v;

 private:
  // Byte i of the rotated word is byte i - kBytes: rotations by whole bytes are one shuffle.
  template <unsigned kBytes>
  static P3_INLINE __m256i byte_rotation() {
    constexpr std::uint64_t kIdentity = 0x0706050403020100u;
    constexpr std::uint64_t kLow = kIdentity << (8 * kBytes) | kIdentity >> (64 - 8 * kBytes);
    constexpr std::uint64_t kHigh = kLow + 0x0808080808080808u;
    const __m128i half =
        _mm_set_epi64x(static_cast<long long>(kHigh), static_cast<long long>(kLow));
    return _mm256_broadcastsi128_si256(half);
  }
};

#else

struct KeccakLanes : KeccakWord {
  static constexpr std::size_t kLanes = 1;

  P3_INLINE KeccakLanes() : KeccakWord{0} {}
  P3_INLINE KeccakLanes(KeccakWord x) : KeccakWord(x) {}

  static P3_INLINE KeccakLanes zero() { return {}; }
  static P3_INLINE KeccakLanes loadu(const void* p) {
    KeccakLanes x;
    __builtin_memcpy(&x.word, p, 8);
    return x;
  }
  P3_INLINE void storeu(void* p) const { __builtin_memcpy(p, &word, 8); }
  static P3_INLINE void transpose(KeccakLanes*) {}
};

#endif

}  // namespace p3::P3_ISA_NS
