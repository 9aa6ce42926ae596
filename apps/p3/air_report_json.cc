// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <nlohmann/json.hpp>

#include "apps/p3/air_report.h"
#include "apps/p3/report.h"

namespace p3::app {
namespace {

using Json = nlohmann::ordered_json;

Json protocol_json(const ProtocolText& p) {
  const FriParameters& fri = p.parameters.fri;
  return Json{{"field", p.field},
              {"protocol", p.protocol},
              {"extension_degree", p.extension_degree},
              {"merkle_hash", p.merkle_hash},
              {"merkle_arity", p.merkle_arity},
              {"log_blowup", fri.log_blowup},
              {"num_queries", fri.num_queries},
              {"log_final_poly_len", fri.log_final_poly_len},
              {"max_log_arity", fri.max_log_arity},
              {"cap_height", p.parameters.cap_height},
              {"commit_pow_bits", fri.commit_pow_bits},
              {"query_pow_bits", fri.query_pow_bits},
              {"batch_pow_bits", fri.batch_pow_bits},
              {"ood_pow_bits", p.parameters.ood_pow_bits},
              {"lookup_pow_bits", p.parameters.lookup_pow_bits},
              {"isa", std::string(isa_name(active_isa()))}};
}

Json instances_json(const std::vector<AirInstanceText>& instances) {
  Json out = Json::array();
  for (const AirInstanceText& instance : instances) {
    out.push_back({{"air", instance.file},
                   {"width", instance.width},
                   {"log_trace_length", instance.log_rows}});
  }
  return out;
}

// File names are bytes; what is no UTF-8 in them is replaced.
std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json shown_json(const AirShown& air) {
  Json constraints = Json::array();
  for (const ConstraintText& c : air.constraints) {
    constraints.push_back({{"degree", c.degree}, {"label", c.label}});
  }
  Json lookups = Json::array();
  for (const LookupText& l : air.lookups) {
    lookups.push_back({{"kind", l.kind},
                       {"bus", l.bus},
                       {"interactions", l.interactions},
                       {"tuple_width", l.tuple_width}});
  }
  return Json{{"air", air.file},
              {"field", air.field},
              {"width", air.width},
              {"column_names", air.column_names},
              {"preprocessed_width", air.preprocessed_width},
              {"preprocessed_rows", air.preprocessed_rows},
              {"periods", air.periods},
              {"num_public_values", air.public_values},
              {"reads_next_row", air.reads_next_row},
              {"reads_preprocessed_next_row", air.reads_preprocessed_next_row},
              {"declared_degree", air.declared_degree ? Json(*air.declared_degree) : Json()},
              {"nodes", air.nodes},
              {"constraints", std::move(constraints)},
              {"lookups", std::move(lookups)},
              {"protocol", air.batch ? "batch" : "uni"},
              {"log_trace_length", air.log_rows},
              {"max_degree", air.max_degree},
              {"quotient_chunks", air.quotient_chunks},
              {"constraints_with_lookups", air.constraints_with_lookups},
              {"permutation_columns", air.permutation_columns}};
}

}  // namespace

std::string to_json(const AirProved& proved) {
  return dumped(Json{{"parameters", protocol_json(proved.protocol)},
                     {"instances", instances_json(proved.instances)},
                     {"runs", Json::parse(run_list_json(proved.runs))}});
}

std::string to_json(const AirVerified& verified) {
  Json json{{"parameters", protocol_json(verified.protocol)},
            {"instances", instances_json(verified.instances)},
            {"valid", !verified.rejected.has_value()},
            {"verify_s", verified.seconds}};
  if (verified.rejected) json["reason"] = *verified.rejected;
  return dumped(json);
}

std::string to_json(const AirChecked& checked) {
  return dumped(Json{{"instances", instances_json(checked.instances)},
                     {"constraints", checked.constraints},
                     {"lookups", checked.lookups},
                     {"holds", checked.failures.empty()},
                     {"failures", checked.failures}});
}

std::string to_json(const AirExported& exported) {
  return dumped(Json{{"field", exported.field},
                     {"objective", exported.objective},
                     {"width", exported.width},
                     {"constraints", exported.constraints},
                     {"public_values", exported.public_values}});
}

std::string to_json(const std::vector<AirShown>& shown) {
  Json list = Json::array();
  for (const AirShown& air : shown) list.push_back(shown_json(air));
  return dumped(Json{{"airs", std::move(list)}});
}

}  // namespace p3::app
