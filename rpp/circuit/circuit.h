// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "p3/verify/statement.h"
#include "rpp/fields/field_codec.h"
#include "rpp/fields/field_table.h"

// Circuit: what keys and verifiers need to know of one statement family.
//
// A circuit is a batch-stark statement: its tables in order, joined by lookups, without
// preprocessed columns. Instance 0 has 16 public values, the statement digest S and the id of the
// verifying key, the others none (statements.md, section 1). Circuits are built once, live as long
// as the program and are shared by threads.
namespace rpp {

// Slots of the block proof, and their numbers in docs/spec/hashing.md.
enum class Role : std::uint8_t {
  kRecursive = 0,
  kConsensus = 1,
  kIdentity = 2,
  kUptime = 3,
  kTransaction = 4,
  kState = 5,
  kPruning = 6,
};

// Version of P, C8, H and all layouts: the first lines of docs/spec/hashing.md.
inline constexpr std::uint8_t kHashVersion = 1;

inline constexpr std::size_t kPublicValues = 2 * kDigestElements;  // S, then the key id

struct CircuitTable {
  std::string_view name;                  // "statement", for people
  const p3::Air<Element>* air = nullptr;  // borrowed
  unsigned min_log_rows = 0;              // a proof may have traces of 2^min ..
  unsigned max_log_rows = 0;              // .. 2^max rows
};

// A number of the protocol that the constraints use, shown in the key: "epoch-length" 1440.
struct ProtocolConstant {
  std::string_view name;
  std::uint64_t value = 0;
};

// What of the FRI parameters is a matter of size and speed, as measured best for this circuit.
// Queries and grinding follow from the security profile.
struct CircuitTuning {
  unsigned log_blowup = 4;
  unsigned log_final_poly_len = 0;
  unsigned max_log_arity = 3;
  unsigned cap_height = 4;
  // Grinding before the queries, if the profile allows as much: short proofs are quicker with less
  // of it and a few queries more.
  unsigned max_query_pow = 32;
};

struct Circuit {
  std::string_view name;  // lower-case letters, digits and '-', at most 32
  Role role = Role::kConsensus;
  std::uint8_t hash_version = kHashVersion;
  const FieldTable* fields = nullptr;  // public fields; its tag is the family tag
  std::vector<CircuitTable> tables;    // in the order of instances; the first is the statement
  std::vector<ProtocolConstant> constants;
  CircuitTuning tuning = {};
  // Rules of the public fields that a verifier can check without a proof: the name of the first
  // that is broken (static text), or null. Null where the family has none.
  const char* (*broken_rule)(const FieldValues& fields) noexcept = nullptr;
};

// Why this is no circuit in the sense above, or nothing. For tests and key generation: a circuit
// that is compiled in has no problem.
std::optional<std::string> circuit_problem(const Circuit& circuit);

// The statement of the STARK: S and key id on instance 0. The AIRs are borrowed.
p3::BatchStatement<Element> batch_statement(const Circuit& circuit, const Digest& statement,
                                            const Digest& key_id);

}  // namespace rpp
