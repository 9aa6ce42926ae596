// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>

#include "apps/rpp/registry.h"
#include "p3/parallel/thread_pool.h"

// The circuits of the program rpp: one entry, and one file, for each family.
namespace rpp::app {

Entry consensus_entry();
Entry transaction_entry();
Entry identity_entry();
Entry pruning_entry();
Entry uptime_entry();
Entry state_entry();

unsigned all_threads();

// What the traces of a valid witness have; `hasher` is the number of that table.
ReportInstance report_instance(std::string title, std::uint64_t units, const CircuitProver& prover,
                               const Witness& witness, std::size_t hasher);

}  // namespace rpp::app
