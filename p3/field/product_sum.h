// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/base/inline.h"

// ProductSum<F>: a sum of products of field elements that is reduced once, at the end.
namespace p3 {

// Fields whose products fill their machine word: nothing to delay.
template <class F, unsigned kBytes = F::kBytes>
class ProductSum {
 public:
  P3_INLINE void add(F a, F b) { sum_ += a * b; }
  P3_INLINE F value() const { return sum_; }

 private:
  F sum_ = F::zero();
};

// The 31-bit fields. Invariant: sum_ is below P = p * 2^32, the domain of the Montgomery reduction.
// One product is below p^2 < P, so P + p^2 < 2^64 and one conditional subtraction restores it.
template <class F>
class ProductSum<F, 4> {
 public:
  P3_INLINE void add(F a, F b) {
    constexpr std::uint64_t kBound = F::kOrder << 32;
    sum_ += std::uint64_t{a.word()} * b.word();
    sum_ = sum_ >= kBound ? sum_ - kBound : sum_;
  }
  P3_INLINE F value() const { return F::from_word_unchecked(F::reduce(sum_)); }

 private:
  std::uint64_t sum_ = 0;
};

}  // namespace p3
