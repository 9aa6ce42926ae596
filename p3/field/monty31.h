// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <optional>

#include "p3/base/inline.h"
#include "p3/field/field_ops.h"

// Monty31<Params>: a 31-bit prime field in Montgomery form, R = 2^32.
//
// Invariant: value_ is in [0, p), so equal elements have equal words. The word (not the canonical
// integer) is what Plonky3 0.8.0 writes to binary formats and hashes. Reduction uses the positive
// constant mu with p * mu = 1 mod 2^32 [Montgomery85].
namespace p3 {

template <class Params>
class Monty31 {
 public:
  using Word = std::uint32_t;

  static constexpr std::uint64_t kOrder = Params::kPrime;
  static constexpr std::uint32_t kPrime = Params::kPrime;
  static constexpr unsigned kOrderBits = 31;
  static constexpr unsigned kTwoAdicity = Params::kTwoAdicity;
  static constexpr unsigned kBytes = 4;  // of the serialised word
  static constexpr unsigned kSboxPower = Params::kSboxPower;
  static constexpr const char* kName = Params::kName;
  static constexpr std::uint32_t kMu = Params::kMu;
  static_assert(static_cast<std::uint32_t>(kPrime * kMu) == 1);

  // R mod p and R^2 mod p, R = 2^32.
  static constexpr std::uint32_t kR = static_cast<std::uint32_t>((std::uint64_t{1} << 32) % kPrime);
  static constexpr std::uint32_t kR2 = static_cast<std::uint32_t>(std::uint64_t{kR} * kR % kPrime);

  // Not defaulted, so that even an unoptimised kernel file emits no copy of it.
  P3_INLINE constexpr Monty31() {}

  static P3_INLINE constexpr Monty31 zero() { return from_word_unchecked(0); }
  static P3_INLINE constexpr Monty31 one() { return from_word_unchecked(kR); }
  static P3_INLINE constexpr Monty31 two() { return one() + one(); }
  static P3_INLINE constexpr Monty31 minus_one() { return -one(); }
  static constexpr Monty31 generator() { return from_u64(Params::kGenerator); }

  // The integer x mod p.
  static P3_INLINE constexpr Monty31 from_u64(std::uint64_t x) {
    return from_word_unchecked(reduce((x % kPrime) * std::uint64_t{kR2}));
  }
  // A signed integer mod p.
  static constexpr Monty31 from_i64(std::int64_t x) {
    return x < 0 ? -from_u64(0 - static_cast<std::uint64_t>(x))
                 : from_u64(static_cast<std::uint64_t>(x));
  }
  // word must be below p.
  static P3_INLINE constexpr Monty31 from_word_unchecked(std::uint32_t word) {
    Monty31 x;
    x.value_ = word;
    return x;
  }
  static constexpr std::optional<Monty31> from_word(std::uint32_t word) {
    if (word >= kPrime) return std::nullopt;
    return from_word_unchecked(word);
  }

  // Montgomery word: the serialised and hashed form.
  P3_INLINE constexpr std::uint32_t word() const { return value_; }
  P3_INLINE constexpr std::uint64_t as_canonical_u64() const { return reduce(value_); }

  friend P3_INLINE constexpr Monty31 operator+(Monty31 a, Monty31 b) {
    const std::uint32_t sum = a.value_ + b.value_;  // < 2p < 2^32
    return from_word_unchecked(sum >= kPrime ? sum - kPrime : sum);
  }
  friend P3_INLINE constexpr Monty31 operator-(Monty31 a, Monty31 b) {
    const std::uint32_t difference = a.value_ - b.value_;
    return from_word_unchecked(a.value_ < b.value_ ? difference + kPrime : difference);
  }
  friend P3_INLINE constexpr Monty31 operator*(Monty31 a, Monty31 b) {
    return from_word_unchecked(reduce(std::uint64_t{a.value_} * b.value_));
  }
  P3_INLINE constexpr Monty31 operator-() const {
    return from_word_unchecked(value_ == 0 ? 0 : kPrime - value_);
  }
  P3_INLINE constexpr Monty31& operator+=(Monty31 b) { return *this = *this + b; }
  P3_INLINE constexpr Monty31& operator-=(Monty31 b) { return *this = *this - b; }
  P3_INLINE constexpr Monty31& operator*=(Monty31 b) { return *this = *this * b; }
  friend P3_INLINE constexpr bool operator==(Monty31 a, Monty31 b) { return a.value_ == b.value_; }

  P3_INLINE constexpr Monty31 square() const { return *this * *this; }
  P3_INLINE constexpr Monty31 doubled() const { return *this + *this; }
  P3_INLINE constexpr Monty31 halved() const {
    // value_ odd: value_ + p is even and below 2^32.
    return from_word_unchecked((value_ & 1u) != 0 ? (value_ + kPrime) >> 1 : value_ >> 1);
  }
  // Inverse by Fermat; the inverse of zero is zero.
  constexpr Monty31 inverse() const { return exp_u64(*this, kPrime - 2); }

  // Generator of the subgroup of order 2^bits. bits <= kTwoAdicity.
  static constexpr Monty31 two_adic_generator(unsigned bits) {
    Monty31 w = from_u64(Params::kTwoAdicGenerator);
    for (unsigned k = kTwoAdicity; k > bits; --k) w = w.square();
    return w;
  }

  // x * R^-1 mod p for x < p * 2^32.
  static P3_INLINE constexpr std::uint32_t reduce(std::uint64_t x) {
    const std::uint32_t t = static_cast<std::uint32_t>(x) * kMu;
    const std::uint32_t u = static_cast<std::uint32_t>((std::uint64_t{t} * kPrime) >> 32);
    const std::uint32_t high = static_cast<std::uint32_t>(x >> 32);
    // The low halves of x and t * p agree, so the difference of the high halves is exact.
    return high < u ? high - u + kPrime : high - u;
  }

 private:
  std::uint32_t value_ = 0;
};

}  // namespace p3
