// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <nlohmann/json.hpp>

#include "apps/p3/report.h"

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
