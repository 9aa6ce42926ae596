// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "apps/rpp/registry.h"

// Valid random witness files of transaction, uptime, identity, pruning and state.
namespace rpp::app {

std::vector<Sampler> family_samplers();

}  // namespace rpp::app
