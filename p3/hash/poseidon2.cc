// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/hash/poseidon2.h"

#include <algorithm>

#include "p3/base/check.h"
#include "p3/hash/poseidon2_layers.h"
#include "p3/hash/poseidon2_lazy.h"

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
  poseidon2_external_layer<T>(state.data());
}

template <class F, unsigned T>
void poseidon2_internal_matrix(std::array<F, T>& state) noexcept {
  static constexpr std::array<F, T> kDiagonal = poseidon2_diagonal_elements<F, T>();
  poseidon2_internal_layer<T>(state.data(), kDiagonal.data());
}

template <class F, unsigned T>
void Poseidon2<F, T>::permute(std::array<F, T>& state) const noexcept {
  if constexpr (F::kBytes == 4) {
    poseidon2_lazy::permute<F, T>(constants_, state);
  } else {
    poseidon2_external_matrix<F, T>(state);
    for (const auto& constants : constants_.initial) full_round<F, T>(state, constants);
    for (const F constant : constants_.internal) {
      state[0] = sbox(state[0] + constant);
      poseidon2_internal_matrix<F, T>(state);
    }
    for (const auto& constants : constants_.terminal) full_round<F, T>(state, constants);
  }
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
