// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "p3/base/check.h"

// Powers of two, logarithms and bit reversal.
namespace p3 {

// log2 of a power of two.
inline unsigned log2_strict(std::size_t n) {
  P3_CHECK(std::has_single_bit(n), "not a power of two");
  return static_cast<unsigned>(std::countr_zero(n));
}

// Smallest k with 2^k >= n; 0 for n <= 1.
constexpr unsigned log2_ceil(std::size_t n) {
  return n <= 1 ? 0u : static_cast<unsigned>(std::bit_width(n - 1));
}

// The low `bits` bits of x in reverse order; higher bits of x must be zero. bits <= 64.
constexpr std::uint64_t reverse_bits(std::uint64_t x, unsigned bits) {
  x = ((x >> 1) & 0x5555555555555555u) | ((x & 0x5555555555555555u) << 1);
  x = ((x >> 2) & 0x3333333333333333u) | ((x & 0x3333333333333333u) << 2);
  x = ((x >> 4) & 0x0f0f0f0f0f0f0f0fu) | ((x & 0x0f0f0f0f0f0f0f0fu) << 4);
  x = __builtin_bswap64(x);
  return bits == 0 ? 0 : x >> (64 - bits);
}

}  // namespace p3
