// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/inline.h"
#include "p3/field/isa/scalar_packed.h"

#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)
#include <immintrin.h>
#endif

// Square transposes in registers: the way from row-major memory to one row per lane and back.
//
// log2(kLanes) rounds; round s exchanges halves of pairs of vectors whose numbers differ in one
// bit.
namespace p3::P3_ISA_NS {

#if defined(P3_ISA_AVX512)

// v[i] word j <-> v[j] word i, 16 vectors of 16 words. The first two rounds transpose 4 x 4 blocks
// within 128-bit lanes, the last two move 128-bit lanes.
P3_INLINE void transpose_words(__m512i (&v)[16]) {
  __m512i t[16];
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
    t[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    v[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
    v[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
    v[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
    v[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
  // Now v[4a + b] lane q holds words 4a..4a+3 of column 4q + b.
  for (int b = 0; b < 4; ++b) {
    t[b] = _mm512_shuffle_i32x4(v[b], v[4 + b], 0x88);           // lanes 0, 2 of a = 0, 1
    t[4 + b] = _mm512_shuffle_i32x4(v[b], v[4 + b], 0xdd);       // lanes 1, 3
    t[8 + b] = _mm512_shuffle_i32x4(v[8 + b], v[12 + b], 0x88);  // of a = 2, 3
    t[12 + b] = _mm512_shuffle_i32x4(v[8 + b], v[12 + b], 0xdd);
  }
  for (int b = 0; b < 4; ++b) {
    v[b] = _mm512_shuffle_i32x4(t[b], t[8 + b], 0x88);
    v[8 + b] = _mm512_shuffle_i32x4(t[b], t[8 + b], 0xdd);
    v[4 + b] = _mm512_shuffle_i32x4(t[4 + b], t[12 + b], 0x88);
    v[12 + b] = _mm512_shuffle_i32x4(t[4 + b], t[12 + b], 0xdd);
  }
}

#elif defined(P3_ISA_AVX2)

// v[i] word j <-> v[j] word i, 8 vectors of 8 words.
P3_INLINE void transpose_words(__m256i (&v)[8]) {
  __m256i t[8];
  for (int i = 0; i < 8; i += 2) {
    t[i] = _mm256_unpacklo_epi32(v[i], v[i + 1]);
    t[i + 1] = _mm256_unpackhi_epi32(v[i], v[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    v[i] = _mm256_unpacklo_epi64(t[i], t[i + 2]);
    v[i + 1] = _mm256_unpackhi_epi64(t[i], t[i + 2]);
    v[i + 2] = _mm256_unpacklo_epi64(t[i + 1], t[i + 3]);
    v[i + 3] = _mm256_unpackhi_epi64(t[i + 1], t[i + 3]);
  }
  // Now v[4a + b] half q holds words 4a..4a+3 of column 4q + b.
  for (int b = 0; b < 4; ++b) {
    t[b] = _mm256_permute2x128_si256(v[b], v[4 + b], 0x20);
    t[4 + b] = _mm256_permute2x128_si256(v[b], v[4 + b], 0x31);
  }
  for (int i = 0; i < 8; ++i) v[i] = t[i];
}

#endif

// In place: v[i].lane(j) <-> v[j].lane(i), i, j < kLanes.
template <class F>
P3_INLINE void transpose(Packed<F>* v) {
  constexpr std::size_t kLanes = Packed<F>::kLanes;
  if constexpr (kLanes > 1) {
    decltype(v->v) words[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) words[i] = v[i].v;
    transpose_words(words);
    for (std::size_t i = 0; i < kLanes; ++i) v[i].v = words[i];
  }
}

// out[c].lane(r) = p[r * stride + c], r, c < kLanes.
template <class F>
P3_INLINE void transpose_rows(const F* p, std::size_t stride, Packed<F>* out) {
  for (std::size_t r = 0; r < Packed<F>::kLanes; ++r) out[r] = Packed<F>::loadu(p + r * stride);
  transpose(out);
}

// p[r * stride + c] = in[c].lane(r), r, c < kLanes. Changes `in`.
template <class F>
P3_INLINE void untranspose_rows(Packed<F>* in, F* p, std::size_t stride) {
  transpose(in);
  for (std::size_t r = 0; r < Packed<F>::kLanes; ++r) in[r].storeu(p + r * stride);
}

}  // namespace p3::P3_ISA_NS
