// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"

// Table `canonical`: the integer of an element in two limbs, lo + 2^16 hi < p.
//
// p - 1 = 32512 * 2^16, so hi is at most 32512, and then lo is 0. Every row is a valid pair, those
// that nobody asks for too (count 0).
namespace rpp {

struct CanonicalColumns {
  static constexpr std::size_t kLo = 0;
  static constexpr std::size_t kHi = 1;
  static constexpr std::size_t kInverse = 2;     // of 32512 - hi, or 0
  static constexpr std::size_t kNotLargest = 3;  // their product: whether hi < 32512
  static constexpr std::size_t kCount = 4;       // demands this row serves
  static constexpr std::size_t kWidth = 5;
};

class CanonicalAir {
 public:
  using C = CanonicalColumns;

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E lo = b.local(C::kLo), hi = b.local(C::kHi);
    const E below = small_constant<E>(kCanonicalMaxHi) - hi;
    // With hi = 32512 this is 0, whatever the inverse; in all other rows the prover may reach 1.
    b.label("canonical/largest");
    b.assert_eq(b.local(C::kNotLargest), below * b.local(C::kInverse));
    b.label("canonical/lo");
    b.when(lo).assert_one(b.local(C::kNotLargest));
    b.push_global(bus::kCanonical,
                  canonical_tuple(lo + hi * p3::KoalaBear::from_u64(1u << 16), lo, hi),
                  Count::provided(-b.local(C::kCount)));
    b.push_global(bus::kRange, range_tuple(lo, hi, below, E(p3::KoalaBear::zero())),
                  Count::integer(1));
  }
};

}  // namespace rpp
