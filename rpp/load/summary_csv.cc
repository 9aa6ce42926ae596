// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <charconv>

#include "rpp/load/summary.h"

namespace rpp {
namespace {

// The shortest text that reads back as the same number, whatever the locale.
std::string decimal(double value) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof(text), value);
  return error == std::errc() ? std::string(text, end) : std::string();
}

}  // namespace

std::string write_summary_csv(const LoadSummary& summary) {
  std::string out = "run,prove_ms,verify_ms,proof_bytes,witness_ms,certificate_ms,keygen_ms\n";
  for (const RunRecord& r : summary.records) {
    out += std::to_string(r.run) + ',' + decimal(r.prove_ms) + ',' + decimal(r.verify_ms) + ',' +
           std::to_string(r.proof_bytes) + ',' + decimal(r.witness_ms) + ',' +
           decimal(r.certificate_ms) + ',' + (r.keygen_ms ? decimal(*r.keygen_ms) : "") + '\n';
  }
  return out;
}

}  // namespace rpp
