// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/result.h"
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

// A valid random witness file from a seed, or why there is none.
using SampleResult = p3::Result<std::string, std::string>;

// Samples of a family, whether or not its circuit is in the program.
struct Sampler {
  std::string_view name;
  // `count` statements of a list, or blocks of a range; as many as the family likes otherwise.
  SampleResult (*make)(std::uint64_t seed, std::optional<std::uint32_t> count) = nullptr;
};

struct Registry {
  std::vector<Entry> entries;
  std::vector<Sampler> samplers = {};

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
  const Sampler* find_sampler(std::string_view name) const {
    for (const Sampler& sampler : samplers) {
      if (sampler.name == name) return &sampler;
    }
    return nullptr;
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
