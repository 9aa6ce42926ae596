// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/commands.h"
#include "rpp/keys/files.h"

namespace rpp::app {

Outcome run_circuits(const Request& request, const Registry& registry) {
  const Entry* entry = registry.find(request.circuit);
  if (entry == nullptr) return complain(kExitUsage, "no such circuit: " + request.circuit);
  ReportRequest what{"rpp circuit report " + request.circuit, "unit", {}};
  if (entry->report != nullptr) what = entry->report();
  const std::string report = circuit_report(*entry->circuit, what);
  if (request.out.empty()) return {kExitOk, report, ""};
  const std::vector<std::uint8_t> bytes(report.begin(), report.end());
  if (auto error = write_atomically(request.out, bytes)) return complain(*error);
  return {kExitOk, "", ""};
}

}  // namespace rpp::app
