// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <variant>

#include "apps/p3/request.h"

// Command line -> Request. The only file that knows CLI11 is parse.cc.
namespace p3::app {

// Parsing ended without a request: text for stdout (help, version) with exit code 0, or a usage
// error for stderr with exit code 2.
struct ParseExit {
  int code = kExitUsage;
  std::string out, err;
};

// `isa_environment` is the value of P3_ISA or null; the option --isa wins over it.
std::variant<Request, ParseExit> parse(int argc, const char* const* argv,
                                       const char* isa_environment);

// "p3 0.1.0 (commit ..., ...)": version, commit, proof format, instruction set, compiler.
std::string version_text();

}  // namespace p3::app
