// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/circuit/circuit.h"

#include <algorithm>
#include <set>

namespace rpp {
namespace {

constexpr std::size_t kMaxNameLength = 32;
constexpr std::size_t kMaxTables = 64;

bool is_name(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= kMaxNameLength && std::ranges::all_of(text, allowed);
}

template <class Items>
std::optional<std::string> bad_names(const Items& items, const std::string& kind) {
  std::set<std::string_view> seen;
  for (const auto& item : items) {
    if (!is_name(item.name)) return kind + " '" + std::string(item.name) + "': not a name";
    if (!seen.insert(item.name).second) {
      return kind + " '" + std::string(item.name) + "' stands twice";
    }
  }
  return std::nullopt;
}

std::optional<std::string> table_problem(const CircuitTable& table, bool first) {
  const std::string what = "table '" + std::string(table.name) + "': ";
  if (table.air == nullptr) return what + "no AIR";
  const p3::AirShape<Element>& shape = table.air->shape();
  if (shape.num_public_values != (first ? kPublicValues : 0)) return what + "public values";
  if (shape.preprocessed_width != 0) return what + "preprocessed columns";
  if (table.min_log_rows == 0 || table.min_log_rows > table.max_log_rows) return what + "heights";
  if (table.max_log_rows > Element::kTwoAdicity) return what + "too tall";
  for (const std::vector<Element>& column : shape.periodic) {
    if (column.size() > std::size_t{1} << table.min_log_rows) return what + "period above height";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> circuit_problem(const Circuit& circuit) {
  if (!is_name(circuit.name)) return "circuit '" + std::string(circuit.name) + "': not a name";
  if (circuit.fields == nullptr || circuit.fields->fields.empty()) return "no public fields";
  if (circuit.tables.empty() || circuit.tables.size() > kMaxTables) return "number of tables";
  if (auto problem = bad_names(circuit.tables, "table")) return problem;
  if (auto problem = bad_names(circuit.constants, "constant")) return problem;
  for (const CircuitTable& table : circuit.tables) {
    if (auto problem = table_problem(table, &table == circuit.tables.data())) return problem;
  }
  return std::nullopt;
}

p3::BatchStatement<Element> batch_statement(const Circuit& circuit, const Digest& statement,
                                            const Digest& key_id) {
  p3::BatchStatement<Element> out;
  for (const CircuitTable& table : circuit.tables) out.instances.push_back({table.air, {}});
  std::vector<Element>& values = out.instances.front().public_values;
  values.assign(statement.elements.begin(), statement.elements.end());
  values.insert(values.end(), key_id.elements.begin(), key_id.elements.end());
  return out;
}

}  // namespace rpp
