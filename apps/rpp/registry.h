// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/circuit/circuit_prover.h"
#include "rpp/circuit/report.h"

// The circuits that are compiled into a program.
namespace rpp::app {

struct Entry {
  const Circuit* circuit = nullptr;
  const CircuitProver* prover = nullptr;
  // A valid random witness file from a seed; null where there is no sampler.
  std::string (*sample)(std::uint64_t seed) = nullptr;
  // The sizes that the circuit's report shows, and what they are counted in; null: none.
  ReportRequest (*report)() = nullptr;
};

struct Registry {
  std::vector<Entry> entries;

  std::vector<const Circuit*> circuits() const {
    std::vector<const Circuit*> out;
    for (const Entry& entry : entries) out.push_back(entry.circuit);
    return out;
  }
  std::vector<const CircuitProver*> provers() const {
    std::vector<const CircuitProver*> out;
    for (const Entry& entry : entries) out.push_back(entry.prover);
    return out;
  }
  // Null where there is none.
  const Entry* find(std::string_view name) const {
    for (const Entry& entry : entries) {
      if (entry.circuit->name == name) return &entry;
    }
    return nullptr;
  }
};

// Of this program; each program links one definition.
const Registry& registry();

}  // namespace rpp::app
