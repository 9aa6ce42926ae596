// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/scenario.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "p3/air/json_value.h"

namespace rpp {
namespace {

using p3::JsonObject;
using p3::JsonValue;

ScenarioError from_json(p3::JsonError error) {
  return {error.line, error.column, std::move(error.message)};
}

// Reads the members of one object; the first error sticks and later reads change nothing.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<ScenarioError> error;

  void fail(std::size_t offset, const std::string& what) {
    if (!error) error = from_json(p3::json_error_at(text_, offset, what));
  }

  // Exactly these members, in any order.
  void members(const JsonObject& object, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < object.names.size(); ++i) {
      if (std::ranges::find(names, object.names[i]) == names.end()) {
        return fail(object.name_ends[i], "unknown member \"" + object.names[i] + "\"");
      }
    }
    for (const std::string_view name : names) {
      if (std::ranges::find(object.names, name) == object.names.end()) {
        return fail(object.start, "missing member \"" + std::string(name) + "\"");
      }
    }
  }

  // After members(): the value and where its name ends.
  template <class T>
  const T* get(const JsonObject& object, std::string_view name, const char* kind) {
    if (error) return nullptr;
    const auto found = std::ranges::find(object.names, name);
    const auto i = static_cast<std::size_t>(found - object.names.begin());
    const T* value = object.values[i].get<T>();
    if (value == nullptr) fail(object.name_ends[i], std::string(name) + " must be " + kind);
    last_ = object.name_ends[i];
    return value;
  }

  std::uint64_t integer(const JsonObject& object, std::string_view name, std::uint64_t min,
                        std::uint64_t max) {
    const auto* value = get<std::uint64_t>(object, name, "an integer");
    if (value == nullptr) return min;
    if (*value >= min && *value <= max) return *value;
    fail(last_, std::string(name) + " must be " + std::to_string(min) + " to " +
                    std::to_string(max) + ", got " + std::to_string(*value));
    return min;
  }

  bool flag(const JsonObject& object, std::string_view name) {
    const bool* value = get<bool>(object, name, "true or false");
    return value != nullptr && *value;
  }

  std::string file_name(const JsonObject& object, std::string_view name) {
    const auto* value = get<std::string>(object, name, "a string");
    if (value == nullptr) return {};
    const auto good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    constexpr std::size_t kLongest = 64;
    if (!value->empty() && value->size() <= kLongest && std::ranges::all_of(*value, good)) {
      return *value;
    }
    fail(last_, std::string(name) + " must be 1 to 64 lower-case letters, digits or underscores");
    return {};
  }

 private:
  std::string_view text_;
  std::size_t last_ = 0;
};

TamperPlan read_tamper(Reader& reader, const JsonObject& object) {
  reader.members(object, {"vrf", "quorum_roots", "every_n"});
  TamperPlan plan;
  plan.vrf = reader.flag(object, "vrf");
  plan.quorum_roots = reader.flag(object, "quorum_roots");
  plan.every_n = reader.integer(object, "every_n", 1, kMaxLoadRuns);
  return plan;
}

ConsensusLoad read_consensus(Reader& reader, const JsonObject& object) {
  reader.members(object,
                 {"runs", "validators", "witness_commitments", "security_bits", "seed", "tamper"});
  ConsensusLoad load;
  load.runs = reader.integer(object, "runs", 1, kMaxLoadRuns);
  load.validators = reader.integer(object, "validators", 1, kMaxLoadValidators);
  load.witness_commitments =
      reader.integer(object, "witness_commitments", 0, kMaxLoadWitnessCommitments);
  load.security_bits = reader.integer(object, "security_bits", 1, kMaxLoadSecurityBits);
  load.seed = reader.integer(object, "seed", 0, kMaxLoadSeed);
  if (const auto* tamper = reader.get<JsonObject>(object, "tamper", "an object")) {
    load.tamper = read_tamper(reader, *tamper);
  }
  return load;
}

}  // namespace

p3::Result<Scenario, ScenarioError> read_scenario(std::string_view text) {
  if (text.size() > kMaxScenarioBytes) {
    return p3::Err{ScenarioError{1, 1, "line 1, column 1: longer than 65536 bytes"}};
  }
  const auto json = p3::parse_json(text, p3::JsonComments::kIgnored);
  if (!json) return p3::Err{from_json(json.error())};
  Reader reader(text);
  const auto* file = json.value().get<JsonObject>();
  if (file == nullptr) {
    return p3::Err{from_json(p3::json_error_at(text, 0, "expected one JSON object"))};
  }
  reader.members(*file, {"name", "consensus"});
  Scenario scenario;
  scenario.name = reader.file_name(*file, "name");
  if (const auto* consensus = reader.get<JsonObject>(*file, "consensus", "an object")) {
    scenario.consensus = read_consensus(reader, *consensus);
  }
  if (reader.error) return p3::Err{*reader.error};
  return scenario;
}

}  // namespace rpp
