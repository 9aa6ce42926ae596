// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"

#include <algorithm>
#include <thread>

#include "apps/rpp/family_samples.h"
#include "p3/base/bits.h"
#include "p3/base/check.h"
#include "rpp/gadgets/hasher_trace.h"

namespace rpp::app {

unsigned all_threads() { return std::max(1u, std::thread::hardware_concurrency()); }

ReportInstance report_instance(std::string title, std::uint64_t units, const CircuitProver& prover,
                               const Witness& witness, std::size_t hasher) {
  p3::ThreadPool pool(all_threads());
  const auto built = prover.build(witness, pool);
  P3_CHECK(built.ok(), "a valid sample");
  ReportInstance out{std::move(title), units, {}, 0};
  for (const auto& trace : built.value().traces) {
    out.log_rows.push_back(p3::log2_strict(trace.height()));
  }
  out.permutations = hasher_calls(built.value().traces[hasher]);
  return out;
}

// The order of `rpp keys list`.
const Registry& registry() {
  static const Registry registry{{consensus_entry(), transaction_entry(), identity_entry(),
                                  pruning_entry(), uptime_entry(), state_entry()},
                                 family_samplers()};
  return registry;
}

}  // namespace rpp::app
