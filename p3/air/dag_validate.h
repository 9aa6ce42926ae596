// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>

#include "p3/air/interpreted.h"

// The checks that make a ConstraintDag from outside safe to run (see AirErrorKind).
namespace p3 {

template <class F>
std::optional<AirError> validate_air(const AirShape<F>& shape, const ConstraintDag<F>& dag,
                                     const AirLimits& limits);

}  // namespace p3
