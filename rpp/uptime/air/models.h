// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "p3/air/air.h"
#include "rpp/hash/digest.h"

// The uptime tables `claims` and `heads` as AIRs for prover and verifier.
namespace rpp {

std::unique_ptr<p3::Air<Element>> make_claims_air();
// epoch_length: 1 to kMaxUptimeEpochLength (head_bus.h).
std::unique_ptr<p3::Air<Element>> make_heads_air(std::uint64_t epoch_length);

}  // namespace rpp
