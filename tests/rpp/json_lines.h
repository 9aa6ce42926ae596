// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <string>

// The loop of the programs that answer requests of another implementation.
namespace rpp::testing {

// One answer on standard output for each line of standard input, until its end; a request that
// throws gets {"error": "..."}. The exit status of the program.
int answer_lines(const std::function<std::string(const std::string& request)>& answer);

}  // namespace rpp::testing
