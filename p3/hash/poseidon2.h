// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <span>

#include "p3/hash/permutation.h"
#include "p3/hash/poseidon2_params.h"

// Poseidon2<F, T>: the permutation of F^T of [GKS23] in the form Plonky3 0.8.0 uses.
//
// External matrix: 4x4 circulant (2 3 1 1) on every block of four, then every element gains the sum
// over all blocks at its position mod 4. Internal matrix: J + diag(V). Round constants come from
// the user; poseidon2_defaults.h makes the public ones. Immutable, so shared freely by threads.
namespace p3 {

template <class F, unsigned T>
struct Poseidon2Constants {
  std::array<std::array<F, T>, kPoseidon2HalfFullRounds> initial{};   // full rounds before
  std::array<std::array<F, T>, kPoseidon2HalfFullRounds> terminal{};  // and after
  std::array<F, Poseidon2Params<F, T>::kPartialRounds> internal{};    // partial rounds, element 0
};

template <class F, unsigned T>
class Poseidon2 final : public Permutation<F> {
 public:
  static constexpr unsigned kWidth = T;

  explicit Poseidon2(const Poseidon2Constants<F, T>& constants) : constants_(constants) {}

  const Poseidon2Constants<F, T>& constants() const { return constants_; }
  void permute(std::array<F, T>& state) const noexcept;

  unsigned width() const noexcept override { return T; }
  void permute_span(std::span<F> state) const noexcept override;

 private:
  Poseidon2Constants<F, T> constants_;
};

// The external matrix alone: applied once before the first round and at the end of every full one.
template <class F, unsigned T>
void poseidon2_external_matrix(std::array<F, T>& state) noexcept;

// The internal matrix alone.
template <class F, unsigned T>
void poseidon2_internal_matrix(std::array<F, T>& state) noexcept;

}  // namespace p3
