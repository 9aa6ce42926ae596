// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"
#include "p3/field/isa/packed.h"
#include "p3/field/monty31.h"

#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)
#include <immintrin.h>
#endif

// MontyWords: the vector instructions that Poseidon2 over 31-bit fields needs beyond Packed: signed
// products in 64-bit lanes that stay split between two multiplications, and products with powers of
// 1/2 by shifts. For kernel files of sets with wide vectors.
namespace p3::P3_ISA_NS {

#if defined(P3_ISA_AVX512)

struct MontyWords {
  using V = __m512i;
  static P3_INLINE V broadcast(std::uint32_t x) { return _mm512_set1_epi32(static_cast<int>(x)); }
  static P3_INLINE V add(V a, V b) { return _mm512_add_epi32(a, b); }
  static P3_INLINE V sub(V a, V b) { return _mm512_sub_epi32(a, b); }
  static P3_INLINE V min(V a, V b) { return _mm512_min_epu32(a, b); }
  static P3_INLINE V bit_and(V a, V b) { return _mm512_and_si512(a, b); }
  template <unsigned k>
  static P3_INLINE V shl(V a) {
    return _mm512_slli_epi32(a, k);
  }
  template <unsigned k>
  static P3_INLINE V shr(V a) {
    return _mm512_srli_epi32(a, k);
  }
  // Sums of neighbouring products of the unsigned bytes of a and the signed bytes of b.
  static P3_INLINE V byte_products(V a, V b) { return _mm512_maddubs_epi16(a, b); }
  // 64-bit lanes: product of the signed low halves; difference; high half moved to the low one.
  static P3_INLINE V mul_low(V a, V b) { return _mm512_mul_epi32(a, b); }
  static P3_INLINE V sub_wide(V a, V b) { return _mm512_sub_epi64(a, b); }
  static P3_INLINE V lower(V a) {
    return _mm512_castps_si512(_mm512_movehdup_ps(_mm512_castsi512_ps(a)));
  }
  // The high halves of both, those of `even` in the even places.
  static P3_INLINE V merge_high(V even, V odd) {
    // As an intrinsic, clang 19 makes two shuffles of it.
    asm("vmovshdup %1, %0 %{%2%}" : "+v"(odd) : "v"(even), "Yk"(static_cast<__mmask16>(0x5555)));
    return odd;
  }
  // Hides that only low halves are used: knowing it, clang 19 takes the slow vpmullq for mul_low.
  static P3_INLINE V opaque(V a) {
    asm("" : "+v"(a));
    return a;
  }
};

#elif defined(P3_ISA_AVX2)

struct MontyWords {
  using V = __m256i;
  static P3_INLINE V broadcast(std::uint32_t x) { return _mm256_set1_epi32(static_cast<int>(x)); }
  static P3_INLINE V add(V a, V b) { return _mm256_add_epi32(a, b); }
  static P3_INLINE V sub(V a, V b) { return _mm256_sub_epi32(a, b); }
  static P3_INLINE V min(V a, V b) { return _mm256_min_epu32(a, b); }
  static P3_INLINE V bit_and(V a, V b) { return _mm256_and_si256(a, b); }
  template <unsigned k>
  static P3_INLINE V shl(V a) {
    return _mm256_slli_epi32(a, k);
  }
  template <unsigned k>
  static P3_INLINE V shr(V a) {
    return _mm256_srli_epi32(a, k);
  }
  static P3_INLINE V byte_products(V a, V b) { return _mm256_maddubs_epi16(a, b); }
  static P3_INLINE V mul_low(V a, V b) { return _mm256_mul_epi32(a, b); }
  static P3_INLINE V sub_wide(V a, V b) { return _mm256_sub_epi64(a, b); }
  static P3_INLINE V lower(V a) {
    return _mm256_castps_si256(_mm256_movehdup_ps(_mm256_castsi256_ps(a)));
  }
  static P3_INLINE V merge_high(V even, V odd) {
    return _mm256_blend_epi32(lower(even), odd, 0xaa);
  }
  static P3_INLINE V opaque(V a) {
    asm("" : "+x"(a));
    return a;
  }
};

#endif

#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)

// A vector as its even and its odd lanes, each in the low halves of 64-bit lanes. Values are signed
// and their magnitude is at most p; the other halves hold anything.
template <class F>
struct SignedHalves {
  using W = MontyWords;
  typename W::V even, odd;

  static P3_INLINE SignedHalves split(typename W::V words) { return {words, W::lower(words)}; }

  // a * b * 2^-32 mod p. Signed Montgomery reduction: |a * b| <= p^2 < p * 2^31 and the quotient is
  // a signed word, so the result is in (-p, p). It appears in the high halves.
  static P3_INLINE SignedHalves product_in_high(const SignedHalves& a, const SignedHalves& b) {
    return {reduce(W::mul_low(a.even, b.even)), reduce(W::mul_low(a.odd, b.odd))};
  }
  friend P3_INLINE SignedHalves operator*(const SignedHalves& a, const SignedHalves& b) {
    const SignedHalves high = product_in_high(a, b);
    return {W::lower(high.even), W::lower(high.odd)};
  }

  // The vector of a product, canonical: of x and x + p the wrapped one is the larger word.
  static P3_INLINE Packed<F> packed_product(const SignedHalves& a, const SignedHalves& b) {
    const SignedHalves high = product_in_high(a, b);
    const auto words = W::merge_high(high.even, high.odd);
    return Packed<F>(W::min(words, W::add(words, W::broadcast(F::kPrime))));
  }

 private:
  static P3_INLINE typename W::V reduce(typename W::V wide) {
    const auto quotient = W::opaque(W::mul_low(wide, W::broadcast(F::kMu)));
    return W::sub_wide(wide, W::mul_low(quotient, W::broadcast(F::kPrime)));
  }
};

// sum + x / 2^k or sum - x / 2^k, 2 <= k.
//
// p = M * 2^J + 1 with M = 2^m - 1, so 1/2^k = -M * 2^(J-k) for k <= J. With x = high * 2^k + low:
// x / 2^k = high - low * M * 2^(J-k), and both terms are below p.
template <class F, bool kNegative, unsigned k>
P3_INLINE Packed<F> add_divided_by_power(Packed<F> x, Packed<F> sum) {
  using W = MontyWords;
  constexpr unsigned kJ = F::kTwoAdicity;
  constexpr std::uint32_t kM = (F::kPrime - 1) >> kJ;
  constexpr unsigned kBitsOfM = 31 - kJ;
  static_assert(kM == (1u << kBitsOfM) - 1 && k >= 2 && k <= kJ);
  typename W::V low;
  if constexpr (k <= 8) {
    // low * 2^(8-k) is the lowest byte; the other bytes are multiplied by zero.
    low = W::template shl<kJ - 8>(W::byte_products(W::template shl<8 - k>(x.v), W::broadcast(kM)));
  } else {
    // low at the top of the word, times (1 - 2^-m) / 2. Nothing is shifted out: k <= J.
    const auto top = W::template shl<32 - k>(x.v);
    low = W::sub(W::template shr<1>(top), W::template shr<kBitsOfM + 1>(top));
  }
  const Packed<F> high(W::template shr<k>(x.v));
  return kNegative ? (sum + Packed<F>(low)) - high : (sum - Packed<F>(low)) + high;
}

#endif

}  // namespace p3::P3_ISA_NS
