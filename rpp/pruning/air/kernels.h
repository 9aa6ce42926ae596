// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/quotient_kernel.h"
#include "rpp/pruning/air/models.h"

// The compiled quotient kernels of `blocks` and `transactions` (prover). Proofs are the same bytes
// without them, only later.
namespace rpp {

// Each takes what the function of the same name in models.h made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_blocks_kernel(const p3::Air<Element>& air);
std::unique_ptr<p3::QuotientKernel<Element>> make_pruned_transactions_kernel(
    const p3::Air<Element>& air);

}  // namespace rpp
