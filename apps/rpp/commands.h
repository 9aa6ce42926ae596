// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "apps/rpp/registry.h"
#include "apps/rpp/request.h"
#include "rpp/keys/key_error.h"

// The commands of `rpp`, over any registry. They read and write files and print nothing.
namespace rpp::app {

Outcome run(const Request& request, const Registry& registry);

// The parts, by what they need.
Outcome run_keys(const Request& request, const Registry& registry);
Outcome run_proofs(const Request& request, const Registry& registry);
Outcome run_circuits(const Request& request, const Registry& registry);

// One line for stderr.
Outcome complain(int code, const std::string& text);
// Files that cannot be read or written: 3; keys that cannot be trusted: 4; requests that cannot be
// met: 2.
Outcome complain(const KeyError& error);

}  // namespace rpp::app
