// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "rpp/load/distribution.h"
#include "rpp/load/summary.h"

namespace rpp {
namespace {

using Json = nlohmann::ordered_json;

const char* name(TamperFamily family) { return family == TamperFamily::kVrf ? "vrf" : "quorum"; }
const char* name(TamperForm form) { return form == TamperForm::kWitness ? "witness" : "envelope"; }

Json scenario_json(const Scenario& scenario) {
  const ConsensusLoad& load = scenario.consensus;
  const TamperPlan& tamper = load.tamper;
  Json plan = {
      {"vrf", tamper.vrf}, {"quorum_roots", tamper.quorum_roots}, {"every_n", tamper.every_n}};
  return {{"name", scenario.name},
          {"consensus",
           {{"runs", load.runs},
            {"validators", load.validators},
            {"witness_commitments", load.witness_commitments},
            {"security_bits", load.security_bits},
            {"seed", load.seed},
            {"tamper", plan}}}};
}

Json environment_json(const LoadEnvironment& e) {
  return {{"cpu", e.cpu},         {"cores", e.cores},
          {"threads", e.threads}, {"isa", e.isa},
          {"commit", e.commit},   {"profile", e.profile},
          {"key_id", e.key_id},   {"proven_bits", e.proven_bits}};
}

// `get` gives the value of a record as a number, or nothing.
template <class Get>
Json distribution_json(const LoadSummary& summary, const Get& get) {
  std::vector<double> sample;
  for (const RunRecord& record : summary.records) {
    if (const std::optional<double> value = get(record)) sample.push_back(*value);
  }
  const Distribution d = distribution_of(sample);
  return {{"min", d.min}, {"p50", d.p50}, {"p90", d.p90},  {"p95", d.p95},
          {"p99", d.p99}, {"max", d.max}, {"mean", d.mean}};
}

void add_distributions(Json& out, const LoadSummary& summary) {
  using Value = std::optional<double>;
  const auto add = [&](const char* key, auto get) { out[key] = distribution_json(summary, get); };
  add("keygen_ms", [](const RunRecord& r) -> Value { return r.keygen_ms; });
  add("certificate_ms", [](const RunRecord& r) -> Value { return r.certificate_ms; });
  add("witness_ms", [](const RunRecord& r) -> Value { return r.witness_ms; });
  add("prove_ms", [](const RunRecord& r) -> Value { return r.prove_ms; });
  add("verify_ms", [](const RunRecord& r) -> Value { return r.verify_ms; });
  add("proof_bytes",
      [](const RunRecord& r) -> Value { return static_cast<double>(r.proof_bytes); });
}

// Only a verdict of the STARK verifier counts as a rejection.
Json tally_json(const LoadSummary& summary, TamperFamily family) {
  std::uint64_t attempts = 0, rejected = 0, accepted = 0;
  std::map<std::string, std::uint64_t> reasons;
  for (const RunRecord& record : summary.records) {
    for (const TamperAttempt& attempt : record.tampers) {
      if (attempt.family != family) continue;
      ++attempts;
      if (attempt.accepted) {
        ++accepted;
      } else if (attempt.stage == "stark") {
        ++rejected;
        ++reasons[attempt.reason];
      }
    }
  }
  return {{"attempts", attempts},
          {"rejected", rejected},
          {"unexpected_accepts", accepted},
          {"not_counted", attempts - rejected - accepted},
          {"rejections", Json(reasons)}};
}

Json attempt_json(const TamperAttempt& attempt) {
  Json out = {{"family", name(attempt.family)}, {"kind", attempt.kind},
              {"form", name(attempt.form)},     {"accepted", attempt.accepted},
              {"stage", attempt.stage},         {"reason", attempt.reason}};
  if (attempt.prover_refusal) out["prover_refusal"] = *attempt.prover_refusal;
  return out;
}

Json record_json(const RunRecord& record) {
  Json out = {{"run", record.run}};
  if (record.keygen_ms) out["keygen_ms"] = *record.keygen_ms;
  out["certificate_ms"] = record.certificate_ms;
  out["witness_ms"] = record.witness_ms;
  out["prove_ms"] = record.prove_ms;
  out["verify_ms"] = record.verify_ms;
  out["proof_bytes"] = record.proof_bytes;
  out["statement_digest"] = record.statement_digest;
  out["proof_sha256"] = record.proof_sha256;
  out["verified"] = record.verified;
  out["tampers"] = Json::array();
  for (const TamperAttempt& attempt : record.tampers) {
    out["tampers"].push_back(attempt_json(attempt));
  }
  return out;
}

}  // namespace

std::string write_summary_json(const LoadSummary& summary) {
  const ConsensusLoad& load = summary.scenario.consensus;
  Json out = {{"kind", "consensus-load"},
              {"version", 1},
              {"complete", summary.complete},
              {"scenario", scenario_json(summary.scenario)},
              {"runs", load.runs},
              {"validators", load.validators},
              {"witness_commitments", load.witness_commitments},
              {"security_bits", load.security_bits},
              {"use_gpu", false},
              {"seed", load.seed},
              {"summary_path", summary.summary_path},
              {"csv_path", summary.csv_path},
              {"peak_memory_bytes", summary.peak_memory_bytes},
              {"environment", environment_json(summary.environment)}};
  add_distributions(out, summary);
  if (load.tamper.vrf) out["tamper_vrf"] = tally_json(summary, TamperFamily::kVrf);
  if (load.tamper.quorum_roots) out["tamper_quorum"] = tally_json(summary, TamperFamily::kQuorum);
  out["failures"] = Json::array();
  for (const RunFailure& failure : summary.failures) {
    out["failures"].push_back(
        {{"run", failure.run}, {"stage", failure.stage}, {"message", failure.message}});
  }
  out["records"] = Json::array();
  for (const RunRecord& record : summary.records) out["records"].push_back(record_json(record));
  // Bytes that are not UTF-8 (a CPU name, a message) become U+FFFD instead of an exception.
  return out.dump(1, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace rpp
