// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rpp/circuit/circuit.h"

// The report of a circuit as Markdown: tables, columns, constraints by label, buses, and what
// proofs of given sizes take. Everything is read from the AIRs; nothing is measured.
namespace rpp {

// A statement of some size: what its traces have.
struct ReportInstance {
  std::string title;               // "96 validators, 256 witness commitments"
  std::uint64_t units = 0;         // validators; 0 where there is nothing to divide by
  std::vector<unsigned> log_rows;  // one per table
  std::uint64_t permutations = 0;  // Poseidon2 permutations that it asks for, padding left out
};

struct ReportRequest {
  std::string command;  // that makes the report
  std::string unit;     // "validator"
  std::vector<ReportInstance> instances;
};

// The circuit has no problem (circuit_problem).
std::string circuit_report(const Circuit& circuit, const ReportRequest& request);

}  // namespace rpp
