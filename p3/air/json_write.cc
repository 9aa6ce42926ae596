// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <nlohmann/json.hpp>
#include <utility>

#include "p3/air/json.h"
#include "p3/air/json_names.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using Json = nlohmann::ordered_json;

// Integers from here on are not exact in JSON readers that use doubles; they are written as text.
constexpr std::uint64_t kExactInteger = std::uint64_t{1} << 53;

template <class F>
Json element_json(F x) {
  const std::uint64_t value = x.as_canonical_u64();
  if (value < kExactInteger) return value;
  return std::to_string(value);
}

template <class F>
Json node_json(const DagNode<F>& node) {
  Json out = Json::array({kOpNames[static_cast<std::size_t>(node.op)]});
  switch (node.op) {
    case DagOp::kConst:
      out.push_back(element_json(node.value));
      break;
    case DagOp::kMain:
    case DagOp::kPreprocessed:
      out.push_back(node.row);
      out.push_back(node.a);
      break;
    case DagOp::kPeriodic:
    case DagOp::kPublic:
    case DagOp::kNeg:
      out.push_back(node.a);
      break;
    case DagOp::kAdd:
    case DagOp::kSub:
    case DagOp::kMul:
      out.push_back(node.a);
      out.push_back(node.b);
      break;
    default:
      break;
  }
  return out;
}

Json count_json(const DagCount& count) {
  switch (count.kind) {
    case CountKind::kInteger:
      return Json{{"integer", count.number}};
    case CountKind::kBounded:
      return Json{{"bounded", count.node}, {"weight", count.weight}};
    case CountKind::kProvided:
      break;
  }
  return Json{{"provided", count.node}};
}

Json lookup_json(const DagLookup& lookup) {
  switch (lookup.kind) {
    case LookupKind::kLocal: {
      Json list = Json::array();
      for (const DagInteraction& x : lookup.interactions) {
        list.push_back(Json{{"tuple", x.tuple}, {"count", count_json(x.count)}});
      }
      return Json{{"kind", "local"}, {"interactions", std::move(list)}};
    }
    case LookupKind::kExclusive: {
      Json list = Json::array();
      for (const DagInteraction& x : lookup.interactions) {
        list.push_back(Json{{"flag", x.flag}, {"count", count_json(x.count)}, {"tuple", x.tuple}});
      }
      return Json{{"kind", "exclusive"}, {"bus", lookup.bus}, {"arms", std::move(list)}};
    }
    case LookupKind::kGlobal:
      break;
  }
  const DagInteraction& x = lookup.interactions.front();
  return Json{
      {"kind", "global"}, {"bus", lookup.bus}, {"tuple", x.tuple}, {"count", count_json(x.count)}};
}

template <class F>
Json shape_json(const AirShape<F>& shape) {
  Json json;
  json["format"] = kAirFormat;
  json["version"] = kAirVersion;
  json["field"] = F::kName;
  json["width"] = shape.width;
  json["preprocessed_width"] = shape.preprocessed_width;
  json["num_public_values"] = shape.num_public_values;
  json["reads_next_row"] = shape.reads_next_row;
  json["reads_preprocessed_next_row"] = shape.reads_preprocessed_next_row;
  json["declared_degree"] = shape.declared_degree ? Json(*shape.declared_degree) : Json();
  Json& periodic = json["periodic"] = Json::array();
  for (const std::vector<F>& column : shape.periodic) {
    Json values = Json::array();
    for (const F x : column) values.push_back(element_json(x));
    periodic.push_back(std::move(values));
  }
  return json;
}

bool has_labels(const std::vector<std::string>& labels) {
  for (const std::string& label : labels) {
    if (!label.empty()) return true;
  }
  return false;
}

template <class F>
Json air_json(const Air<F>& air) {
  Json json = shape_json(air.shape());
  const ConstraintDag<F>& dag = air.dag();
  Json& nodes = json["nodes"] = Json::array();
  for (const DagNode<F>& node : dag.nodes) nodes.push_back(node_json(node));
  json["constraints"] = dag.constraints;
  if (has_labels(dag.labels)) json["labels"] = dag.labels;
  Json& lookups = json["lookups"] = Json::array();
  for (const DagLookup& lookup : dag.lookups) lookups.push_back(lookup_json(lookup));
  return json;
}

// One line per member, and one per item of the long lists: a text that people can read and compare.
std::string lined(const Json& json) {
  std::string out = "{";
  const char* between = "\n";
  for (const auto& [name, value] : json.items()) {
    out += between + Json(name).dump() + ": ";
    between = ",\n";
    const bool tall = value.is_array() && !value.empty() && name != "constraints";
    if (!tall) {
      out += value.dump();
      continue;
    }
    out += "[";
    for (std::size_t i = 0; i < value.size(); ++i) {
      out += (i == 0 ? "\n  " : ",\n  ") + value[i].dump();
    }
    out += "\n]";
  }
  return out + "\n}\n";
}

}  // namespace

template <class F>
std::string write_air_json(const Air<F>& air) {
  return air_json(air).dump();
}

template <class F>
std::string write_air_text(const Air<F>& air) {
  return lined(air_json(air));
}

#define P3_INSTANTIATE(F)                                \
  template std::string write_air_json<F>(const Air<F>&); \
  template std::string write_air_text<F>(const Air<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
