// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/parameters_file.h"

#include <array>

#include "p3/air/parameters_members.h"

namespace p3 {
namespace {

constexpr const char* kFormat = "p3-parameters";
constexpr std::uint64_t kVersion = 1;
constexpr std::uint64_t kMax32 = 0xffffffffu;

constexpr std::array<std::string_view, 2> kProtocols = {"uni", "batch"};
// In the order of TreeHash.
constexpr std::array<std::string_view, 4> kHashes = {"poseidon-2", "poseidon-2-width-16",
                                                     "keccak-f", "keccak-256"};
constexpr std::array<std::string_view, 3> kPresets = {"benchmark", "benchmark-high-arity",
                                                      "testing"};

StarkParameters preset_of(std::size_t index) {
  return index == 0   ? benchmark_parameters()
         : index == 1 ? benchmark_high_arity_parameters()
                      : testing_parameters();
}

class Members {
 public:
  Members(JsonReader& in, const JsonValue& object, const std::string& place)
      : in_(in), object_(object), place_(place.empty() ? place : place + ".") {}

  template <std::size_t N>
  std::optional<std::size_t> name(const char* member,
                                  const std::array<std::string_view, N>& names) {
    const JsonValue* value = object_.find(member);
    if (value == nullptr) return std::nullopt;
    const std::string text = in_.text(*value, place_ + member);
    std::string expected = "expected one of";
    for (std::size_t i = 0; i < N; ++i) {
      if (text == names[i]) return i;
      expected += (i == 0 ? " " : ", ") + std::string(names[i]);
    }
    in_.syntax(place_ + member, expected + "; got \"" + text + "\"");
    return std::nullopt;
  }

  template <class T>
  void number(const char* member, std::optional<T>& out) {
    const JsonValue* value = object_.find(member);
    if (value == nullptr) return;
    out = static_cast<T>(in_.integer(*value, place_ + member, kMax32));
  }

 private:
  JsonReader& in_;
  const JsonValue& object_;
  std::string place_;
};

// The names of all members, once: reading and laying over go through this list.
template <class Visit>
void for_each_number(const Visit& visit) {
  visit("extension_degree", &ParameterChoices::extension_degree);
  visit("merkle_arity", &ParameterChoices::merkle_arity);
  visit("num_queries", &ParameterChoices::num_queries);
  visit("log_blowup", &ParameterChoices::log_blowup);
  visit("log_final_poly_len", &ParameterChoices::log_final_poly_len);
  visit("max_log_arity", &ParameterChoices::max_log_arity);
  visit("cap_height", &ParameterChoices::cap_height);
  visit("commit_pow_bits", &ParameterChoices::commit_pow_bits);
  visit("query_pow_bits", &ParameterChoices::query_pow_bits);
  visit("batch_pow_bits", &ParameterChoices::batch_pow_bits);
  visit("ood_pow_bits", &ParameterChoices::ood_pow_bits);
  visit("lookup_pow_bits", &ParameterChoices::lookup_pow_bits);
}

void check_names(JsonReader& in, const JsonValue& object, const std::string& place,
                 bool whole_file) {
  const JsonObject* members = object.get<JsonObject>();
  if (members == nullptr) return in.syntax(place, "expected an object");
  for (const std::string& key : members->names) {
    bool known = key == "protocol" || key == "merkle_hash" || key == "preset" ||
                 (whole_file && (key == "format" || key == "version"));
    for_each_number([&](const char* name, auto) { known = known || key == name; });
    if (!known) return in.syntax(place, "unknown member \"" + key + "\"");
  }
}

}  // namespace

ParameterChoices read_parameter_members(JsonReader& in, const JsonValue& object,
                                        const std::string& place, bool whole_file) {
  ParameterChoices out;
  check_names(in, object, place, whole_file);
  if (in.failed()) return out;
  Members members(in, object, place);
  if (const auto i = members.name("protocol", kProtocols)) out.batch = *i == 1;
  if (const auto i = members.name("merkle_hash", kHashes)) {
    out.merkle_hash = static_cast<TreeHash>(*i);
  }
  if (const auto i = members.name("preset", kPresets)) out.preset = preset_of(*i);
  for_each_number([&](const char* name, auto member) { members.number(name, out.*member); });
  return out;
}

Result<ParameterChoices, AirError> read_parameters_json(std::string_view text) {
  const Result<JsonValue, AirError> json = parse_object(text);
  if (!json) return Err{json.error()};
  JsonReader in;
  in.format(json.value(), kFormat, kVersion);
  ParameterChoices out;
  if (!in.failed()) out = read_parameter_members(in, json.value(), "", /*whole_file=*/true);
  if (in.failed()) return Err{in.take_error()};
  return out;
}

ParameterChoices laid_over(const ParameterChoices& over, const ParameterChoices& under) {
  ParameterChoices out = over;
  if (!out.batch) out.batch = under.batch;
  if (!out.merkle_hash) out.merkle_hash = under.merkle_hash;
  if (!out.preset) out.preset = under.preset;
  for_each_number([&](const char*, auto member) {
    if (!(out.*member)) out.*member = under.*member;
  });
  return out;
}

StarkParameters resolve(const ParameterChoices& choices, const StarkParameters& otherwise) {
  StarkParameters p = choices.preset.value_or(otherwise);
  p.fri.log_blowup = choices.log_blowup.value_or(p.fri.log_blowup);
  p.fri.num_queries = choices.num_queries.value_or(p.fri.num_queries);
  p.fri.log_final_poly_len = choices.log_final_poly_len.value_or(p.fri.log_final_poly_len);
  p.fri.max_log_arity = choices.max_log_arity.value_or(p.fri.max_log_arity);
  p.cap_height = choices.cap_height.value_or(p.cap_height);
  p.fri.commit_pow_bits = choices.commit_pow_bits.value_or(p.fri.commit_pow_bits);
  p.fri.query_pow_bits = choices.query_pow_bits.value_or(p.fri.query_pow_bits);
  p.fri.batch_pow_bits = choices.batch_pow_bits.value_or(p.fri.batch_pow_bits);
  p.ood_pow_bits = choices.ood_pow_bits.value_or(p.ood_pow_bits);
  p.lookup_pow_bits = choices.lookup_pow_bits.value_or(p.lookup_pow_bits);
  return p;
}

}  // namespace p3
