// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/entries.h"
#include "rpp/uptime/circuit/prover.h"
#include "rpp/uptime/sample.h"

namespace rpp::app {
namespace {

const UptimeProver& prover() {
  static const UptimeProver prover(uptime_model());
  return prover;
}

ReportInstance instance(std::uint32_t count) {
  p3::ThreadPool pool(all_threads());
  const UptimeSample sample =
      make_uptime_sample(1, {.rules = uptime_model().rules(), .count = count}, pool);
  return report_instance(std::to_string(count) + " claims", count, prover(),
                         UptimeCase(sample.witness),
                         static_cast<std::size_t>(UptimeTable::kHasher));
}

ReportRequest report() {
  return {"rpp circuit report uptime", "claim", {instance(1), instance(100), instance(512)}};
}

}  // namespace

Entry uptime_entry() { return {&uptime_model().circuit(), &prover(), nullptr, &report}; }

}  // namespace rpp::app
