// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "rpp/circuit/witness_tampers.h"
#include "rpp/identity/circuit/model.h"
#include "rpp/identity/sample.h"

// The fields of the identity statement and their changes, for the tamper matrix.
namespace rpp {

// Over a list of at least one identity, from a seed; the options' rules are the model's. Model and
// pool outlive it.
std::unique_ptr<WitnessTampers> make_identity_tampers(const IdentityModel& model,
                                                      std::uint64_t seed,
                                                      const IdentitySampleOptions& options,
                                                      p3::ThreadPool& pool);

}  // namespace rpp
