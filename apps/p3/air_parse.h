// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <variant>

#include "apps/p3/air_request.h"
#include "apps/p3/parse.h"

// Command line of `p3 air` -> AirRequest.
namespace p3::app {

// argv[0] is "air". `isa_environment` is the value of P3_ISA or null.
std::variant<AirRequest, ParseExit> parse_air(int argc, const char* const* argv,
                                              const char* isa_environment);

}  // namespace p3::app
