// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "p3/field/baby_bear.h"
#include "p3/field/goldilocks.h"
#include "p3/field/isa/dispatch.h"
#include "p3/field/koala_bear.h"

// The prover's arithmetic on long vectors of extension elements: one element per lane.
//
// A vector is D planes: pointers to the coefficients 0, 1, ... of all elements. The extension is
// described by numbers, so one table per base field serves all degrees.
namespace p3 {

// X^degree = w, or for the trinomial X^5 = 1 - X^2.
template <class F>
struct ExtensionInfo {
  unsigned degree = 0;
  bool trinomial = false;
  F w;
};

template <class EF>
ExtensionInfo<typename EF::Base> extension_info() {
  const EF top = EF::monomial(EF::kDegree - 1) * EF::monomial(1);
  const bool binomial = top == EF(top[0]);
  return {EF::kDegree, !binomial, top[0]};
}

template <class F>
struct ExtensionKernels {
  // For points x of xs: inverses = -q(x) / m(x), weights = x times that, where m is monic with the
  // lower coefficients `minimal` and q has the extension coefficients q_j = quotient[j * degree
  // ..]. False if some m(x) is zero.
  bool (*point_table)(const ExtensionInfo<F>& info, const F* xs, std::size_t count,
                      const F* minimal, const F* quotient, F* const* inverses, F* const* weights);
  // sums += (constant - combined) * inverses, element by element.
  void (*add_quotients)(const ExtensionInfo<F>& info, const F* constant, const F* const* combined,
                        const F* const* inverses, std::size_t count, F* const* sums);
  // target += factor * source.
  void (*add_scaled)(const ExtensionInfo<F>& info, const F* factor, const F* const* source,
                     std::size_t count, F* const* target);
  // Folds the rows [begin, end) of a row-major layer, 2^log_arity elements each, to one element
  // each (fold_row.h): out[r] for row r. betas: beta^(2^k) for k < log_arity, one after another.
  // factors[r * half + j] = 1 / (2y) of pair j of row r in the halving to `half` entries.
  void (*fold_rows)(const ExtensionInfo<F>& info, const F* layer, std::size_t begin,
                    std::size_t end, unsigned log_arity, const F* betas, const F* factors, F* out);
};

P3_DISPATCH(ExtensionKernels<KoalaBear>, koala_bear_extension_kernels);
P3_DISPATCH(ExtensionKernels<BabyBear>, baby_bear_extension_kernels);
P3_DISPATCH(ExtensionKernels<Goldilocks>, goldilocks_extension_kernels);

// Those of the active instruction set.
template <class F>
const ExtensionKernels<F>& extension_kernels();
template <>
inline const ExtensionKernels<KoalaBear>& extension_kernels<KoalaBear>() {
  return koala_bear_extension_kernels();
}
template <>
inline const ExtensionKernels<BabyBear>& extension_kernels<BabyBear>() {
  return baby_bear_extension_kernels();
}
template <>
inline const ExtensionKernels<Goldilocks>& extension_kernels<Goldilocks>() {
  return goldilocks_extension_kernels();
}

}  // namespace p3
