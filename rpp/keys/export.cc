// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/export.h"

#include "p3/air/json.h"
#include "rpp/keys/description.h"

namespace rpp {
namespace {

std::string member(const char* name, std::uint64_t value) {
  return std::string(",\n\"") + name + "\": " + std::to_string(value);
}

// Every choice is written, so that no default of a reader has a say.
std::string parameters_text(const VerifyingKey& key) {
  const p3::StarkParameters& p = key.parameters;
  return "{\n\"format\": \"p3-parameters\",\n\"version\": 1,\n\"protocol\": \"batch\"" +
         member("extension_degree", key.extension_degree) + ",\n\"merkle_hash\": \"" +
         tree_hash_name(key.tree_hash) + "\"" + member("merkle_arity", key.tree_arity) +
         member("log_blowup", p.fri.log_blowup) + member("num_queries", p.fri.num_queries) +
         member("log_final_poly_len", p.fri.log_final_poly_len) +
         member("max_log_arity", p.fri.max_log_arity) + member("cap_height", p.cap_height) +
         member("commit_pow_bits", p.fri.commit_pow_bits) +
         member("query_pow_bits", p.fri.query_pow_bits) +
         member("batch_pow_bits", p.fri.batch_pow_bits) + member("ood_pow_bits", p.ood_pow_bits) +
         member("lookup_pow_bits", p.lookup_pow_bits) + "\n}\n";
}

// Two digits: a circuit has at most 64 tables.
std::string file_name(std::size_t instance, std::string_view table) {
  const std::string number = std::to_string(instance);
  return (instance < 10 ? "0" : "") + number + "-" + std::string(table) + ".json";
}

}  // namespace

std::vector<ExportedFile> export_circuit(const Circuit& circuit, const VerifyingKey& key) {
  std::vector<ExportedFile> files;
  for (const CircuitTable& table : circuit.tables) {
    files.push_back({file_name(files.size(), table.name), p3::write_air_text(*table.air)});
  }
  files.push_back({"parameters.json", parameters_text(key)});
  return files;
}

}  // namespace rpp
