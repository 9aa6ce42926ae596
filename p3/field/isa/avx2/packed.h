// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"
#include "p3/field/isa/scalar_packed.h"
#include "p3/field/monty31.h"

// Packed<Monty31>: 8 lanes of 32-bit Montgomery words in a ymm register. See packed.h; the
// arithmetic is that of avx512/packed.h.
namespace p3::P3_ISA_NS {

template <class Params>
struct Packed<Monty31<Params>> {
  using F = Monty31<Params>;
  using Field = F;
  static constexpr std::size_t kLanes = 8;

  // Words below 2p (< 2^32): only good as a factor.
  struct Unreduced {
    __m256i v;
  };

  // One element as a factor of many products. With w * mu at hand the multiplier of the reduction
  // takes one multiplication for all lanes instead of one for each half.
  struct Factor {
    __m256i v;
    __m256i times_mu;

    P3_INLINE Factor() {}
    P3_INLINE explicit Factor(F x)
        : v(Packed(x).v),
          times_mu(_mm256_mullo_epi32(v, _mm256_set1_epi32(static_cast<int>(F::kMu)))) {}
  };

  P3_INLINE Packed() {}
  P3_INLINE explicit Packed(__m256i words) : v(words) {}
  P3_INLINE Packed(F x) : v(_mm256_set1_epi32(static_cast<int>(x.word()))) {}

  static P3_INLINE Packed zero() { return Packed(_mm256_setzero_si256()); }
  static P3_INLINE Packed one() { return Packed(F::one()); }
  static P3_INLINE Packed load(const F* p) {
    return Packed(_mm256_load_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static P3_INLINE Packed loadu(const F* p) {
    return Packed(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  static P3_INLINE Packed load_partial(const F* p, std::size_t n) {
    return Packed(_mm256_maskload_epi32(reinterpret_cast<const int*>(p), first_lanes(n)));
  }
  P3_INLINE void store(F* p) const { _mm256_store_si256(reinterpret_cast<__m256i*>(p), v); }
  P3_INLINE void storeu(F* p) const { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v); }
  P3_INLINE void store_partial(F* p, std::size_t n) const {
    _mm256_maskstore_epi32(reinterpret_cast<int*>(p), first_lanes(n), v);
  }
  P3_INLINE void stream(F* p) const { _mm256_stream_si256(reinterpret_cast<__m256i*>(p), v); }
  static P3_INLINE void stream_fence() { _mm_sfence(); }
  P3_INLINE F lane(std::size_t i) const {
    alignas(32) std::uint32_t words[kLanes];
    _mm256_store_si256(reinterpret_cast<__m256i*>(words), v);
    return F::from_word_unchecked(words[i]);
  }

  // a + b < 2p < 2^32; of sum and sum - p the wrapped one is the larger word.
  friend P3_INLINE Packed operator+(Packed a, Packed b) {
    const __m256i sum = _mm256_add_epi32(a.v, b.v);
    return Packed(_mm256_min_epu32(sum, _mm256_sub_epi32(sum, prime())));
  }
  friend P3_INLINE Packed operator-(Packed a, Packed b) {
    return from_signed(_mm256_sub_epi32(a.v, b.v));
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
    const __m256i odd = _mm256_and_si256(v, _mm256_set1_epi32(1));
    const __m256i mask = _mm256_sub_epi32(_mm256_setzero_si256(), odd);
    const __m256i add = _mm256_set1_epi32(static_cast<int>((F::kPrime + 1) / 2));
    return Packed(_mm256_add_epi32(_mm256_srli_epi32(v, 1), _mm256_and_si256(mask, add)));
  }

  static P3_INLINE Unreduced lazy_sum(Packed a, Packed b) { return {_mm256_add_epi32(a.v, b.v)}; }
  static P3_INLINE Unreduced lazy_difference(Packed a, Packed b) {
    return {_mm256_add_epi32(_mm256_sub_epi32(a.v, b.v), prime())};
  }

  // A sum of products in 64-bit lanes. Invariant: below P = p * 2^32. One product is below p^2 and
  // 2 * p^2 < P, so P + 2 * p^2 < 2^64 and one conditional subtraction restores the invariant. The
  // low half of P is zero, so 32-bit operations do it: of high and high - p the wrapped one is
  // larger.
  struct Accumulator {
    __m256i even = _mm256_setzero_si256();
    __m256i odd = _mm256_setzero_si256();

    P3_INLINE Accumulator() {}
    P3_INLINE void add(Packed a, Packed b) {
      even = restore(_mm256_add_epi64(even, _mm256_mul_epu32(a.v, b.v)));
      odd = restore(_mm256_add_epi64(odd, _mm256_mul_epu32(swap_odd(a.v), swap_odd(b.v))));
    }
    // a*b + c*d for the price of one correction.
    P3_INLINE void add2(Packed a, Packed b, Packed c, Packed d) {
      const __m256i even_sum =
          _mm256_add_epi64(_mm256_mul_epu32(a.v, b.v), _mm256_mul_epu32(c.v, d.v));
      const __m256i odd_sum = _mm256_add_epi64(_mm256_mul_epu32(swap_odd(a.v), swap_odd(b.v)),
                                               _mm256_mul_epu32(swap_odd(c.v), swap_odd(d.v)));
      even = restore(_mm256_add_epi64(even, even_sum));
      odd = restore(_mm256_add_epi64(odd, odd_sum));
    }
    P3_INLINE Packed reduce() const { return reduce_wide(even, odd); }

   private:
    static P3_INLINE __m256i restore(__m256i sum) {
      const __m256i bound = _mm256_set1_epi64x(static_cast<long long>(F::kOrder << 32));
      return _mm256_min_epu32(sum, _mm256_sub_epi32(sum, bound));
    }
  };

  __m256i v;

 private:
  static P3_INLINE __m256i prime() { return _mm256_set1_epi32(static_cast<int>(F::kPrime)); }
  static P3_INLINE __m256i first_lanes(std::size_t n) {
    const __m256i index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), index);
  }
  // Odd lanes moved onto the even ones.
  static P3_INLINE __m256i swap_odd(__m256i x) {
    return _mm256_castps_si256(_mm256_movehdup_ps(_mm256_castsi256_ps(x)));
  }
  // x in (-p, p): of x and x + p the wrapped one is the larger word.
  static P3_INLINE Packed from_signed(__m256i x) {
    return Packed(_mm256_min_epu32(x, _mm256_add_epi32(x, prime())));
  }
  static P3_INLINE Packed multiply(__m256i a, __m256i b) {
    return reduce_wide(_mm256_mul_epu32(a, b), _mm256_mul_epu32(swap_odd(a), swap_odd(b)));
  }
  static P3_INLINE Packed multiply(__m256i a, Factor b) {
    const __m256i q = opaque(_mm256_mullo_epi32(a, b.times_mu));
    return halves(_mm256_mul_epu32(a, b.v), _mm256_mul_epu32(swap_odd(a), b.v),
                  opaque(_mm256_mul_epu32(q, prime())),
                  opaque(_mm256_mul_epu32(swap_odd(q), prime())));
  }
  // 64-bit values below p * 2^32, for even and odd lanes, times 2^-32.
  static P3_INLINE Packed reduce_wide(__m256i even, __m256i odd) {
    const __m256i mu = _mm256_set1_epi32(static_cast<int>(F::kMu));
    const __m256i even_q = opaque(_mm256_mul_epu32(opaque(_mm256_mul_epu32(even, mu)), prime()));
    const __m256i odd_q = opaque(_mm256_mul_epu32(opaque(_mm256_mul_epu32(odd, mu)), prime()));
    return halves(even, odd, even_q, odd_q);
  }
  // High halves of differences in (-p * 2^32, p * 2^32) whose low halves are zero.
  static P3_INLINE Packed halves(__m256i even, __m256i odd, __m256i even_q, __m256i odd_q) {
    const __m256i even_difference = _mm256_sub_epi64(even, even_q);
    const __m256i odd_difference = _mm256_sub_epi64(odd, odd_q);
    return from_signed(_mm256_blend_epi32(swap_odd(even_difference), odd_difference, 0xaa));
  }
  // Keeps clang 19 from turning a 32 x 32 bit product by a constant into a 64-bit one (vpmullq, or
  // three products): it would use that only the low half counts, or that -p * q can be added.
  static P3_INLINE __m256i opaque(__m256i x) {
    asm("" : "+x"(x));
    return x;
  }
};

}  // namespace p3::P3_ISA_NS
