// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "rpp/identity/circuit/model.h"

// Compiled quotient kernels of the identity circuit (prover).
namespace rpp {

// One per table, null for the statement table, whose constraints are data. The model must outlive
// the kernels.
std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_identity_kernels(
    const IdentityModel& model);

}  // namespace rpp
