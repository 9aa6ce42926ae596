// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "p3/capi/p3.h"

// Owners for the handles of p3.h, and small statements as a caller would write them.
namespace p3::capi {

using Bytes = std::vector<std::uint8_t>;
using Cells = std::vector<std::uint64_t>;

struct FreeHandle {
  void operator()(p3_error* handle) const { p3_error_free(handle); }
  void operator()(p3_config* handle) const { p3_config_free(handle); }
  void operator()(p3_statement* handle) const { p3_statement_free(handle); }
  void operator()(p3_prover* handle) const { p3_prover_free(handle); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeHandle>;
using Error = Owned<p3_error>;
using Config = Owned<p3_config>;
using Statement = Owned<p3_statement>;
using Prover = Owned<p3_prover>;

inline Error new_error() { return Error(p3_error_new()); }

// EXPECT_STATUS(expected, "part of the text", call(..., error)).
#define EXPECT_STATUS(expected, part, error, call)                                            \
  do {                                                                                        \
    const p3_status got_status = (call);                                                      \
    EXPECT_EQ(got_status, expected) << #call << ": " << p3_error_text(error);                 \
    EXPECT_EQ(p3_error_status(error), got_status) << #call;                                   \
    EXPECT_NE(std::string(p3_error_text(error)).find(part), std::string::npos)                \
        << #call << ": '" << p3_error_text(error) << "' does not contain '" << (part) << "'"; \
  } while (false)

inline Config new_config(const char* field, const char* protocol = "uni",
                         const char* hash = "keccak-f", std::uint64_t degree = 0) {
  p3_config* config = nullptr;
  EXPECT_EQ(p3_config_new("testing", &config, nullptr), P3_OK);
  EXPECT_EQ(p3_config_set_name(config, "field", field, nullptr), P3_OK);
  EXPECT_EQ(p3_config_set_name(config, "protocol", protocol, nullptr), P3_OK);
  EXPECT_EQ(p3_config_set_name(config, "merkle_hash", hash, nullptr), P3_OK);
  EXPECT_EQ(p3_config_set_number(config, "extension_degree", degree, nullptr), P3_OK);
  return Config(config);
}

inline Statement new_statement(const Config& config) {
  p3_statement* statement = nullptr;
  EXPECT_EQ(p3_statement_new(config.get(), &statement, nullptr), P3_OK);
  return Statement(statement);
}

inline Prover new_prover(const Statement& statement, std::uint32_t threads = 1) {
  p3_prover* prover = nullptr;
  EXPECT_EQ(p3_prover_new(statement.get(), threads, &prover, nullptr), P3_OK);
  return Prover(prover);
}

inline p3_status add_air(const Statement& statement, const std::string& json,
                         const Cells& public_values = {}, std::uint32_t log_rows = P3_ANY_LOG_ROWS,
                         p3_error* error = nullptr) {
  return p3_statement_add_air(statement.get(), reinterpret_cast<const std::uint8_t*>(json.data()),
                              json.size(), public_values.data(), public_values.size(), log_rows,
                              error);
}

inline p3_status verify(const Statement& statement, const Bytes& proof, p3_error* error = nullptr) {
  return p3_verify(statement.get(), proof.data(), proof.size(), error);
}

// The proof's bytes, or none after a failure, which `error` explains.
inline Bytes prove(const Prover& prover, p3_error* error = nullptr) {
  std::uint8_t* data = nullptr;
  std::size_t size = 0;
  Bytes out;
  if (p3_prover_prove(prover.get(), &data, &size, error) == P3_OK) out.assign(data, data + size);
  p3_bytes_free(data);
  return out;
}

inline Bytes preprocessed_key(const Prover& prover) {
  std::uint8_t* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(p3_prover_preprocessed_key(prover.get(), &data, &size, nullptr), P3_OK);
  Bytes out(data, data + size);
  p3_bytes_free(data);
  return out;
}

inline std::string air_json(const std::string& field, const std::string& members) {
  return R"({"format":"p3-air","version":1,"field":")" + field + "\"," + members + "}";
}

// One column that grows by 5; public: the first value.
inline std::string counter_air(const std::string& field) {
  return air_json(field, R"("width":1,"num_public_values":1,"reads_next_row":true,
    "nodes":[["main",0,0],["main",1,0],["sub",1,0],["const",5],["sub",2,3],["transition"],
             ["mul",5,4],["public",0],["sub",0,7],["first"],["mul",9,8]],
    "constraints":[6,10],"labels":["grows by 5","starts at the public value"])");
}
inline Cells counter_trace(std::uint64_t first, std::size_t rows) {
  Cells cells;
  for (std::size_t r = 0; r < rows; ++r) cells.push_back(first + 5 * r);
  return cells;
}

// One column, three times the preprocessed one.
inline std::string triple_air(const std::string& field) {
  return air_json(field, R"("width":1,"preprocessed_width":1,"reads_next_row":false,
    "nodes":[["main",0,0],["preprocessed",0,0],["const",3],["mul",1,2],["sub",0,3]],
    "constraints":[4])");
}

// Two instances joined by a bus: what the first one looks up must be in the second one's
// preprocessed column, as often as its main column says.
inline std::string user_air(const std::string& field) {
  return air_json(field, R"("width":1,"reads_next_row":false,"nodes":[["main",0,0]],
    "constraints":[],
    "lookups":[{"kind":"global","bus":"t","tuple":[0],"count":{"integer":1}}])");
}
inline std::string table_air(const std::string& field) {
  return air_json(field, R"("width":1,"preprocessed_width":1,"reads_next_row":false,
    "nodes":[["preprocessed",0,0],["main",0,0],["neg",1]],"constraints":[],
    "lookups":[{"kind":"global","bus":"t","tuple":[0],"count":{"provided":2}}])");
}

}  // namespace p3::capi
