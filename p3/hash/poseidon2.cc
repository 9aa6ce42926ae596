// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/poseidon2.h"

#include <algorithm>

#include "p3/base/check.h"

namespace p3 {
namespace {

// x^3 or x^7, the smallest power that permutes the field.
template <class F>
P3_INLINE F sbox(F x) {
  const F cube = x.square() * x;
  if constexpr (F::kSboxPower == 3) {
    return cube;
  } else {
    static_assert(F::kSboxPower == 7);
    return cube.square() * x;
  }
}

template <class F, unsigned T>
void full_round(std::array<F, T>& state, const std::array<F, T>& constants) {
  for (unsigned i = 0; i < T; ++i) state[i] = sbox(state[i] + constants[i]);
  poseidon2_external_matrix<F, T>(state);
}

}  // namespace

template <class F, unsigned T>
void poseidon2_external_matrix(std::array<F, T>& state) noexcept {
  static_assert(T % 4 == 0);
  std::array<F, 4> sums{};
  for (unsigned block = 0; block < T; block += 4) {
    const F a = state[block], b = state[block + 1], c = state[block + 2], d = state[block + 3];
    const F total = (a + b) + (c + d);
    state[block] = total + a + b.doubled();      // 2a + 3b +  c +  d
    state[block + 1] = total + b + c.doubled();  //  a + 2b + 3c +  d
    state[block + 2] = total + c + d.doubled();  //  a +  b + 2c + 3d
    state[block + 3] = total + d + a.doubled();  // 3a +  b +  c + 2d
    for (unsigned k = 0; k < 4; ++k) sums[k] += state[block + k];
  }
  for (unsigned i = 0; i < T; ++i) state[i] += sums[i % 4];
}

template <class F, unsigned T>
void poseidon2_internal_matrix(std::array<F, T>& state) noexcept {
  static constexpr std::array<F, T> kDiagonal = poseidon2_diagonal_elements<F, T>();
  F sum = F::zero();
  for (unsigned i = 0; i < T; ++i) sum += state[i];
  for (unsigned i = 0; i < T; ++i) state[i] = kDiagonal[i] * state[i] + sum;
}

template <class F, unsigned T>
void Poseidon2<F, T>::permute(std::array<F, T>& state) const noexcept {
  poseidon2_external_matrix<F, T>(state);
  for (const auto& constants : constants_.initial) full_round<F, T>(state, constants);
  for (const F constant : constants_.internal) {
    state[0] = sbox(state[0] + constant);
    poseidon2_internal_matrix<F, T>(state);
  }
  for (const auto& constants : constants_.terminal) full_round<F, T>(state, constants);
}

template <class F, unsigned T>
void Poseidon2<F, T>::permute_span(std::span<F> state) const noexcept {
  P3_CHECK(state.size() == T, "state of another width");
  std::array<F, T> copy;
  std::copy(state.begin(), state.end(), copy.begin());
  permute(copy);
  std::copy(copy.begin(), copy.end(), state.begin());
}

#define P3_INSTANTIATE(F, T)                                                 \
  template void poseidon2_external_matrix<F, T>(std::array<F, T>&) noexcept; \
  template void poseidon2_internal_matrix<F, T>(std::array<F, T>&) noexcept; \
  template class Poseidon2<F, T>;
P3_FOR_EACH_POSEIDON2(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
