// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/state/circuit/prover.h"
#include "rpp/state/sample.h"

namespace rpp::app {
namespace {

const StateProver& prover() {
  static const StateProver prover(state_model());
  return prover;
}

// Most transactions have a sender of their own.
ReportInstance instance(std::uint32_t count, bool boundary) {
  StateSampleOptions options;
  options.transactions = count;
  options.accounts = 2 * count + 16;
  options.boundary = boundary;
  const StateSample sample = make_state_sample(1, options);
  const char* where = boundary ? " transactions at a boundary" : " transactions";
  return report_instance(std::to_string(count) + where, count, prover(), StateCase(sample.witness),
                         static_cast<std::size_t>(StateTable::kHasher));
}

ReportRequest report() {
  return {"rpp circuit report state",
          "transaction",
          {instance(1, false), instance(100, false), instance(100, true), instance(512, false)}};
}

}  // namespace

Entry state_entry() { return {&state_model().circuit(), &prover(), nullptr, &report}; }

}  // namespace rpp::app
