// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>

#include "p3/air/json_reader.h"
#include "p3/air/parameters_file.h"

// The members that parameter files and the `parameters` of an AIR file have in common.
namespace p3 {

// `whole_file`: format and version are members too, and have been checked.
ParameterChoices read_parameter_members(JsonReader& in, const JsonValue& object,
                                        const std::string& place, bool whole_file);

}  // namespace p3
