// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"

// Table `range`: four integers below 2^16 a row, each the sum of 16 bits.
namespace rpp {

struct RangeColumns {
  static constexpr std::size_t kBits = 0;  // 4 * 16, least significant first
  static constexpr std::size_t kBitsPerValue = 16;
  static constexpr std::size_t kCount = kRangeWidth * kBitsPerValue;  // demands this row serves
  static constexpr std::size_t kWidth = kCount + 1;
};

class RangeAir {
 public:
  using C = RangeColumns;

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    b.label("range/bits");
    for (std::size_t i = 0; i < C::kCount; ++i) b.assert_bool(b.local(C::kBits + i));
    b.push_global(bus::kRange, range_tuple(value(b, 0), value(b, 1), value(b, 2), value(b, 3)),
                  B::Count::provided(-b.local(C::kCount)));
  }

 private:
  template <class B>
  P3_INLINE static typename B::Expr value(B& b, std::size_t k) {
    const std::size_t first = C::kBits + k * C::kBitsPerValue;
    typename B::Expr sum = b.local(first + C::kBitsPerValue - 1);
    for (std::size_t i = C::kBitsPerValue - 1; i-- > 0;) sum = sum + sum + b.local(first + i);
    return sum;
  }
};

}  // namespace rpp
