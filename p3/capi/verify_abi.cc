// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <memory>

#include "p3/capi/claim.h"
#include "p3/capi/config.h"
#include "p3/capi/elements.h"

// The half of p3.h that the verify-only library has.

using p3::capi::bad_argument;
using p3::capi::guarded;
using p3::capi::missing;
using p3::capi::Outcome;

namespace {

std::optional<p3::Objective> objective_from_name(std::string_view name) {
  using enum p3::Objective;
  for (const p3::Objective objective : {kFibonacci, kPoseidon2, kKeccakF, kBlake3}) {
    if (p3::objective_name(objective) == name) return objective;
  }
  return std::nullopt;
}

}  // namespace

extern "C" {

uint32_t p3_abi_version(void) { return P3_ABI_VERSION; }

const char* p3_version(void) { return P3_VERSION; }

const char* p3_status_name(p3_status status) {
  static constexpr const char* kNames[] = {
      "P3_OK",        "P3_REJECTED", "P3_BAD_ARGUMENT",  "P3_BAD_AIR",
      "P3_BAD_TRACE", "P3_BAD_KEY",  "P3_OUT_OF_MEMORY", "P3_INTERNAL"};
  if (status < P3_OK || status > P3_INTERNAL) return "unknown status";
  return kNames[status];
}

p3_error* p3_error_new(void) { return new (std::nothrow) p3_error; }

void p3_error_free(p3_error* error) { delete error; }

p3_status p3_error_status(const p3_error* error) {
  return error == nullptr ? p3_status{P3_OK} : error->status;
}

const char* p3_error_text(const p3_error* error) {
  return error == nullptr ? "" : error->text.c_str();
}

p3_status p3_config_new(const char* preset, p3_config** config, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (config == nullptr) return bad_argument("config is NULL");
    *config = nullptr;
    if (preset == nullptr) return bad_argument("preset is NULL");
    const auto parameters = p3::parameters_from_preset(preset);
    if (!parameters) return bad_argument("no such preset");
    auto made = std::make_unique<p3_config>();
    made->system.parameters = *parameters;
    *config = made.release();
    return std::nullopt;
  });
}

void p3_config_free(p3_config* config) { delete config; }

p3_status p3_config_set_name(p3_config* config, const char* key, const char* value,
                             p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (config == nullptr) return bad_argument("config is NULL");
    if (key == nullptr || value == nullptr) return bad_argument("key or value is NULL");
    return p3::capi::set_name(*config, key, value);
  });
}

p3_status p3_config_set_number(p3_config* config, const char* key, uint64_t value,
                               p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (config == nullptr) return bad_argument("config is NULL");
    if (key == nullptr) return bad_argument("key is NULL");
    return p3::capi::set_number(*config, key, value);
  });
}

p3_status p3_config_get_number(const p3_config* config, const char* key, uint64_t* value,
                               p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (config == nullptr) return bad_argument("config is NULL");
    if (key == nullptr || value == nullptr) return bad_argument("key or value is NULL");
    return p3::capi::get_number(*config, key, *value);
  });
}

p3_status p3_statement_new(const p3_config* config, p3_statement** statement, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (statement == nullptr) return bad_argument("statement is NULL");
    *statement = nullptr;
    if (config == nullptr) return bad_argument("config is NULL");
    const p3::ProofSystem system = p3::capi::system_of(*config);
    if (auto problem = p3::system_problem(system)) return bad_argument(std::move(*problem));
    auto made = std::make_unique<p3_statement>();
    made->claim = p3::capi::make_claim(system);
    *statement = made.release();
    return std::nullopt;
  });
}

void p3_statement_free(p3_statement* statement) { delete statement; }

p3_status p3_statement_add_shipped(p3_statement* statement, const char* objective,
                                   uint32_t log_rows, uint64_t seed, uint32_t vector_len,
                                   p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (statement == nullptr) return bad_argument("statement is NULL");
    if (objective == nullptr) return bad_argument("objective is NULL");
    const auto found = objective_from_name(objective);
    if (!found) return bad_argument("no such objective");
    return statement->writable().add_shipped({.objective = *found,
                                              .log_trace_length = log_rows,
                                              .vector_len = vector_len == 0 ? 8 : vector_len,
                                              .seed = seed});
  });
}

p3_status p3_statement_add_air(p3_statement* statement, const uint8_t* json, size_t json_size,
                               const uint64_t* public_values, size_t num_public_values,
                               uint32_t log_rows, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (statement == nullptr) return bad_argument("statement is NULL");
    if (json == nullptr) return bad_argument("json is NULL");
    if (missing(public_values, num_public_values)) return bad_argument("public_values is NULL");
    std::optional<unsigned> rows;
    if (log_rows != P3_ANY_LOG_ROWS) rows = log_rows;
    return statement->writable().add_air({reinterpret_cast<const char*>(json), json_size},
                                         {public_values, num_public_values}, rows);
  });
}

p3_status p3_statement_set_preprocessed_key(p3_statement* statement, const uint8_t* key,
                                            size_t key_size, p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (statement == nullptr) return bad_argument("statement is NULL");
    if (missing(key, key_size)) return bad_argument("key is NULL");
    return statement->writable().set_key({key, key_size});
  });
}

p3_status p3_verify(const p3_statement* statement, const uint8_t* proof, size_t proof_size,
                    p3_error* error) {
  return guarded(error, [&]() -> Outcome {
    if (statement == nullptr) return bad_argument("statement is NULL");
    if (missing(proof, proof_size)) return bad_argument("proof is NULL");
    return statement->claim->verify({proof, proof_size});
  });
}

}  // extern "C"
