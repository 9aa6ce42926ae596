// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "rpp/identity/air/models.h"

// The compiled quotient kernels of the tables `identities` and `attestations` (prover). Proofs are
// the same bytes without them, only later.
namespace rpp {

// `air` is what make_identities_air, make_attestations_air made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_identities_kernel(const p3::Air<Element>& air);
std::unique_ptr<p3::QuotientKernel<Element>> make_attestations_kernel(const p3::Air<Element>& air);

}  // namespace rpp
