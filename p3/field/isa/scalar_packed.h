// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "p3/base/inline.h"

// Packed<F> with one lane: every field of the portable set, and Goldilocks everywhere.
// See packed.h for the vocabulary.
namespace p3::P3_ISA_NS {

template <class F>
struct Packed {
  using Field = F;
  static constexpr std::size_t kLanes = 1;

  // One lane has nothing to gain from laziness: already reduced.
  struct Unreduced {
    F value;
  };

  struct Factor {
    F value;

    P3_INLINE Factor() {}
    P3_INLINE explicit Factor(F x) : value(x) {}
  };

  P3_INLINE Packed() {}
  P3_INLINE Packed(F x) : value(x) {}

  static P3_INLINE Packed zero() { return F::zero(); }
  static P3_INLINE Packed one() { return F::one(); }
  static P3_INLINE Packed load(const F* p) { return *p; }
  static P3_INLINE Packed loadu(const F* p) { return *p; }
  static P3_INLINE Packed load_partial(const F*, std::size_t) { return F::zero(); }
  P3_INLINE void store(F* p) const { *p = value; }
  P3_INLINE void storeu(F* p) const { *p = value; }
  P3_INLINE void store_partial(F*, std::size_t) const {}
  P3_INLINE void stream(F* p) const { *p = value; }
  static P3_INLINE void stream_fence() {}
  P3_INLINE F lane(std::size_t) const { return value; }

  friend P3_INLINE Packed operator+(Packed a, Packed b) { return a.value + b.value; }
  friend P3_INLINE Packed operator-(Packed a, Packed b) { return a.value - b.value; }
  friend P3_INLINE Packed operator*(Packed a, Packed b) { return a.value * b.value; }
  friend P3_INLINE Packed operator*(Unreduced a, Packed b) { return a.value * b.value; }
  friend P3_INLINE Packed operator*(Packed a, Factor b) { return a.value * b.value; }
  friend P3_INLINE Packed operator*(Unreduced a, Factor b) { return a.value * b.value; }
  P3_INLINE Packed operator-() const { return -value; }
  P3_INLINE Packed& operator+=(Packed b) { return *this = *this + b; }
  P3_INLINE Packed& operator-=(Packed b) { return *this = *this - b; }
  P3_INLINE Packed& operator*=(Packed b) { return *this = *this * b; }
  P3_INLINE Packed square() const { return value * value; }
  P3_INLINE Packed doubled() const { return value + value; }
  P3_INLINE Packed halved() const { return value.halved(); }

  static P3_INLINE Unreduced lazy_sum(Packed a, Packed b) { return {a.value + b.value}; }
  static P3_INLINE Unreduced lazy_difference(Packed a, Packed b) { return {a.value - b.value}; }

  struct Accumulator {
    F sum = F::zero();

    P3_INLINE Accumulator() {}
    P3_INLINE void add(Packed a, Packed b) { sum += a.value * b.value; }
    P3_INLINE void add2(Packed a, Packed b, Packed c, Packed d) {
      sum += a.value * b.value + c.value * d.value;
    }
    P3_INLINE Packed reduce() const { return sum; }
  };

  F value;
};

}  // namespace p3::P3_ISA_NS
