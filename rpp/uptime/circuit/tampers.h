// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "rpp/circuit/witness_tampers.h"
#include "rpp/uptime/circuit/model.h"
#include "rpp/uptime/sample.h"

// The fields of the uptime statement and their changes, for the tamper matrix.
namespace rpp {

// Over a list of claims, from a seed; at least one, under the model's rules. Model and pool outlive
// it.
std::unique_ptr<WitnessTampers> make_uptime_tampers(const UptimeModel& model, std::uint64_t seed,
                                                    const UptimeSampleOptions& options,
                                                    p3::ThreadPool& pool);

}  // namespace rpp
