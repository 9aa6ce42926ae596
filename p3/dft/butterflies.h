// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <utility>

#include "p3/base/inline.h"
#include "p3/field/isa/packed.h"

// kLog layers of the transform on 2^kLog vectors in registers. For kernel files.
//
// c[2^t + j] is the factor of block j of layer t, as in the tree of twiddles.h. A sum or difference
// that the next layer only multiplies stays unreduced: one instruction instead of three, two
// instead of three.
namespace p3::P3_ISA_NS {

template <class P, unsigned kLog>
struct Butterflies {
  static constexpr std::size_t kSize = std::size_t{1} << kLog;
  using Vectors = P[kSize];
  using Factors = typename P::Factor[kSize];

  // Coefficients -> values: (x, y) -> (x + c*y, x - c*y), largest blocks first.
  static P3_INLINE void forward(Vectors& v, const Factors& c) {
    typename P::Unreduced lazy[kSize];
    forward_layer<0>(v, lazy, c);
  }

  // Values -> 2^kLog times the coefficients: (u, v) -> (u + v, (u - v) * c), smallest blocks first.
  // kScaled multiplies the results by `scale`; c[1] must have been multiplied by it.
  template <bool kScaled>
  static P3_INLINE void backward(Vectors& v, const Factors& c, typename P::Factor scale) {
    backward_layer<kLog, kScaled>(v, c, scale);
  }

 private:
  // The pairs (x, x + half) of layer t are numbered b < kSize / 2.
  static constexpr std::size_t half_of(unsigned t) { return kSize >> (t + 1); }
  static constexpr std::size_t block_of(unsigned t, std::size_t b) { return b / half_of(t); }
  static constexpr std::size_t left_of(unsigned t, std::size_t b) {
    return block_of(t, b) * 2 * half_of(t) + b % half_of(t);
  }

  template <unsigned t>
  static P3_INLINE void forward_layer(Vectors& v, typename P::Unreduced (&lazy)[kSize],
                                      const Factors& c) {
    if constexpr (t < kLog) {
      [&]<std::size_t... b>(std::index_sequence<b...>) P3_LAMBDA_INLINE {
        (forward_pair<t, b>(v, lazy, c), ...);
      }(std::make_index_sequence<kSize / 2>{});
      forward_layer<t + 1>(v, lazy, c);
    }
  }

  template <unsigned t, std::size_t b>
  static P3_INLINE void forward_pair(Vectors& v, typename P::Unreduced (&lazy)[kSize],
                                     const Factors& c) {
    constexpr std::size_t half = half_of(t);
    constexpr std::size_t x = left_of(t, b);
    const typename P::Factor factor = c[(std::size_t{1} << t) + block_of(t, b)];
    P product;
    if constexpr (t == 0) {
      product = v[x + half] * factor;
    } else {
      product = lazy[x + half] * factor;
    }
    // Right halves of the next layer's blocks are factors there.
    if constexpr (t + 1 < kLog && (x & (half / 2)) != 0) {
      lazy[x + half] = P::lazy_difference(v[x], product);
      lazy[x] = P::lazy_sum(v[x], product);
    } else {
      v[x + half] = v[x] - product;
      v[x] = v[x] + product;
    }
  }

  // Layers level - 1, ..., 0.
  template <unsigned level, bool kScaled>
  static P3_INLINE void backward_layer(Vectors& v, const Factors& c, typename P::Factor scale) {
    if constexpr (level > 0) {
      [&]<std::size_t... b>(std::index_sequence<b...>) P3_LAMBDA_INLINE {
        (backward_pair < level - 1, b, kScaled && level == 1 > (v, c, scale), ...);
      }(std::make_index_sequence<kSize / 2>{});
      backward_layer<level - 1, kScaled>(v, c, scale);
    }
  }

  template <unsigned t, std::size_t b, bool kScaled>
  static P3_INLINE void backward_pair(Vectors& v, const Factors& c, typename P::Factor scale) {
    constexpr std::size_t half = half_of(t);
    constexpr std::size_t x = left_of(t, b);
    const typename P::Factor factor = c[(std::size_t{1} << t) + block_of(t, b)];
    const P right = P::lazy_difference(v[x], v[x + half]) * factor;
    if constexpr (kScaled) {
      v[x] = P::lazy_sum(v[x], v[x + half]) * scale;
    } else {
      v[x] = v[x] + v[x + half];
    }
    v[x + half] = right;
  }
};

}  // namespace p3::P3_ISA_NS
