// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>

#include "p3/base/check.h"
#include "p3/base/inline.h"
#include "p3/hash/poseidon2.h"
#include "p3/hash/poseidon2_layers.h"

// Poseidon2 over the 31-bit fields on one state, with delayed reduction.
//
// A LazyWord is any signed 64-bit integer that is congruent to the Montgomery word. Sums are plain
// additions; folding brings a value back to 31 bits and a sign, which is all that a product needs.
// Magnitudes: factors are at most 2^31, and so are their products; the external layer multiplies by
// at most 63; in the partial rounds entries stay below 2^37 (see internal_entry) and the sum of 32
// of them below 2^38. Debug and P3_VERIFY builds check it.
namespace p3 {

template <class F>
struct LazyWord {
  static constexpr std::int64_t kPrime = F::kPrime;
  static constexpr std::int64_t kLimit = std::int64_t{1} << 38;

  std::int64_t v = 0;

  LazyWord() = default;
  P3_INLINE constexpr explicit LazyWord(std::int64_t value) : v(value) {}
  P3_INLINE constexpr explicit LazyWord(F x) : v(x.word()) {}

  friend P3_INLINE LazyWord operator+(LazyWord a, LazyWord b) { return LazyWord(a.v + b.v); }
  friend P3_INLINE LazyWord operator-(LazyWord a, LazyWord b) { return LazyWord(a.v - b.v); }

  // At most 2^31 in magnitude if v is at most 2^37, else at most 1.5 * 2^31. t counts whole 2^31,
  // rounded: v - t * p is a remainder of at most 2^30 plus t * (2^31 - p). That factor is 2^24 for
  // KoalaBear; for BabyBear it is 2^27, so it takes a second round.
  P3_INLINE LazyWord folded() const {
    check_below(kLimit);
    LazyWord once = fold_once();
    if constexpr (F::kTwoAdicity > 24) once = once.fold_once();
    return once;
  }

  // a * b * 2^-32 by signed Montgomery reduction: |a * b| <= 2^62, so the result is below 2^31.
  friend P3_INLINE LazyWord operator*(LazyWord a, LazyWord b) {
    a.check_below(std::int64_t{1} << 31);
    b.check_below(std::int64_t{1} << 31);
    const std::int64_t product = a.v * b.v;
    const auto low = static_cast<std::uint32_t>(static_cast<std::uint64_t>(product)) * F::kMu;
    return LazyWord((product - static_cast<std::int32_t>(low) * kPrime) >> 32);
  }

  // x / 2^k, 1 <= k <= J. With p = M * 2^J + 1: 1/2^k = -M * 2^(J-k), so for x = high * 2^k + low
  // it is high - low * M * 2^(J-k), at most |x| / 2^k + p.
  template <unsigned k>
  P3_INLINE LazyWord divided() const {
    constexpr std::int64_t kFactor = (kPrime - 1) >> k;  // M * 2^(J-k)
    return LazyWord((v >> k) - (v & ((std::int64_t{1} << k) - 1)) * kFactor);
  }

  P3_INLINE F canonical() const {
    check_below(kLimit);
    constexpr std::int64_t kMultiple = kPrime * 256;  // above kLimit
    return F::from_word_unchecked(static_cast<std::uint32_t>((v + kMultiple) % kPrime));
  }

 private:
  P3_INLINE void check_below([[maybe_unused]] std::int64_t bound) const {
    P3_DCHECK(-bound <= v && v <= bound, "lazy word beyond its bound");
  }
  P3_INLINE LazyWord fold_once() const {
    const std::int64_t t = (v + (std::int64_t{1} << 30)) >> 31;
    return LazyWord(v - t * kPrime);
  }
};

namespace poseidon2_lazy {

template <class F>
P3_INLINE LazyWord<F> sbox(LazyWord<F> x, F constant) {
  static_assert(F::kSboxPower == 3 || F::kSboxPower == 7);
  const LazyWord<F> base = (x + LazyWord<F>(constant)).folded();
  const LazyWord<F> cube = base * base * base;
  if constexpr (F::kSboxPower == 3) {
    return cube;
  } else {
    return cube * cube * base;
  }
}

template <class F, unsigned T>
P3_INLINE void full_round(LazyWord<F>* state, const std::array<F, T>& constants) {
  for (unsigned i = 0; i < T; ++i) state[i] = sbox(state[i], constants[i]);
  poseidon2_external_layer<T>(state);
}

// V_i * s_i + sum for a folded sum. Multiples above 1 are folded, or they would grow with every
// round. The others need not be: a quotient by 2^k shrinks what was there before, and one times a
// value grows by about 2^31 a round.
template <class F, int kFactor, unsigned kHalvings>
P3_INLINE LazyWord<F> internal_entry(LazyWord<F> x, LazyWord<F> sum) {
  if constexpr (kHalvings > 0) {
    static_assert(kFactor == 1 || kFactor == -1);
    const LazyWord<F> quotient = x.template divided<kHalvings>();
    return kFactor == 1 ? sum + quotient : sum - quotient;
  } else {
    const LazyWord<F> entry(x.v * kFactor + sum.v);
    return kFactor == 1 || kFactor == -1 ? entry : entry.folded();
  }
}

template <class F, unsigned T, unsigned kI = 0>
P3_INLINE void internal_entries(LazyWord<F>* state, LazyWord<F> sum) {
  constexpr DiagonalEntry kEntry = Poseidon2Params<F, T>::kDiagonal[kI];
  state[kI] = internal_entry<F, kEntry.factor, kEntry.halvings>(state[kI], sum);
  if constexpr (kI + 1 < T) internal_entries<F, T, kI + 1>(state, sum);
}

// The sum of the entries that the S-box does not touch: it need not wait for it.
template <class F, unsigned T>
P3_INLINE LazyWord<F> sum_of_rest(const LazyWord<F>* state) {
  static_assert(T % 4 == 0);
  LazyWord<F> even = state[1] + state[2];
  LazyWord<F> odd = state[3];
  for (unsigned i = 4; i < T; i += 4) {
    even = even + (state[i] + state[i + 1]);
    odd = odd + (state[i + 2] + state[i + 3]);
  }
  return even + odd;
}

template <class F, unsigned T>
P3_INLINE void partial_round(LazyWord<F>* state, F constant) {
  const LazyWord<F> rest = sum_of_rest<F, T>(state);
  state[0] = sbox(state[0], constant);
  internal_entries<F, T>(state, (rest + state[0]).folded());
}

template <class F, unsigned T>
P3_INLINE void permute(const Poseidon2Constants<F, T>& constants, std::array<F, T>& state) {
  std::array<LazyWord<F>, T> s;
  for (unsigned i = 0; i < T; ++i) s[i] = LazyWord<F>(state[i]);
  poseidon2_external_layer<T>(s.data());
  for (const auto& round : constants.initial) full_round<F, T>(s.data(), round);
  for (LazyWord<F>& x : s) x = x.folded();
  for (const F constant : constants.internal) partial_round<F, T>(s.data(), constant);
  for (const auto& round : constants.terminal) full_round<F, T>(s.data(), round);
  for (unsigned i = 0; i < T; ++i) state[i] = s[i].canonical();
}

}  // namespace poseidon2_lazy
}  // namespace p3
