// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/registry.h"
#include "rpp/circuit/tiny_circuit_fixture.h"

// The registry of the program as tests link it: the test circuit alone.
namespace rpp::app {
namespace {

std::string sample_file(std::uint64_t seed) {
  const auto witness = testing::tiny_witness(1 + seed);
  const auto fields = encode_field_bytes(testing::kTinyTable, witness->fields);
  std::string file(fields.begin(), fields.end());
  for (const auto& [v, w] : witness->pairs) file += static_cast<char>(v);
  return file;
}

ReportRequest report() { return {"rpp circuit report tiny", "pair", {{"8 pairs", 8, {3, 4}, 0}}}; }

// Not of a circuit: what `rpp sample` asks of families without one.
SampleResult letters(std::uint64_t seed, std::optional<std::uint32_t> count) {
  if (count == 0u) return p3::Err<std::string>{"letters are at least 1"};
  return std::string(count.value_or(2), static_cast<char>('a' + seed % 26));
}

}  // namespace

const Registry& registry() {
  static const testing::TinyModel model;
  static const testing::TinyProver prover(model.circuit);
  static const Registry registry{{{&model.circuit, &prover, &sample_file, &report}},
                                 {{"letters", &letters}}};
  return registry;
}

}  // namespace rpp::app
