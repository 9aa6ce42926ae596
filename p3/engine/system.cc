// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/engine/system.h"

#include <initializer_list>

#include "p3/engine/dispatch.h"

namespace p3 {
namespace {

// The value that has this name, or nothing.
template <class T>
std::optional<T> from_name(std::string_view name, std::initializer_list<T> values,
                           const char* (*name_of)(T)) {
  for (const T value : values) {
    if (name == name_of(value)) return value;
  }
  return std::nullopt;
}

std::string does_not_exist(const char* what, const std::string& value, FieldName field) {
  return std::string(what) + " " + value + " does not exist for " + field_name(field);
}

}  // namespace

const char* field_name(FieldName field) {
  switch (field) {
    case FieldName::kKoalaBear:
      return KoalaBear::kName;
    case FieldName::kBabyBear:
      return BabyBear::kName;
    case FieldName::kGoldilocks:
      return Goldilocks::kName;
  }
  return "";
}

const char* protocol_name(Protocol protocol) {
  return protocol == Protocol::kUni ? "uni" : "batch";
}

const char* merkle_hash_name(TreeHash hash) {
  switch (hash) {
    case TreeHash::kPoseidon2:
      return "poseidon-2";
    case TreeHash::kPoseidon2Width16:
      return "poseidon-2-width-16";
    case TreeHash::kKeccakF:
      return "keccak-f";
    case TreeHash::kKeccak256:
      return "keccak-256";
  }
  return "";
}

std::optional<FieldName> field_from_name(std::string_view name) {
  using enum FieldName;
  return from_name(name, {kKoalaBear, kBabyBear, kGoldilocks}, &field_name);
}

std::optional<Protocol> protocol_from_name(std::string_view name) {
  return from_name(name, {Protocol::kUni, Protocol::kBatch}, &protocol_name);
}

std::optional<TreeHash> merkle_hash_from_name(std::string_view name) {
  using enum TreeHash;
  return from_name(name, {kPoseidon2, kPoseidon2Width16, kKeccakF, kKeccak256}, &merkle_hash_name);
}

std::optional<StarkParameters> parameters_from_preset(std::string_view name) {
  if (name == "benchmark") return benchmark_parameters();
  if (name == "benchmark-high-arity") return benchmark_high_arity_parameters();
  if (name == "testing") return testing_parameters();
  return std::nullopt;
}

unsigned default_extension_degree(FieldName field) {
  return field == FieldName::kGoldilocks ? 2 : 4;
}

bool extension_exists(FieldName field, unsigned degree) {
  return with_field(field, [&]<class F>(Type<F>) { return has_extension<F>(degree); });
}

std::optional<std::string> system_problem(const ProofSystem& system) {
  if (!extension_exists(system.field, system.extension_degree)) {
    return does_not_exist("extension_degree", std::to_string(system.extension_degree),
                          system.field);
  }
  return with_field(system.field, [&]<class F>(Type<F>) -> std::optional<std::string> {
    if (system.merkle_arity != 2 && system.merkle_arity != 4) {
      return "merkle_arity is 2 or 4, got " + std::to_string(system.merkle_arity);
    }
    if (!hash_suite_exists<F>(system.merkle_hash, system.merkle_arity)) {
      return does_not_exist("merkle_hash", merkle_hash_name(system.merkle_hash), system.field);
    }
    if (const auto error = check_parameters<F>(system.parameters)) return to_string(*error);
    return std::nullopt;
  });
}

}  // namespace p3
