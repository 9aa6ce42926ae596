// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/keygen.h"

#include <algorithm>

#include "rpp/keys/air_digest.h"
#include "rpp/keys/key_security.h"
#include "rpp/keys/parameters.h"

namespace rpp {
namespace {

// Everything that follows from circuit and profile: all but parameters and security.
VerifyingKey frame_of(const Circuit& circuit, const ProfileInfo& profile) {
  VerifyingKey key;
  key.circuit = circuit.name;
  key.profile = profile.profile;
  key.role = circuit.role;
  key.family_tag = static_cast<std::uint32_t>(circuit.fields->tag);
  key.hash_version = circuit.hash_version;
  key.wire = kWireVersion;
  key.field = Element::kName;
  key.hash_constants = constants_digest(profile.system.hash, profile.system.tree_arity);
  key.extension_degree = static_cast<std::uint8_t>(profile.system.extension_degree);
  key.tree_hash = profile.system.hash;
  key.tree_arity = static_cast<std::uint8_t>(profile.system.tree_arity);
  for (const CircuitTable& table : circuit.tables) {
    key.tables.push_back({std::string(table.name), static_cast<std::uint8_t>(table.min_log_rows),
                          static_cast<std::uint8_t>(table.max_log_rows), air_digest(*table.air)});
  }
  for (const FieldSpec& field : circuit.fields->fields) {
    key.fields.push_back({std::string(field.name), field.type, field.max});
  }
  for (const ProtocolConstant& constant : circuit.constants) {
    key.constants.push_back({std::string(constant.name), constant.value});
  }
  return key;
}

KeySecurity security_of(const p3::SecurityReport& report) {
  const p3::RegimeReport& proven = report.proven();
  return {millibits(proven.bits()), static_cast<std::uint8_t>(proven.regime),
          static_cast<std::uint8_t>(proven.binding().kind)};
}

std::string where_of(const VerifyingKey& key) {
  return key.circuit + " " + info_of(key.profile).name;
}

template <class Item>
std::string first_difference(const std::vector<Item>& a, const std::vector<Item>& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!(a[i] == b[i])) return " " + b[i].name;
  }
  return "s: another number of them";
}

// The first part in which the key is not the frame of its circuit, or an empty text.
std::string stale_part(const VerifyingKey& key, const VerifyingKey& frame) {
  if (key.circuit != frame.circuit) return "circuit";
  if (key.role != frame.role) return "role";
  if (key.family_tag != frame.family_tag) return "family tag";
  if (key.hash_version != frame.hash_version) return "hash version";
  if (key.wire != frame.wire) return "wire version";
  if (key.field != frame.field) return "field";
  if (key.hash_constants != frame.hash_constants) return "hash constants";
  if (key.extension_degree != frame.extension_degree) return "extension degree";
  if (key.tree_hash != frame.tree_hash || key.tree_arity != frame.tree_arity) return "tree";
  if (key.tables != frame.tables) return "table" + first_difference(key.tables, frame.tables);
  if (key.fields != frame.fields) return "field" + first_difference(key.fields, frame.fields);
  if (key.constants != frame.constants) {
    return "constant" + first_difference(key.constants, frame.constants);
  }
  return "";
}

bool grinds_within(const p3::StarkParameters& p, const GrindingLimits& limits) {
  return p.ood_pow_bits <= limits.ood && p.lookup_pow_bits <= limits.lookup &&
         p.fri.batch_pow_bits <= limits.batch && p.fri.commit_pow_bits <= limits.max_commit &&
         p.fri.query_pow_bits <= limits.query;
}

std::string bits_text(std::uint32_t millibits) {
  const std::string rest = std::to_string(millibits % 1000 + 1000);
  return std::to_string(millibits / 1000) + "." + rest.substr(1);
}

std::optional<KeyError> security_problem(const Circuit& circuit, const VerifyingKey& key) {
  const ProfileInfo& profile = info_of(key.profile);
  const auto wrong = [&](KeyFault fault, std::string detail) {
    return KeyError{fault, where_of(key), std::move(detail)};
  };
  if (!grinds_within(key.parameters, profile.grinding)) {
    return wrong(KeyFault::kImpossibleParameters, "more grinding than the profile allows");
  }
  if (auto problem = parameters_problem(circuit, profile.system, key.parameters)) {
    return wrong(KeyFault::kImpossibleParameters, *problem);
  }
  const auto report = assess_key(circuit, key);
  if (!report) return wrong(KeyFault::kImpossibleParameters, p3::to_string(report.error()));
  const KeySecurity found = security_of(report.value());
  const std::uint32_t least = std::max(key.security.millibits, profile.security_bits * 1000);
  if (found.millibits < least) {
    return wrong(KeyFault::kInsufficientSecurity,
                 "expected " + bits_text(least) + " proven bits, got " +
                     bits_text(found.millibits) + " (" +
                     p3::name(report.value().proven().binding().kind) + ")");
  }
  return std::nullopt;
}

}  // namespace

p3::Result<VerifyingKey, KeyError> generate_key(const Circuit& circuit, const KeyRequest& request) {
  if (auto problem = circuit_problem(circuit)) {
    return p3::Err{KeyError{KeyFault::kBadCircuit, std::string(circuit.name), *problem}};
  }
  const ProfileInfo& profile = info_of(request.profile);
  const unsigned bits = std::max(profile.security_bits, request.security_bits.value_or(0));
  auto chosen = choose_parameters(circuit, profile, bits, request.tuning.value_or(circuit.tuning));
  if (!chosen) return p3::Err{chosen.error()};
  VerifyingKey key = frame_of(circuit, profile);
  key.parameters = chosen.value().parameters;
  key.security = security_of(chosen.value().report);
  return key;
}

p3::Result<p3::SecurityReport, p3::SecurityError> assess_key(const Circuit& circuit,
                                                             const VerifyingKey& key) {
  return p3::assess_security(key.parameters, worst_shape(circuit, info_of(key.profile).system));
}

std::optional<KeyError> check_key(const Circuit& circuit, const VerifyingKey& key) {
  const std::string part = stale_part(key, frame_of(circuit, info_of(key.profile)));
  if (!part.empty()) return KeyError{KeyFault::kStaleKey, where_of(key), part};
  return security_problem(circuit, key);
}

}  // namespace rpp
