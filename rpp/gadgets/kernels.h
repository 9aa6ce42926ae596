// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>

#include "p3/air/quotient_kernel.h"
#include "rpp/gadgets/models.h"

// The compiled quotient kernels of the shared tables (prover). Proofs are the same bytes without
// them, only later.
namespace rpp {

// `air` is what make_gadget_air(gadget) made; it must outlive the kernel.
std::unique_ptr<p3::QuotientKernel<Element>> make_gadget_kernel(Gadget gadget,
                                                                const p3::Air<Element>& air);
// The same for make_joints_air.
std::unique_ptr<p3::QuotientKernel<Element>> make_joints_kernel(const p3::Air<Element>& air);

}  // namespace rpp
