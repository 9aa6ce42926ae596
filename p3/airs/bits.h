// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/base/inline.h"

// Packing of bit columns, shared by the bitwise AIRs.
namespace p3::airs {

// sum over z < count of 2^z * bit(z), by Horner from the top: doublings and additions only.
template <class Expr, class Bit>
P3_INLINE Expr pack_bits(std::size_t count, const Bit& bit) {
  Expr sum = bit(count - 1);
  for (std::size_t z = count - 1; z-- > 0;) sum = sum + sum + bit(z);
  return sum;
}

}  // namespace p3::airs
