// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <utility>

#include "p3/air/json.h"
#include "p3/air/json_names.h"
#include "p3/air/json_reader.h"
#include "p3/air/parameters_members.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

// Fills shape and DAG from an object; ranges are left to InterpretedAir::make.
template <class F>
class AirReader {
 public:
  explicit AirReader(JsonReader& in) : in_(in) {}

  void run(const JsonValue& json) {
    in_.only(
        json, "",
        {"format", "version", "field", "width", "preprocessed_width", "num_public_values",
         "reads_next_row", "reads_preprocessed_next_row", "declared_degree", "periodic", "nodes",
         "constraints", "labels", "lookups", "column_names", "preprocessed", "parameters"});
    if (in_.failed()) return;
    shape.width = size(&in_.member(json, "", "width"), "width");
    shape.preprocessed_width = size(optional(json, "preprocessed_width"), "preprocessed_width");
    shape.num_public_values = size(optional(json, "num_public_values"), "num_public_values");
    shape.reads_next_row = flag(&in_.member(json, "", "reads_next_row"), "reads_next_row");
    shape.reads_preprocessed_next_row =
        flag(optional(json, "reads_preprocessed_next_row"), "reads_preprocessed_next_row");
    const JsonValue* degree = optional(json, "declared_degree");
    if (degree != nullptr && !degree->is_null()) {
      shape.declared_degree =
          static_cast<unsigned>(in_.integer(*degree, "declared_degree", kMax32));
    }
    if (const JsonValue* list = json.find("periodic")) read_periodic(*list);
    read_nodes(in_.member(json, "", "nodes"));
    dag.constraints = nodes(in_.member(json, "", "constraints"), "constraints");
    if (const JsonValue* list = json.find("labels")) read_labels(*list);
    if (const JsonValue* list = json.find("lookups")) read_lookups(*list);
    if (const JsonValue* list = json.find("column_names")) read_column_names(*list);
    if (const JsonValue* rows = json.find("preprocessed")) read_preprocessed(*rows);
    if (const JsonValue* object = json.find("parameters")) {
      parameters = read_parameter_members(in_, *object, "parameters", /*whole_file=*/false);
    }
  }

  AirShape<F> shape;
  ConstraintDag<F> dag;
  std::vector<std::string> column_names;
  Matrix<F> preprocessed;
  std::optional<ParameterChoices> parameters;

 private:
  static constexpr std::uint64_t kMax32 = 0xffffffffu;

  static const JsonValue* optional(const JsonValue& json, const char* name) {
    return json.find(name);
  }
  std::size_t size(const JsonValue* value, const char* name) {
    return value == nullptr ? 0 : static_cast<std::size_t>(in_.integer(*value, name, kMax32));
  }
  bool flag(const JsonValue* value, const char* name) {
    return value != nullptr && in_.boolean(*value, name);
  }
  F element(const JsonValue& value, const std::string& place) {
    return F::from_u64(in_.integer(value, place, F::kOrder - 1, /*text_too=*/true));
  }
  std::uint32_t index(const JsonValue& value, const std::string& place) {
    return static_cast<std::uint32_t>(in_.integer(value, place, kMax32));
  }
  // A node of the text: not one of those that integer counts add behind them.
  std::uint32_t node(const JsonValue& value, const std::string& place) {
    const std::uint32_t i = index(value, place);
    if (!in_.failed() && i >= num_text_nodes_) {
      in_.fail(AirErrorKind::kNodeOutOfRange, place,
               "node " + std::to_string(i) + " is not below " + std::to_string(num_text_nodes_));
    }
    return i;
  }
  std::vector<std::uint32_t> nodes(const JsonValue& value, const std::string& place) {
    std::vector<std::uint32_t> out;
    for (const JsonValue& item : in_.array(value, place)) {
      out.push_back(node(item, at(place, out.size())));
      if (in_.failed()) break;
    }
    return out;
  }

  void read_periodic(const JsonValue& columns) {
    for (const JsonValue& column : in_.array(columns, "periodic")) {
      const std::string place = at("periodic", shape.periodic.size());
      std::vector<F>& values = shape.periodic.emplace_back();
      for (const JsonValue& value : in_.array(column, place)) {
        values.push_back(element(value, at(place, values.size())));
        if (in_.failed()) return;
      }
    }
  }

  void read_nodes(const JsonValue& list) {
    for (const JsonValue& item : in_.array(list, "nodes")) {
      dag.nodes.push_back(read_node(item, dag.nodes.size()));
      if (in_.failed()) return;
    }
    num_text_nodes_ = dag.nodes.size();
  }

  DagNode<F> read_node(const JsonValue& item, std::size_t i) {
    DagNode<F> node;
    const JsonArray* parts = item.get<JsonArray>();
    const std::string* operation =
        parts == nullptr || parts->empty() ? nullptr : parts->front().get<std::string>();
    if (operation == nullptr) {
      in_.syntax(at("nodes", i), "expected an array that starts with an operation");
      return node;
    }
    const std::string& name = *operation;
    std::size_t op = 0;
    while (op < std::size(kOpNames) && name != kOpNames[op]) ++op;
    if (op == std::size(kOpNames)) {
      in_.syntax(at("nodes", i), "unknown operation \"" + name + "\"");
      return node;
    }
    node.op = static_cast<DagOp>(op);
    const std::size_t arguments = argument_count(node.op);
    if (parts->size() != 1 + arguments) {
      in_.syntax(at("nodes", i), "\"" + name + "\" takes " + std::to_string(arguments) +
                                     " arguments, got " + std::to_string(parts->size() - 1));
      return node;
    }
    read_arguments(*parts, i, node);
    return node;
  }

  static std::size_t argument_count(DagOp op) {
    switch (op) {
      case DagOp::kFirst:
      case DagOp::kLast:
      case DagOp::kTransition:
        return 0;
      case DagOp::kConst:
      case DagOp::kPeriodic:
      case DagOp::kPublic:
      case DagOp::kNeg:
        return 1;
      default:
        return 2;
    }
  }

  void read_arguments(const JsonArray& item, std::size_t i, DagNode<F>& node) {
    const std::string place = at("nodes", i);
    if (node.op == DagOp::kConst) {
      node.value = element(item[1], place);
    } else if (node.op == DagOp::kMain || node.op == DagOp::kPreprocessed) {
      node.row = static_cast<std::uint8_t>(in_.integer(item[1], place + " row", 1));
      node.a = index(item[2], place);
    } else if (item.size() > 1) {
      node.a = index(item[1], place);
      if (item.size() > 2) node.b = index(item[2], place);
    }
  }

  void read_labels(const JsonValue& list) {
    for (const JsonValue& label : in_.array(list, "labels")) {
      dag.labels.push_back(in_.text(label, at("labels", dag.labels.size())));
      if (in_.failed()) return;
    }
  }

  void read_column_names(const JsonValue& list) {
    for (const JsonValue& name : in_.array(list, "column_names")) {
      column_names.push_back(in_.text(name, at("column_names", column_names.size())));
      if (in_.failed()) return;
    }
    if (column_names.size() != shape.width) {
      in_.syntax("column_names", "expected " + std::to_string(shape.width) +
                                     ", one per column, got " +
                                     std::to_string(column_names.size()));
    }
  }

  // Rows of preprocessed_width cells. The cells stand in the text, which bounds the memory.
  void read_preprocessed(const JsonValue& rows) {
    std::vector<F> cells;
    std::size_t r = 0;
    for (const JsonValue& row : in_.array(rows, "preprocessed")) {
      const std::string place = at("preprocessed", r++);
      const JsonArray& values = in_.array(row, place);
      if (values.size() != shape.preprocessed_width) {
        in_.syntax(place, "expected " + std::to_string(shape.preprocessed_width) +
                              " cells (preprocessed_width), got " + std::to_string(values.size()));
      }
      for (std::size_t c = 0; c < values.size() && !in_.failed(); ++c) {
        cells.push_back(element(values[c], at(place, c)));
      }
      if (in_.failed()) return;
    }
    if (cells.empty()) return in_.syntax("preprocessed", "no cells");
    preprocessed = Matrix<F>::from_values(cells, shape.preprocessed_width);
  }

  void read_lookups(const JsonValue& list) {
    for (const JsonValue& item : in_.array(list, "lookups")) {
      dag.lookups.push_back(read_lookup(item, at("lookups", dag.lookups.size())));
      if (in_.failed()) return;
    }
  }

  DagLookup read_lookup(const JsonValue& item, const std::string& place) {
    DagLookup lookup;
    const std::string kind = in_.text(in_.member(item, place, "kind"), place + ".kind");
    if (in_.failed()) return lookup;
    if (kind == "local") {
      in_.only(item, place, {"kind", "interactions"});
      lookup.kind = LookupKind::kLocal;
      read_interactions(item, place, "interactions", lookup);
    } else if (kind == "exclusive") {
      in_.only(item, place, {"kind", "bus", "arms"});
      lookup.kind = LookupKind::kExclusive;
      lookup.bus = in_.text(in_.member(item, place, "bus"), place + ".bus");
      read_interactions(item, place, "arms", lookup);
    } else if (kind == "global") {
      in_.only(item, place, {"kind", "bus", "tuple", "count"});
      lookup.kind = LookupKind::kGlobal;
      lookup.bus = in_.text(in_.member(item, place, "bus"), place + ".bus");
      lookup.interactions.push_back(read_interaction(item, place, false));
    } else {
      in_.syntax(place + ".kind", "expected local, global or exclusive, got \"" + kind + "\"");
    }
    return lookup;
  }

  void read_interactions(const JsonValue& item, const std::string& place, const char* name,
                         DagLookup& lookup) {
    const bool arms = lookup.kind == LookupKind::kExclusive;
    const std::string list = place + "." + name;
    for (const JsonValue& entry : in_.array(in_.member(item, place, name), list)) {
      const std::string here = at(list, lookup.interactions.size());
      if (arms) {
        in_.only(entry, here, {"flag", "count", "tuple"});
      } else {
        in_.only(entry, here, {"tuple", "count"});
      }
      lookup.interactions.push_back(read_interaction(entry, here, arms));
      if (in_.failed()) return;
    }
  }

  DagInteraction read_interaction(const JsonValue& item, const std::string& place, bool arm) {
    DagInteraction out;
    out.tuple = nodes(in_.member(item, place, "tuple"), place + ".tuple");
    out.count = read_count(in_.member(item, place, "count"), place + ".count");
    if (arm) out.flag = node(in_.member(item, place, "flag"), place + ".flag");
    return out;
  }

  DagCount read_count(const JsonValue& item, const std::string& place) {
    DagCount count;
    if (item.get<JsonObject>() == nullptr) {
      in_.syntax(place, "expected an object");
    } else if (const JsonValue* number = item.find("integer")) {
      in_.only(item, place, {"integer"});
      count.number = in_.signed_integer(*number, place);
      count.weight = static_cast<std::uint64_t>(count.number < 0 ? -count.number : count.number);
      count.node = constant_node(F::from_i64(count.number));
    } else if (const JsonValue* bounded = item.find("bounded")) {
      in_.only(item, place, {"bounded", "weight"});
      count.kind = CountKind::kBounded;
      count.node = node(*bounded, place);
      count.weight = in_.integer(in_.member(item, place, "weight"), place + ".weight", kMax32);
    } else {
      in_.only(item, place, {"provided"});
      count.kind = CountKind::kProvided;
      count.node = node(in_.member(item, place, "provided"), place);
    }
    return count;
  }

  // An integer count has no node in the text. New ones go behind all nodes that the text has.
  std::uint32_t constant_node(F value) {
    for (const auto& [known, node] : constants_) {
      if (known == value) return node;
    }
    const auto node = static_cast<std::uint32_t>(dag.nodes.size());
    dag.nodes.push_back({DagOp::kConst, 0, 0, 0, value});
    constants_.emplace_back(value, node);
    return node;
  }

  JsonReader& in_;
  std::size_t num_text_nodes_ = 0;
  std::vector<std::pair<F, std::uint32_t>> constants_;
};

}  // namespace

template <class F>
Result<AirFile<F>, AirError> read_air_file(std::string_view text, const AirLimits& limits) {
  const Result<JsonValue, AirError> json = parse_object(text);
  if (!json) return Err{json.error()};
  JsonReader in;
  in.format(json.value(), kAirFormat, kAirVersion);
  const std::string field = in.text(in.member(json.value(), "", "field"), "field");
  if (!in.failed() && field != F::kName) {
    in.fail(AirErrorKind::kWrongField, "field",
            "expected \"" + std::string(F::kName) + "\", got \"" + field + "\"");
  }
  AirReader<F> reader(in);
  if (!in.failed()) reader.run(json.value());
  if (in.failed()) return Err{in.take_error()};
  auto air = InterpretedAir<F>::make(std::move(reader.shape), reader.dag, limits);
  if (!air) return Err{air.error()};
  return AirFile<F>{std::move(air).value(), std::move(reader.column_names),
                    std::move(reader.preprocessed), std::move(reader.parameters)};
}

template <class F>
Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json(std::string_view text,
                                                                   const AirLimits& limits) {
  Result<AirFile<F>, AirError> file = read_air_file<F>(text, limits);
  if (!file) return Err{file.error()};
  return std::move(file.value().air);
}

Result<std::string, AirError> air_json_field(std::string_view text) {
  const Result<JsonValue, AirError> json = parse_object(text);
  if (!json) return Err{json.error()};
  JsonReader in;
  in.format(json.value(), kAirFormat, kAirVersion);
  std::string field = in.text(in.member(json.value(), "", "field"), "field");
  if (in.failed()) return Err{in.take_error()};
  return field;
}

#define P3_INSTANTIATE(F)                                                                     \
  template Result<AirFile<F>, AirError> read_air_file<F>(std::string_view, const AirLimits&); \
  template Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json<F>(             \
      std::string_view, const AirLimits&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
