// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "rpp/state/circuit/model.h"

// The compiled quotient kernels of the state circuit (prover).
namespace rpp {

// One for each table, null for the statement table. The model outlives them.
std::vector<std::unique_ptr<p3::QuotientKernel<Element>>> make_state_kernels(
    const StateModel& model);

}  // namespace rpp
