// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "p3/air/air.h"
#include "p3/base/matrix.h"

// check_lookups: whether the lookups of a batch balance, without challenges.
//
// For every tuple the multiplicities are added up in the field: within one instance and one
// declaration for local lookups, over all instances for a bus. LogUp proves, up to its soundness
// error, exactly that all of these sums are zero. Costs memory for every distinct tuple.
namespace p3 {

template <class F>
struct CheckInstance {
  const Air<F>* air = nullptr;
  MatrixView<F> main;
  MatrixView<F> preprocessed;
  std::span<const F> public_values;
};

struct LookupFailure {
  std::size_t instance = 0;  // the first that has to do with it
  std::size_t row = 0;
  std::string bus;  // empty for a local lookup
  // One line: lookup, tuple, the sum it has, and the first rows that use it.
  std::string message;
};

// The first failure: a trace of another shape, a row on which an exclusive lookup has flags other
// than at most one 1, or a tuple that does not balance (local lookups first, then the buses in
// order of appearance).
template <class F>
std::optional<LookupFailure> check_lookups(std::span<const CheckInstance<F>> instances);

}  // namespace p3
