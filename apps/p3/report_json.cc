// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <nlohmann/json.hpp>

#include "apps/p3/memory.h"
#include "apps/p3/report.h"
#include "apps/p3/security.h"

namespace p3::app {
namespace {

using Json = nlohmann::ordered_json;

Json parameters_json(const Request& request) {
  const Statement& s = request.statement;
  const FriParameters& fri = s.parameters.fri;
  return Json{{"field", field_name(s.field)},
              {"objective", std::string(objective_name(s.spec.objective))},
              {"log_trace_length", s.spec.log_trace_length},
              {"vector_len", s.spec.vector_len},
              // As text: u64 does not fit the numbers of every JSON reader.
              {"seed", std::to_string(s.spec.seed)},
              {"protocol", protocol_name(s.protocol)},
              {"extension_degree", s.extension_degree},
              {"merkle_hash", merkle_hash_name(s.merkle_hash)},
              {"merkle_arity", s.merkle_arity},
              {"log_blowup", fri.log_blowup},
              {"num_queries", fri.num_queries},
              {"log_final_poly_len", fri.log_final_poly_len},
              {"max_log_arity", fri.max_log_arity},
              {"cap_height", s.parameters.cap_height},
              {"commit_pow_bits", fri.commit_pow_bits},
              {"query_pow_bits", fri.query_pow_bits},
              {"batch_pow_bits", fri.batch_pow_bits},
              {"ood_pow_bits", s.parameters.ood_pow_bits},
              {"lookup_pow_bits", s.parameters.lookup_pow_bits},
              {"threads", request.threads},
              {"isa", std::string(isa_name(active_isa()))}};
}

Json phases_json(std::span<const SpanRecord> spans) {
  Json phases = Json::array();
  for (const SpanRecord& span : spans) {
    phases.push_back({{"name", span.name},
                      {"depth", span.depth},
                      {"start_ms", static_cast<double>(span.start_ns) * 1e-6},
                      {"ms", static_cast<double>(span.duration_ns) * 1e-6}});
  }
  return phases;
}

Json numbers_json(const StarkParameters& p) {
  return Json{{"log_blowup", p.fri.log_blowup},
              {"num_queries", p.fri.num_queries},
              {"log_final_poly_len", p.fri.log_final_poly_len},
              {"max_log_arity", p.fri.max_log_arity},
              {"cap_height", p.cap_height},
              {"commit_pow_bits", p.fri.commit_pow_bits},
              {"query_pow_bits", p.fri.query_pow_bits},
              {"batch_pow_bits", p.fri.batch_pow_bits},
              {"ood_pow_bits", p.ood_pow_bits},
              {"lookup_pow_bits", p.lookup_pow_bits}};
}

Json shape_json(const SecurityShape& shape) {
  Json instances = Json::array();
  for (const SecurityInstance& i : shape.instances) {
    instances.push_back({{"log_rows", i.log_rows},
                         {"num_constraints", i.num_constraints},
                         {"constraint_degree", i.constraint_degree},
                         {"log_quotient_chunks", i.log_quotient_chunks},
                         {"opening_points", i.opening_points},
                         {"openings", i.openings},
                         {"interactions", i.interactions},
                         {"widest_tuple", i.widest_tuple}});
  }
  return Json{{"field_bits", shape.field_bits},
              {"collision_bits", shape.collision_bits},
              {"instances", std::move(instances)}};
}

Json regime_json(const RegimeReport& regime) {
  Json terms = Json::array();
  for (const SecurityTerm& term : regime.terms) {
    terms.push_back(
        {{"name", name(term.kind)}, {"bits", term.bits}, {"grinding_bits", term.grinding_bits}});
  }
  Json out{{"regime", name(regime.regime)}};
  if (regime.multiplicity != 0) out["multiplicity"] = regime.multiplicity;
  out["bits"] = regime.bits();
  out["binding"] = name(regime.binding().kind);
  out["terms"] = std::move(terms);
  return out;
}

Json level_json(const Proposal& level) {
  const SecurityReport& r = level.report;
  Json regimes = Json::array({regime_json(r.unique_decoding)});
  if (r.list_decoding) regimes.push_back(regime_json(*r.list_decoding));
  regimes.push_back(regime_json(r.conjectured));
  regimes.push_back(regime_json(r.legacy));
  return Json{{"numbers", numbers_json(level.parameters)},
              {"proven_bits", r.proven_bits()},
              {"proven_regime", name(r.proven().regime)},
              {"binding", name(r.proven().binding().kind)},
              {"conjectured_bits", r.conjectured.bits()},
              {"estimated_proof_bytes", level.size.total()},
              {"regimes", std::move(regimes)}};
}

Json candidate_json(const ProposalCandidate& c) {
  Json out{{"log_blowup", c.log_blowup}, {"reached", c.proposal.has_value()}};
  if (c.proposal) {
    out["numbers"] = numbers_json(c.proposal->parameters);
    out["proven_bits"] = c.proposal->report.proven_bits();
    out["estimated_proof_bytes"] = c.proposal->size.total();
  } else {
    out["regime"] = name(c.obstacle->regime);
    out["term"] = name(c.obstacle->term.kind);
    out["bits"] = c.obstacle->term.bits;
  }
  return out;
}

Json run_list(std::span<const Run> runs) {
  Json list = Json::array();
  for (const Run& run : runs) {
    list.push_back({{"trace_s", run.trace_s},
                    {"prove_s", run.prove_s},
                    {"verify_s", run.verify_s},
                    {"user_s", run.user_s},
                    {"proof_bytes", run.proof_bytes},
                    {"peak_rss_mb", run.peak_rss_mb},
                    {"phases", phases_json(run.phases)}});
  }
  return list;
}

}  // namespace

std::string security_json(const Request& request, const SecurityAnswer& answer) {
  const Statement& s = request.statement;
  Json out{{"field", field_name(s.field)},
           {"extension_degree", s.extension_degree},
           {"merkle_hash", merkle_hash_name(s.merkle_hash)},
           {"merkle_arity", s.merkle_arity},
           {"protocol", protocol_name(s.protocol)},
           {"shape", shape_json(answer.subject.shape)}};
  if (answer.table) {
    Json candidates = Json::array();
    for (const ProposalCandidate& c : answer.table->candidates) {
      candidates.push_back(candidate_json(c));
    }
    out["target_bits"] = *request.security.target_bits;
    out["candidates"] = std::move(candidates);
  }
  out["level"] = answer.level ? level_json(*answer.level) : Json(nullptr);
  return out.dump(2) + "\n";
}

std::string chrome_trace(std::span<const SpanRecord> spans) {
  Json events = Json::array();
  for (const SpanRecord& span : spans) {
    events.push_back({{"name", span.name},
                      {"ph", "X"},
                      {"pid", 1},
                      {"tid", 1},
                      {"ts", static_cast<double>(span.start_ns) * 1e-3},
                      {"dur", static_cast<double>(span.duration_ns) * 1e-3}});
  }
  return Json{{"traceEvents", std::move(events)}}.dump() + "\n";
}

std::string run_list_json(std::span<const Run> runs) { return run_list(runs).dump(); }

std::string runs_json(const Request& request, std::span<const Run> runs) {
  return Json{{"parameters", parameters_json(request)}, {"runs", run_list(runs)}}.dump(2) + "\n";
}

std::string memory_json(const Request& request, const MemoryEstimate& estimate) {
  Json phases = Json::array();
  for (const MemoryPhase& phase : estimate.phases) {
    phases.push_back({{"name", phase.name},
                      {"in_use_bytes", phase.in_use + kProgramBytes},
                      {"resident_bytes", phase.resident + kProgramBytes}});
  }
  Json out{{"parameters", parameters_json(request)},
           {"estimate",
            {{"peak_bytes", process_peak(estimate)},
             {"program_bytes", kProgramBytes},
             {"proofs", request.repeat},
             {"phases", std::move(phases)}}}};
  return out.dump(2) + "\n";
}

std::string verify_json(const Request& request, const std::optional<std::string>& rejected,
                        double seconds) {
  Json json{{"parameters", parameters_json(request)},
            {"valid", !rejected.has_value()},
            {"verify_s", seconds}};
  if (rejected) json["reason"] = *rejected;
  return json.dump(2) + "\n";
}

std::string anatomy_json(const Request& request, const Anatomy& anatomy) {
  Json sections = Json::array();
  for (const Section& section : anatomy.sections) {
    sections.push_back({{"name", section.name}, {"bytes", section.bytes}});
  }
  return Json{{"parameters", parameters_json(request)},
              {"proof_bytes", anatomy.bytes},
              {"degree_bits", anatomy.degree_bits},
              {"sections", std::move(sections)}}
             .dump(2) +
         "\n";
}

}  // namespace p3::app
