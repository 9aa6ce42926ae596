// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/quotient_kernel.h"
#include "rpp/uptime/air/models.h"

// The compiled quotient kernels of `claims` and `heads` (prover). Proofs are the same bytes without
// them, only later.
namespace rpp {

// Each takes what the function of the same name in models.h made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_claims_kernel(const p3::Air<Element>& air);
std::unique_ptr<p3::QuotientKernel<Element>> make_heads_kernel(const p3::Air<Element>& air);

}  // namespace rpp
