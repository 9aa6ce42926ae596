// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>

#include "p3/base/inline.h"
#include "p3/field/field_ops.h"

// Goldilocks: p = 2^64 - 2^32 + 1, stored canonically.
//
// Invariant: value_ < p. Upstream keeps non-canonical words in memory; keeping ours canonical costs
// one compare per operation and makes equality, hashing and encoding free of surprises.
namespace p3 {

class Goldilocks {
 public:
  using Word = std::uint64_t;

  static constexpr std::uint64_t kOrder = 0xffffffff00000001u;
  static constexpr std::uint64_t kEpsilon = 0xffffffffu;  // 2^64 mod p
  static constexpr unsigned kOrderBits = 64;
  static constexpr unsigned kTwoAdicity = 32;
  static constexpr unsigned kBytes = 8;
  static constexpr unsigned kSboxPower = 7;
  static constexpr const char* kName = "goldilocks";

  // Not defaulted, so that even an unoptimised kernel file emits no copy of it.
  P3_INLINE constexpr Goldilocks() {}

  static P3_INLINE constexpr Goldilocks zero() { return from_word_unchecked(0); }
  static P3_INLINE constexpr Goldilocks one() { return from_word_unchecked(1); }
  static P3_INLINE constexpr Goldilocks two() { return from_word_unchecked(2); }
  static P3_INLINE constexpr Goldilocks minus_one() { return from_word_unchecked(kOrder - 1); }
  static constexpr Goldilocks generator() { return from_word_unchecked(7); }

  static P3_INLINE constexpr Goldilocks from_u64(std::uint64_t x) {
    return from_word_unchecked(x >= kOrder ? x - kOrder : x);
  }
  static constexpr Goldilocks from_i64(std::int64_t x) {
    return x < 0 ? -from_u64(0 - static_cast<std::uint64_t>(x))
                 : from_u64(static_cast<std::uint64_t>(x));
  }
  static P3_INLINE constexpr Goldilocks from_word_unchecked(std::uint64_t word) {
    Goldilocks x;
    x.value_ = word;
    return x;
  }
  static constexpr std::optional<Goldilocks> from_word(std::uint64_t word) {
    if (word >= kOrder) return std::nullopt;
    return from_word_unchecked(word);
  }

  P3_INLINE constexpr std::uint64_t word() const { return value_; }
  P3_INLINE constexpr std::uint64_t as_canonical_u64() const { return value_; }

  friend P3_INLINE constexpr Goldilocks operator+(Goldilocks a, Goldilocks b) {
    // a - (p - b): borrow means the sum is below p.
    const std::uint64_t complement = kOrder - b.value_;
    const std::uint64_t difference = a.value_ - complement;
    return from_word_unchecked(a.value_ < complement ? difference + kOrder : difference);
  }
  friend P3_INLINE constexpr Goldilocks operator-(Goldilocks a, Goldilocks b) {
    const std::uint64_t difference = a.value_ - b.value_;
    return from_word_unchecked(a.value_ < b.value_ ? difference + kOrder : difference);
  }
  friend P3_INLINE constexpr Goldilocks operator*(Goldilocks a, Goldilocks b) {
    return from_word_unchecked(reduce128(static_cast<unsigned __int128>(a.value_) * b.value_));
  }
  P3_INLINE constexpr Goldilocks operator-() const {
    return from_word_unchecked(value_ == 0 ? 0 : kOrder - value_);
  }
  P3_INLINE constexpr Goldilocks& operator+=(Goldilocks b) { return *this = *this + b; }
  P3_INLINE constexpr Goldilocks& operator-=(Goldilocks b) { return *this = *this - b; }
  P3_INLINE constexpr Goldilocks& operator*=(Goldilocks b) { return *this = *this * b; }
  friend P3_INLINE constexpr bool operator==(Goldilocks a, Goldilocks b) {
    return a.value_ == b.value_;
  }

  P3_INLINE constexpr Goldilocks square() const { return *this * *this; }
  P3_INLINE constexpr Goldilocks doubled() const { return *this + *this; }
  P3_INLINE constexpr Goldilocks halved() const {
    // (x + p) / 2 = x/2 + (p+1)/2 for odd x, without leaving 64 bits.
    const std::uint64_t half = value_ >> 1;
    return from_word_unchecked((value_ & 1u) != 0 ? half + (kOrder + 1) / 2 : half);
  }
  // Inverse by Fermat; the inverse of zero is zero.
  constexpr Goldilocks inverse() const { return exp_u64(*this, kOrder - 2); }

  static constexpr Goldilocks two_adic_generator(unsigned bits) {
    Goldilocks w = from_word_unchecked(0x185629dcda58878cu);
    for (unsigned k = kTwoAdicity; k > bits; --k) w = w.square();
    return w;
  }

  // x mod p with 2^64 = 2^32 - 1 and 2^96 = -1.
  static P3_INLINE constexpr std::uint64_t reduce128(unsigned __int128 x) {
    const std::uint64_t low = static_cast<std::uint64_t>(x);
    const std::uint64_t high = static_cast<std::uint64_t>(x >> 64);
    const std::uint64_t high_high = high >> 32;
    const std::uint64_t high_low = high & kEpsilon;
    std::uint64_t t = low - high_high;
    if (low < high_high) t -= kEpsilon;  // borrow of 2^64 = epsilon mod p
    const std::uint64_t product = high_low * kEpsilon;
    std::uint64_t sum = t + product;
    if (sum < t) sum += kEpsilon;
    return sum >= kOrder ? sum - kOrder : sum;
  }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace p3
