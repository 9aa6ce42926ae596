// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "p3/fri/parameters.h"
#include "p3/security/shape.h"

// Parts of the judge's requests that do not depend on a field.
namespace p3::testing {

// Member `parameters`: an object of all ten numbers.
std::string parameters_text(const StarkParameters& parameters);

// The question for the security report on a shape of one instance, and for the terms of list
// decoding at the multiplicity `probe`, if that is not 0.
std::string security_request(const StarkParameters& parameters, const SecurityShape& shape,
                             unsigned probe);

}  // namespace p3::testing
