// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "p3/airs/objective.h"

// Compiled quotient kernels of the shipped statements (prover).
namespace p3 {

// `air` must come from make_objective_air with the same spec, and outlive the kernel.
template <class F>
std::unique_ptr<QuotientKernel<F>> make_objective_kernel(const ObjectiveSpec& spec,
                                                         const Air<F>& air);

}  // namespace p3
