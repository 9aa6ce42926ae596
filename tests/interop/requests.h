// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "p3/fri/parameters.h"

// Parts of the judge's requests that do not depend on a field.
namespace p3::testing {

// Member `parameters`: an object of all ten numbers.
std::string parameters_text(const StarkParameters& parameters);

}  // namespace p3::testing
