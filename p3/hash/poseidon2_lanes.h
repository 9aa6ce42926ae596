// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/isa/packed.h"
#include "p3/hash/monty_words.h"
#include "p3/hash/poseidon2_layers.h"
#include "p3/hash/poseidon2_params.h"
#include "p3/hash/row_kernels.h"

// Poseidon2 on packed states, one permutation per lane. For kernel files; the scalar twin is
// poseidon2.cc.
namespace p3::P3_ISA_NS {

// kCount elements at any address, zeros behind if the vector is longer.
template <class F, std::size_t kCount>
P3_INLINE Packed<F> load_elements(const unsigned char* p) {
  if constexpr (Packed<F>::kLanes == 1) {
    F x;
    __builtin_memcpy(&x, p, sizeof(F));
    return Packed<F>(x);
  } else {
    const F* elements = reinterpret_cast<const F*>(p);
    if constexpr (kCount == Packed<F>::kLanes) {
      return Packed<F>::loadu(elements);
    } else {
      return Packed<F>::load_partial(elements, kCount);
    }
  }
}

// (x - y)^3 or (x - y)^7.
template <class F>
P3_INLINE Packed<F> poseidon2_sbox(Packed<F> x, Packed<F> y) {
  static_assert(F::kSboxPower == 3 || F::kSboxPower == 7);
#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)
  using Halves = SignedHalves<F>;
  // In (-p, p): good enough as a factor, so the difference needs no correction.
  const Halves base = Halves::split(MontyWords::sub(x.v, y.v));
  const Halves square = base * base;
  if constexpr (F::kSboxPower == 3) {
    return Halves::packed_product(square, base);
  } else {
    const Halves cube = square * base;
    return Halves::packed_product(cube * cube, base);
  }
#else
  const Packed<F> base = x - y;
  const Packed<F> cube = base.square() * base;
  if constexpr (F::kSboxPower == 3) {
    return cube;
  } else {
    return cube.square() * base;
  }
#endif
}

// V_i * x + sum for one entry of the diagonal.
template <class F, int kFactor, unsigned kHalvings>
P3_INLINE Packed<F> poseidon2_diagonal(Packed<F> x, Packed<F> sum) {
  using P = Packed<F>;
  if constexpr (kHalvings <= 1) {
    const P base = kHalvings == 1 ? x.halved() : x;
    constexpr int kMagnitude = kFactor < 0 ? -kFactor : kFactor;
    P multiple = base;
    if constexpr (kMagnitude == 2) multiple = base.doubled();
    if constexpr (kMagnitude == 3) multiple = base.doubled() + base;
    if constexpr (kMagnitude == 4) multiple = base.doubled().doubled();
    return kFactor < 0 ? sum - multiple : sum + multiple;
  } else {
    static_assert(kFactor == 1 || kFactor == -1);
#if defined(P3_ISA_AVX512) || defined(P3_ISA_AVX2)
    return add_divided_by_power < F, kFactor<0, kHalvings>(x, sum);
#else
    constexpr F kPower = [] {
      F power = F::one();
      for (unsigned k = 0; k < kHalvings; ++k) power = power.halved();
      return power;
    }();
    const P product = x * P(kPower);
    return kFactor < 0 ? sum - product : sum + product;
#endif
  }
}

// Sum of the elements that the S-box of a partial round leaves alone, in four independent chains: a
// single one would be longer than everything else in the round.
template <class F>
struct Poseidon2Rest {
  static constexpr unsigned kChains = 4;
  Packed<F> chains[kChains];

  template <unsigned kI>
  P3_INLINE void add(Packed<F> x) {
    static_assert(kI >= 1);
    if constexpr (kI <= kChains) {
      chains[kI - 1] = x;
    } else {
      chains[(kI - 1) % kChains] += x;
    }
  }
  P3_INLINE Packed<F> sum() const { return (chains[0] + chains[1]) + (chains[2] + chains[3]); }
};

// The internal layer for a given sum of all elements; collects the rest for the next round on the
// way.
template <class F, unsigned T, unsigned kI = 0>
P3_INLINE void poseidon2_internal(Packed<F>* s, Packed<F> sum, Poseidon2Rest<F>& rest) {
  constexpr DiagonalEntry kEntry = Poseidon2Params<F, T>::kDiagonal[kI];
  s[kI] = poseidon2_diagonal<F, kEntry.factor, kEntry.halvings>(s[kI], sum);
  if constexpr (kI > 0) rest.template add<kI>(s[kI]);
  if constexpr (kI + 1 < T) poseidon2_internal<F, T, kI + 1>(s, sum, rest);
}

template <class F, unsigned T, unsigned kI = 1>
P3_INLINE void poseidon2_collect(const Packed<F>* s, Poseidon2Rest<F>& rest) {
  rest.template add<kI>(s[kI]);
  if constexpr (kI + 1 < T) poseidon2_collect<F, T, kI + 1>(s, rest);
}

template <class F, unsigned T>
P3_INLINE void poseidon2_full_rounds(Packed<F>* s, const F* constants) {
  for (unsigned round = 0; round < kPoseidon2HalfFullRounds; ++round, constants += T) {
    for (unsigned i = 0; i < T; ++i) s[i] = poseidon2_sbox<F>(s[i], Packed<F>(constants[i]));
    poseidon2_external_layer<T>(s);
  }
}

template <class F, unsigned T>
__attribute__((noinline)) void poseidon2_permute(Packed<F>* state,
                                                 const NegatedConstantsView<F>& constants) {
  using P = Packed<F>;
  P s[T];
  for (unsigned i = 0; i < T; ++i) s[i] = state[i];
  poseidon2_external_layer<T>(s);
  poseidon2_full_rounds<F, T>(s, constants.initial);
  Poseidon2Rest<F> rest;
  poseidon2_collect<F, T>(s, rest);
  for (unsigned round = 0; round < Poseidon2Params<F, T>::kPartialRounds; ++round) {
    s[0] = poseidon2_sbox<F>(s[0], P(constants.internal[round]));
    poseidon2_internal<F, T>(s, rest.sum() + s[0], rest);
  }
  poseidon2_full_rounds<F, T>(s, constants.terminal);
  for (unsigned i = 0; i < T; ++i) state[i] = s[i];
}

}  // namespace p3::P3_ISA_NS
