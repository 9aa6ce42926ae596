// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "p3/fri/parameters.h"
#include "p3/hash/suite.h"

// ProofSystem: field, hash, protocol and every number by run-time value, with the names that
// programs and other languages use for them.
namespace p3 {

enum class FieldName { kKoalaBear, kBabyBear, kGoldilocks };
enum class Protocol { kUni, kBatch };

// "koala-bear", "baby-bear", "goldilocks".
const char* field_name(FieldName field);
// "uni", "batch".
const char* protocol_name(Protocol protocol);
// "poseidon-2", "poseidon-2-width-16", "keccak-f", "keccak-256".
const char* merkle_hash_name(TreeHash hash);

std::optional<FieldName> field_from_name(std::string_view name);
std::optional<Protocol> protocol_from_name(std::string_view name);
std::optional<TreeHash> merkle_hash_from_name(std::string_view name);
// "benchmark", "benchmark-high-arity", "testing".
std::optional<StarkParameters> parameters_from_preset(std::string_view name);

// Degree of the challenge field where nobody asks for another: 4, Goldilocks 2.
unsigned default_extension_degree(FieldName field);
bool extension_exists(FieldName field, unsigned degree);

struct ProofSystem {
  FieldName field = FieldName::kKoalaBear;
  unsigned extension_degree = 4;
  TreeHash merkle_hash = TreeHash::kKeccakF;
  unsigned merkle_arity = 2;
  Protocol protocol = Protocol::kUni;
  StarkParameters parameters = benchmark_high_arity_parameters();
};

// Why there is no such system ("extension_degree 3 does not exist for koala-bear"), or nothing.
std::optional<std::string> system_problem(const ProofSystem& system);

}  // namespace p3
