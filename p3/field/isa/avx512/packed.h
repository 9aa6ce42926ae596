// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"
#include "p3/field/isa/scalar_packed.h"
#include "p3/field/monty31.h"

// Packed<Monty31>: 16 lanes of 32-bit Montgomery words in a zmm register. See packed.h.
//
// A product is formed in 64-bit halves, even and odd lanes apart, and reduced with
// (x - (x * mu mod 2^32) * p) / 2^32: the low halves agree, so the 64-bit difference has a zero low
// half and a high half in (-p, p). 13 instructions; one less when a factor is a broadcast.
namespace p3::P3_ISA_NS {

template <class Params>
struct Packed<Monty31<Params>> {
  using F = Monty31<Params>;
  using Field = F;
  static constexpr std::size_t kLanes = 16;

  // Words below 2p (< 2^32): only good as a factor.
  struct Unreduced {
    __m512i v;
  };

  // One element as a factor of many products. With w * mu at hand the multiplier of the reduction
  // takes one multiplication for all lanes instead of one for each half.
  struct Factor {
    __m512i v;
    __m512i times_mu;

    P3_INLINE Factor() {}
    P3_INLINE explicit Factor(F x)
        : v(Packed(x).v),
          times_mu(_mm512_mullo_epi32(v, _mm512_set1_epi32(static_cast<int>(F::kMu)))) {}
  };

  P3_INLINE Packed() {}
  P3_INLINE explicit Packed(__m512i words) : v(words) {}
  P3_INLINE Packed(F x) : v(_mm512_set1_epi32(static_cast<int>(x.word()))) {}

  static P3_INLINE Packed zero() { return Packed(_mm512_setzero_si512()); }
  static P3_INLINE Packed one() { return Packed(F::one()); }
  static P3_INLINE Packed load(const F* p) { return Packed(_mm512_load_si512(p)); }
  static P3_INLINE Packed loadu(const F* p) { return Packed(_mm512_loadu_si512(p)); }
  static P3_INLINE Packed load_partial(const F* p, std::size_t n) {
    return Packed(_mm512_maskz_loadu_epi32(first_lanes(n), p));
  }
  P3_INLINE void store(F* p) const { _mm512_store_si512(p, v); }
  P3_INLINE void storeu(F* p) const { _mm512_storeu_si512(p, v); }
  P3_INLINE void store_partial(F* p, std::size_t n) const {
    _mm512_mask_storeu_epi32(p, first_lanes(n), v);
  }
  P3_INLINE void stream(F* p) const { _mm512_stream_si512(reinterpret_cast<__m512i*>(p), v); }
  static P3_INLINE void stream_fence() { _mm_sfence(); }
  P3_INLINE F lane(std::size_t i) const {
    alignas(64) std::uint32_t words[kLanes];
    _mm512_store_si512(words, v);
    return F::from_word_unchecked(words[i]);
  }

  // a + b < 2p < 2^32; of sum and sum - p the wrapped one is the larger word.
  friend P3_INLINE Packed operator+(Packed a, Packed b) {
    const __m512i sum = _mm512_add_epi32(a.v, b.v);
    return Packed(_mm512_min_epu32(sum, _mm512_sub_epi32(sum, prime())));
  }
  friend P3_INLINE Packed operator-(Packed a, Packed b) {
    return from_signed(_mm512_sub_epi32(a.v, b.v));
  }
  friend P3_INLINE Packed operator*(Packed a, Packed b) { return multiply(a.v, b.v); }
  // 2p * p < 2^32 * p: within the domain of the reduction.
  friend P3_INLINE Packed operator*(Unreduced a, Packed b) { return multiply(a.v, b.v); }
  friend P3_INLINE Packed operator*(Packed a, Factor b) { return multiply(a.v, b); }
  friend P3_INLINE Packed operator*(Unreduced a, Factor b) { return multiply(a.v, b); }
  P3_INLINE Packed operator-() const { return zero() - *this; }
  P3_INLINE Packed& operator+=(Packed b) { return *this = *this + b; }
  P3_INLINE Packed& operator-=(Packed b) { return *this = *this - b; }
  P3_INLINE Packed& operator*=(Packed b) { return *this = *this * b; }
  P3_INLINE Packed square() const { return *this * *this; }
  P3_INLINE Packed doubled() const { return *this + *this; }
  // (x + p * (x odd)) / 2, as x/2 + (p+1)/2 to stay within 32 bits.
  P3_INLINE Packed halved() const {
    const __mmask16 odd = _mm512_test_epi32_mask(v, _mm512_set1_epi32(1));
    const __m512i half = _mm512_srli_epi32(v, 1);
    const __m512i add = _mm512_set1_epi32(static_cast<int>((F::kPrime + 1) / 2));
    return Packed(_mm512_mask_add_epi32(half, odd, half, add));
  }

  static P3_INLINE Unreduced lazy_sum(Packed a, Packed b) { return {_mm512_add_epi32(a.v, b.v)}; }
  static P3_INLINE Unreduced lazy_difference(Packed a, Packed b) {
    return {_mm512_add_epi32(_mm512_sub_epi32(a.v, b.v), prime())};
  }

  // A sum of products in 64-bit lanes. Invariant: below P = p * 2^32. One product is below p^2 and
  // 2 * p^2 < P, so P + 2 * p^2 < 2^64 and one conditional subtraction restores the invariant. The
  // low half of P is zero, so 32-bit operations do it: of high and high - p the wrapped one is
  // larger.
  struct Accumulator {
    __m512i even = _mm512_setzero_si512();
    __m512i odd = _mm512_setzero_si512();

    P3_INLINE Accumulator() {}
    P3_INLINE void add(Packed a, Packed b) {
      even = restore(_mm512_add_epi64(even, _mm512_mul_epu32(a.v, b.v)));
      odd = restore(_mm512_add_epi64(odd, _mm512_mul_epu32(swap_odd(a.v), swap_odd(b.v))));
    }
    // a*b + c*d for the price of one correction.
    P3_INLINE void add2(Packed a, Packed b, Packed c, Packed d) {
      const __m512i even_sum =
          _mm512_add_epi64(_mm512_mul_epu32(a.v, b.v), _mm512_mul_epu32(c.v, d.v));
      const __m512i odd_sum = _mm512_add_epi64(_mm512_mul_epu32(swap_odd(a.v), swap_odd(b.v)),
                                               _mm512_mul_epu32(swap_odd(c.v), swap_odd(d.v)));
      even = restore(_mm512_add_epi64(even, even_sum));
      odd = restore(_mm512_add_epi64(odd, odd_sum));
    }
    P3_INLINE Packed reduce() const { return reduce_wide(even, odd); }

   private:
    static P3_INLINE __m512i restore(__m512i sum) {
      const __m512i bound = _mm512_set1_epi64(static_cast<long long>(F::kOrder << 32));
      return _mm512_min_epu32(sum, _mm512_sub_epi32(sum, bound));
    }
  };

  __m512i v;

 private:
  static P3_INLINE __m512i prime() { return _mm512_set1_epi32(static_cast<int>(F::kPrime)); }
  static P3_INLINE __mmask16 first_lanes(std::size_t n) {
    return static_cast<__mmask16>((1u << n) - 1u);
  }
  // Odd lanes moved onto the even ones.
  static P3_INLINE __m512i swap_odd(__m512i x) {
    return _mm512_castps_si512(_mm512_movehdup_ps(_mm512_castsi512_ps(x)));
  }
  // x in (-p, p): of x and x + p the wrapped one is the larger word.
  static P3_INLINE Packed from_signed(__m512i x) {
    return Packed(_mm512_min_epu32(x, _mm512_add_epi32(x, prime())));
  }
  static P3_INLINE Packed multiply(__m512i a, __m512i b) {
    return reduce_wide(_mm512_mul_epu32(a, b), _mm512_mul_epu32(swap_odd(a), swap_odd(b)));
  }
  static P3_INLINE Packed multiply(__m512i a, Factor b) {
    const __m512i q = opaque(_mm512_mullo_epi32(a, b.times_mu));
    return halves(_mm512_mul_epu32(a, b.v), _mm512_mul_epu32(swap_odd(a), b.v),
                  opaque(_mm512_mul_epu32(q, prime())),
                  opaque(_mm512_mul_epu32(swap_odd(q), prime())));
  }
  // 64-bit values below p * 2^32, for even and odd lanes, times 2^-32.
  static P3_INLINE Packed reduce_wide(__m512i even, __m512i odd) {
    const __m512i mu = _mm512_set1_epi32(static_cast<int>(F::kMu));
    const __m512i even_q = opaque(_mm512_mul_epu32(opaque(_mm512_mul_epu32(even, mu)), prime()));
    const __m512i odd_q = opaque(_mm512_mul_epu32(opaque(_mm512_mul_epu32(odd, mu)), prime()));
    return halves(even, odd, even_q, odd_q);
  }
  // High halves of differences in (-p * 2^32, p * 2^32) whose low halves are zero.
  static P3_INLINE Packed halves(__m512i even, __m512i odd, __m512i even_q, __m512i odd_q) {
    __m512i difference = _mm512_sub_epi64(odd, odd_q);
    const __m512i even_difference = _mm512_sub_epi64(even, even_q);
    // The high half of every even difference joins those of the odd ones. As an intrinsic, clang 19
    // makes two shuffles of it.
    asm("vmovshdup %1, %0 %{%2%}"
        : "+v"(difference)
        : "v"(even_difference), "Yk"(static_cast<__mmask16>(0x5555)));
    return from_signed(difference);
  }
  // Keeps clang 19 from turning a 32 x 32 bit product by a constant into a 64-bit one (vpmullq, or
  // three products): it would use that only the low half counts, or that -p * q can be added.
  static P3_INLINE __m512i opaque(__m512i x) {
    asm("" : "+v"(x));
    return x;
  }
};

}  // namespace p3::P3_ISA_NS
