// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rpp/load/scenario.h"

// What a load measured, and its three written forms (docs/spec/simnet-summary.md, version 1).
//
// Times are milliseconds. Totals are not stored: writers compute them from the records, and so does
// scripts/analyze_simnet.py, which compares.
namespace rpp {

enum class TamperFamily { kVrf, kQuorum };
enum class TamperForm {
  kWitness,   // in the witness, proved by force
  kEnvelope,  // in a finished envelope, commitment recomputed
};

struct TamperAttempt {
  TamperFamily family = TamperFamily::kVrf;
  std::string kind;
  TamperForm form = TamperForm::kWitness;
  bool accepted = false;
  std::string stage;                          // who refused: "stark" is the only one that counts
  std::string reason;                         // why
  std::optional<std::string> prover_refusal;  // kWitness: the rule that the honest prover names
};

struct RunRecord {
  std::uint64_t run = 0;
  std::optional<double> keygen_ms;  // on every kKeygenEvery-th run
  double certificate_ms = 0;        // signature keys, votes and VRF proofs
  double witness_ms = 0;            // certificate to filled trace
  double prove_ms = 0;              // trace to envelope
  double verify_ms = 0;             // envelope bytes to verdict
  std::uint64_t proof_bytes = 0;
  std::string statement_digest;  // 64 hex digits
  std::string proof_sha256;
  bool verified = false;
  std::vector<TamperAttempt> tampers;
};

inline constexpr std::uint64_t kKeygenEvery = 8;

struct RunFailure {
  std::uint64_t run = 0;
  std::string stage;
  std::string message;
};

struct LoadEnvironment {
  std::string cpu;
  std::uint64_t cores = 0;
  std::uint64_t threads = 0;
  std::string isa;
  std::string commit;
  std::string profile;
  double proven_bits = 0;  // of the key
  std::string key_id;
};

struct LoadSummary {
  Scenario scenario;
  LoadEnvironment environment;
  std::string summary_path;
  std::string csv_path;
  std::uint64_t peak_memory_bytes = 0;
  bool complete = false;  // every run was made
  std::vector<RunFailure> failures;
  std::vector<RunRecord> records;
};

// One JSON object, indented; ends with a newline. Same summary, same bytes.
std::string write_summary_json(const LoadSummary& summary);

// One line per run below a header line; cells of what was not measured are empty.
std::string write_summary_csv(const LoadSummary& summary);

// A page that opens from disk and loads nothing: tables, plots of times and sizes.
std::string write_summary_html(const LoadSummary& summary);

}  // namespace rpp
