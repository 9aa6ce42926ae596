// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>
#include <exception>

#include "apps/rpp/commands.h"
#include "apps/rpp/parse.h"

// The program rpp. Data goes to stdout, everything for people to stderr.
int main(int argc, char** argv) {
  using namespace rpp::app;
  try {
    const auto parsed = parse({argv + 1, argv + argc});
    const auto* request = std::get_if<Request>(&parsed);
    const Outcome outcome =
        request != nullptr ? run(*request, registry()) : std::get<Outcome>(parsed);
    std::fputs(outcome.out.c_str(), stdout);
    std::fputs(outcome.err.c_str(), stderr);
    return outcome.code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rpp: internal error: %s\n", error.what());
    return kExitInternal;
  }
}
