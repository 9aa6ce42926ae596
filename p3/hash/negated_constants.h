// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "p3/hash/poseidon2.h"
#include "p3/hash/row_kernels.h"

// NegatedConstants: negated round constants in one block, with the view that kernels read.
namespace p3 {

template <class F>
class NegatedConstants {
 public:
  NegatedConstants() = default;
  template <unsigned T>
  explicit NegatedConstants(const Poseidon2Constants<F, T>& constants) {
    for (const auto& round : constants.initial) append(round);
    for (const auto& round : constants.terminal) append(round);
    append(constants.internal);
    constexpr std::size_t kFull = kPoseidon2HalfFullRounds * T;
    view_ = {values_.data(), values_.data() + kFull, values_.data() + 2 * kFull};
  }
  // The view points into values_, which a move keeps in place.
  NegatedConstants(NegatedConstants&&) = default;
  NegatedConstants& operator=(NegatedConstants&&) = default;

  const NegatedConstantsView<F>& view() const { return view_; }

 private:
  void append(std::span<const F> round) {
    for (const F x : round) values_.push_back(-x);
  }

  std::vector<F> values_;
  NegatedConstantsView<F> view_;
};

}  // namespace p3
