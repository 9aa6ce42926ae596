// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "rpp/state/air/records_model.h"

// The compiled quotient kernels of the tables `records` and `proposer` (prover). Proofs are the
// same bytes without them, only later.
namespace rpp {

// `air` is what make_records_air() (make_proposer_air()) made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_records_kernel(const p3::Air<Element>& air);
std::unique_ptr<p3::QuotientKernel<Element>> make_proposer_kernel(const p3::Air<Element>& air);

}  // namespace rpp
