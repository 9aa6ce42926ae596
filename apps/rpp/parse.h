// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "apps/rpp/request.h"

// The command line of `rpp`.
namespace rpp::app {

// Arguments without the name of the program. An Outcome is help, the version, or a usage error.
std::variant<Request, Outcome> parse(const std::vector<std::string>& arguments);

}  // namespace rpp::app
