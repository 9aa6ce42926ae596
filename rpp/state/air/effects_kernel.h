// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "rpp/state/air/effects_model.h"

// The compiled quotient kernel of the table `effects` (prover). Proofs are the same bytes
// without it, only later.
namespace rpp {

// `air` is what make_effects_air() made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_effects_kernel(const p3::Air<Element>& air);

}  // namespace rpp
