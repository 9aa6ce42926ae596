// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/quotient_kernel.h"
#include "p3/base/matrix.h"
#include "p3/prove/context.h"

// The quotient of one instance: folded constraints / Z on g*H_(n+c), and its 2^c chunks.
//
// Nothing here knows the extension field as a type: extension values are D base coefficients, so
// the code is compiled once per base field.
namespace p3 {

// The LogUp part of an instance with lookups; extension values as D coefficients each.
template <class F>
struct LookupQuotient {
  MatrixView<F> permutation;  // LDE
  std::span<const F> prefixes, beta, terminal;
};

template <class F>
struct QuotientInput {
  const Air<F>* air = nullptr;
  const AirAnalysis* analysis = nullptr;
  const QuotientKernel<F>* kernel = nullptr;
  unsigned log_degree = 0;
  unsigned log_blowup = 0;  // of the LDEs
  unsigned degree = 0;      // of the extension
  // Committed LDEs: bit-reversed rows on g*H_(n+log_blowup). preprocessed may be empty.
  MatrixView<F> main, preprocessed;
  std::span<const F> public_values;
  // Coefficient d of alpha^(m-1-i) at [d * m + i], m = num_constraints.
  std::span<const F> alpha_powers;
  std::optional<LookupQuotient<F>> lookups;
};

// 2^(n+c) rows of D coefficients, stored order.
template <class F>
Matrix<F> quotient_values(const ProverContext<F>& context, const QuotientInput<F>& input);

// Appends the committed form of the 2^c chunks, in chunk order.
template <class F>
void append_chunk_ldes(const ProverContext<F>& context, const Matrix<F>& quotient,
                       unsigned log_degree, unsigned log_blowup, std::vector<Matrix<F>>& ldes);

}  // namespace p3
