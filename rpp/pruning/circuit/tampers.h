// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>

#include "rpp/circuit/witness_tampers.h"
#include "rpp/pruning/circuit/model.h"
#include "rpp/pruning/sample.h"

// The fields of the pruning statement and their changes, for the tamper matrix.
namespace rpp {

// Over a range of blocks with transactions, from a seed. Model and pool outlive it.
std::unique_ptr<WitnessTampers> make_pruning_tampers(const PruningModel& model, std::uint64_t seed,
                                                     const PruningSampleOptions& options,
                                                     p3::ThreadPool& pool);

}  // namespace rpp
