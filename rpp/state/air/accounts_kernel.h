// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "rpp/state/air/accounts_model.h"

// The compiled quotient kernels of the tables `accounts` and `validators` (prover). Proofs are the
// same bytes without them, only later.
namespace rpp {

// `air` is what make_accounts_air() or make_validators_air() made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_accounts_kernel(const p3::Air<Element>& air);
std::unique_ptr<p3::QuotientKernel<Element>> make_validators_kernel(const p3::Air<Element>& air);

}  // namespace rpp
