// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/capi/config.h"

#include <limits>
#include <string>

namespace p3::capi {
namespace {

struct Number {
  std::string_view key;
  unsigned& (*of)(ProofSystem&);
};

// All but num_queries, which is wider.
constexpr Number kNumbers[] = {
    {"extension_degree", [](ProofSystem& s) -> unsigned& { return s.extension_degree; }},
    {"merkle_arity", [](ProofSystem& s) -> unsigned& { return s.merkle_arity; }},
    {"log_blowup", [](ProofSystem& s) -> unsigned& { return s.parameters.fri.log_blowup; }},
    {"log_final_poly_len",
     [](ProofSystem& s) -> unsigned& { return s.parameters.fri.log_final_poly_len; }},
    {"max_log_arity", [](ProofSystem& s) -> unsigned& { return s.parameters.fri.max_log_arity; }},
    {"cap_height", [](ProofSystem& s) -> unsigned& { return s.parameters.cap_height; }},
    {"commit_pow_bits",
     [](ProofSystem& s) -> unsigned& { return s.parameters.fri.commit_pow_bits; }},
    {"query_pow_bits", [](ProofSystem& s) -> unsigned& { return s.parameters.fri.query_pow_bits; }},
    {"batch_pow_bits", [](ProofSystem& s) -> unsigned& { return s.parameters.fri.batch_pow_bits; }},
    {"ood_pow_bits", [](ProofSystem& s) -> unsigned& { return s.parameters.ood_pow_bits; }},
    {"lookup_pow_bits", [](ProofSystem& s) -> unsigned& { return s.parameters.lookup_pow_bits; }},
};
constexpr std::string_view kQueries = "num_queries";

const Number* find_number(std::string_view key) {
  for (const Number& number : kNumbers) {
    if (number.key == key) return &number;
  }
  return nullptr;
}

// Only the start of long texts: they come from outside.
std::string quoted(std::string_view text) { return "'" + std::string(text.substr(0, 64)) + "'"; }

Failure unknown_key(std::string_view key) { return bad_argument("no parameter " + quoted(key)); }

template <class T>
Outcome assign(T& target, const std::optional<T>& value, std::string_view key,
               std::string_view text) {
  if (!value) return bad_argument(std::string(key) + ": unknown value " + quoted(text));
  target = *value;
  return std::nullopt;
}

}  // namespace

Outcome set_name(p3_config& config, std::string_view key, std::string_view value) {
  if (key == "field") return assign(config.system.field, field_from_name(value), key, value);
  if (key == "protocol") {
    return assign(config.system.protocol, protocol_from_name(value), key, value);
  }
  if (key == "merkle_hash") {
    return assign(config.system.merkle_hash, merkle_hash_from_name(value), key, value);
  }
  return unknown_key(key);
}

Outcome set_number(p3_config& config, std::string_view key, std::uint64_t value) {
  const Number* number = find_number(key);
  if (number == nullptr && key != kQueries) return unknown_key(key);
  if (value > std::numeric_limits<unsigned>::max()) {
    return bad_argument(std::string(key) + ": " + std::to_string(value) + " is out of range");
  }
  if (key == kQueries) {
    config.system.parameters.fri.num_queries = static_cast<std::size_t>(value);
    return std::nullopt;
  }
  number->of(config.system) = static_cast<unsigned>(value);
  if (key == "extension_degree") config.default_extension = value == 0;
  return std::nullopt;
}

Outcome get_number(const p3_config& config, std::string_view key, std::uint64_t& value) {
  ProofSystem system = system_of(config);
  const Number* number = find_number(key);
  if (number == nullptr && key != kQueries) return unknown_key(key);
  value = number == nullptr ? system.parameters.fri.num_queries : number->of(system);
  return std::nullopt;
}

ProofSystem system_of(const p3_config& config) {
  ProofSystem system = config.system;
  if (config.default_extension) system.extension_degree = default_extension_degree(system.field);
  return system;
}

}  // namespace p3::capi
