// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/json.h"

#include <charconv>
#include <functional>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "p3-air";
constexpr int kVersion = 1;
// Integers from here on are not exact in JSON readers that use doubles; they are written as text.
constexpr std::uint64_t kExactInteger = std::uint64_t{1} << 53;

constexpr const char* kOpNames[] = {"const",  "main",  "preprocessed", "periodic",
                                    "public", "first", "last",         "transition",
                                    "add",    "sub",   "mul",          "neg"};

// The first error of a reading; later reads return defaults and change nothing.
class Reader {
 public:
  bool failed() const { return failed_; }
  AirError take_error() { return std::move(error_); }

  void fail(AirErrorKind kind, const std::string& place, const std::string& what) {
    if (failed_) return;
    failed_ = true;
    error_ = {kind, place.empty() ? what : place + ": " + what};
  }
  void syntax(const std::string& place, const std::string& what) {
    fail(AirErrorKind::kSyntax, place, what);
  }

  // The member, or null after an error.
  const Json& member(const Json& object, const std::string& place, const char* name) {
    static const Json kNull;
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (object.is_object() && found != object.end()) return *found;
    syntax(place, std::string("missing member \"") + name + "\"");
    return kNull;
  }
  // Every member of `object` is one of `names`.
  void only(const Json& object, const std::string& place,
            std::initializer_list<std::string_view> names) {
    if (!object.is_object()) return syntax(place, "expected an object");
    for (const auto& [key, value] : object.items()) {
      bool known = false;
      for (const std::string_view name : names) known = known || key == name;
      if (!known) return syntax(place, "unknown member \"" + key + "\"");
    }
  }
  const Json& array(const Json& value, const std::string& place) {
    static const Json kEmpty = Json::array();
    if (value.is_array()) return value;
    syntax(place, "expected an array");
    return kEmpty;
  }
  std::string text(const Json& value, const std::string& place) {
    if (value.is_string()) return value.get<std::string>();
    syntax(place, "expected a string");
    return {};
  }
  bool boolean(const Json& value, const std::string& place) {
    if (value.is_boolean()) return value.get<bool>();
    syntax(place, "expected true or false");
    return false;
  }
  // An integer 0 .. max; `text_too` allows decimal text as well.
  std::uint64_t integer(const Json& value, const std::string& place, std::uint64_t max,
                        bool text_too = false) {
    std::uint64_t x = 0;
    if (value.is_number_unsigned()) {
      x = value.get<std::uint64_t>();
    } else if (!text_too || !decimal(value, x)) {
      syntax(place, "expected an integer that is not negative");
      return 0;
    }
    if (x <= max) return x;
    syntax(place, "expected at most " + std::to_string(max) + ", got " + std::to_string(x));
    return 0;
  }
  std::int64_t signed_integer(const Json& value, const std::string& place) {
    constexpr std::int64_t kMin = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
    if (value.is_number_unsigned()) {
      if (value.get<std::uint64_t>() <= kMax) return value.get<std::int64_t>();
    } else if (value.is_number_integer()) {
      if (value.get<std::int64_t>() >= kMin) return value.get<std::int64_t>();
    }
    fail(AirErrorKind::kBadCount, place, "expected an integer of 32 bits");
    return 0;
  }

 private:
  // Decimal text without sign, spaces or leading zeros.
  static bool decimal(const Json& value, std::uint64_t& out) {
    if (!value.is_string()) return false;
    const std::string& s = value.get_ref<const std::string&>();
    if (s.empty() || s[0] == '+' || (s.size() > 1 && s[0] == '0')) return false;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), out);
    return error == std::errc() && end == s.data() + s.size();
  }

  bool failed_ = false;
  AirError error_;
};

std::string at(const std::string& list, std::size_t i) {
  return list + "[" + std::to_string(i) + "]";
}

// Fills shape and DAG from an object; ranges are left to InterpretedAir::make.
template <class F>
class AirReader {
 public:
  explicit AirReader(Reader& in) : in_(in) {}

  void run(const Json& json) {
    in_.only(json, "",
             {"format", "version", "field", "width", "preprocessed_width", "num_public_values",
              "reads_next_row", "reads_preprocessed_next_row", "declared_degree", "periodic",
              "nodes", "constraints", "labels", "lookups"});
    if (in_.failed()) return;
    shape.width = size(&in_.member(json, "", "width"), "width");
    shape.preprocessed_width = size(optional(json, "preprocessed_width"), "preprocessed_width");
    shape.num_public_values = size(optional(json, "num_public_values"), "num_public_values");
    shape.reads_next_row = flag(&in_.member(json, "", "reads_next_row"), "reads_next_row");
    shape.reads_preprocessed_next_row =
        flag(optional(json, "reads_preprocessed_next_row"), "reads_preprocessed_next_row");
    const Json* degree = optional(json, "declared_degree");
    if (degree != nullptr && !degree->is_null()) {
      shape.declared_degree =
          static_cast<unsigned>(in_.integer(*degree, "declared_degree", kMax32));
    }
    if (json.contains("periodic")) read_periodic(json["periodic"]);
    read_nodes(in_.member(json, "", "nodes"));
    dag.constraints = nodes(in_.member(json, "", "constraints"), "constraints");
    if (json.contains("labels")) read_labels(json["labels"]);
    if (json.contains("lookups")) read_lookups(json["lookups"]);
  }

  AirShape<F> shape;
  ConstraintDag<F> dag;

 private:
  static constexpr std::uint64_t kMax32 = 0xffffffffu;

  static const Json* optional(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? nullptr : &*found;
  }
  std::size_t size(const Json* value, const char* name) {
    return value == nullptr ? 0 : static_cast<std::size_t>(in_.integer(*value, name, kMax32));
  }
  bool flag(const Json* value, const char* name) {
    return value != nullptr && in_.boolean(*value, name);
  }
  F element(const Json& value, const std::string& place) {
    return F::from_u64(in_.integer(value, place, F::kOrder - 1, /*text_too=*/true));
  }
  std::uint32_t index(const Json& value, const std::string& place) {
    return static_cast<std::uint32_t>(in_.integer(value, place, kMax32));
  }
  // A node of the text: not one of those that integer counts add behind them.
  std::uint32_t node(const Json& value, const std::string& place) {
    const std::uint32_t i = index(value, place);
    if (!in_.failed() && i >= num_text_nodes_) {
      in_.fail(AirErrorKind::kNodeOutOfRange, place,
               "node " + std::to_string(i) + " is not below " + std::to_string(num_text_nodes_));
    }
    return i;
  }
  std::vector<std::uint32_t> nodes(const Json& value, const std::string& place) {
    std::vector<std::uint32_t> out;
    for (const Json& item : in_.array(value, place)) {
      out.push_back(node(item, at(place, out.size())));
      if (in_.failed()) break;
    }
    return out;
  }

  void read_periodic(const Json& columns) {
    for (const Json& column : in_.array(columns, "periodic")) {
      const std::string place = at("periodic", shape.periodic.size());
      std::vector<F>& values = shape.periodic.emplace_back();
      for (const Json& value : in_.array(column, place)) {
        values.push_back(element(value, at(place, values.size())));
        if (in_.failed()) return;
      }
    }
  }

  void read_nodes(const Json& list) {
    for (const Json& item : in_.array(list, "nodes")) {
      dag.nodes.push_back(read_node(item, dag.nodes.size()));
      if (in_.failed()) return;
    }
    num_text_nodes_ = dag.nodes.size();
  }

  DagNode<F> read_node(const Json& item, std::size_t i) {
    DagNode<F> node;
    if (!item.is_array() || item.empty() || !item[0].is_string()) {
      in_.syntax(at("nodes", i), "expected an array that starts with an operation");
      return node;
    }
    const std::string& name = item[0].get_ref<const std::string&>();
    std::size_t op = 0;
    while (op < std::size(kOpNames) && name != kOpNames[op]) ++op;
    if (op == std::size(kOpNames)) {
      in_.syntax(at("nodes", i), "unknown operation \"" + name + "\"");
      return node;
    }
    node.op = static_cast<DagOp>(op);
    const std::size_t arguments = argument_count(node.op);
    if (item.size() != 1 + arguments) {
      in_.syntax(at("nodes", i), "\"" + name + "\" takes " + std::to_string(arguments) +
                                     " arguments, got " + std::to_string(item.size() - 1));
      return node;
    }
    read_arguments(item, i, node);
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

  void read_arguments(const Json& item, std::size_t i, DagNode<F>& node) {
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

  void read_labels(const Json& list) {
    for (const Json& label : in_.array(list, "labels")) {
      dag.labels.push_back(in_.text(label, at("labels", dag.labels.size())));
      if (in_.failed()) return;
    }
  }

  void read_lookups(const Json& list) {
    for (const Json& item : in_.array(list, "lookups")) {
      dag.lookups.push_back(read_lookup(item, at("lookups", dag.lookups.size())));
      if (in_.failed()) return;
    }
  }

  DagLookup read_lookup(const Json& item, const std::string& place) {
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

  void read_interactions(const Json& item, const std::string& place, const char* name,
                         DagLookup& lookup) {
    const bool arms = lookup.kind == LookupKind::kExclusive;
    const std::string list = place + "." + name;
    for (const Json& entry : in_.array(in_.member(item, place, name), list)) {
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

  DagInteraction read_interaction(const Json& item, const std::string& place, bool arm) {
    DagInteraction out;
    out.tuple = nodes(in_.member(item, place, "tuple"), place + ".tuple");
    out.count = read_count(in_.member(item, place, "count"), place + ".count");
    if (arm) out.flag = node(in_.member(item, place, "flag"), place + ".flag");
    return out;
  }

  DagCount read_count(const Json& item, const std::string& place) {
    DagCount count;
    if (!item.is_object()) {
      in_.syntax(place, "expected an object");
    } else if (item.contains("integer")) {
      in_.only(item, place, {"integer"});
      count.number = in_.signed_integer(item["integer"], place);
      count.weight = static_cast<std::uint64_t>(count.number < 0 ? -count.number : count.number);
      count.node = constant_node(F::from_i64(count.number));
    } else if (item.contains("bounded")) {
      in_.only(item, place, {"bounded", "weight"});
      count.kind = CountKind::kBounded;
      count.node = node(item["bounded"], place);
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

  Reader& in_;
  std::size_t num_text_nodes_ = 0;
  std::vector<std::pair<F, std::uint32_t>> constants_;
};

// Refuses a member that stands twice in one object: a parser would keep only one of them.
class UniqueMembers {
 public:
  bool operator()(int /*depth*/, Json::parse_event_t event, const Json& value) {
    switch (event) {
      case Json::parse_event_t::object_start:
        open_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        open_.pop_back();
        break;
      case Json::parse_event_t::key:
        twice_ = !open_.back().insert(value.get<std::string>()).second || twice_;
        break;
      default:
        break;
    }
    return true;
  }
  bool twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> open_;
  bool twice_ = false;
};

// Parsed text with checked format and version, or an error.
Result<Json, AirError> parse(std::string_view text) {
  UniqueMembers unique;
  Json json = Json::parse(text.begin(), text.end(), std::ref(unique), /*allow_exceptions=*/false);
  Reader in;
  if (json.is_discarded() || !json.is_object()) {
    in.syntax("", "expected one JSON object");
  } else if (unique.twice()) {
    in.syntax("", "a member stands twice in one object");
  } else {
    const std::string format = in.text(in.member(json, "", "format"), "format");
    const std::uint64_t version =
        in.integer(in.member(json, "", "version"), "version", 0xffffffffu);
    if (!in.failed() && (format != kFormat || version != kVersion)) {
      in.fail(AirErrorKind::kWrongVersion, "",
              "expected format p3-air version 1, got " + format + " version " +
                  std::to_string(version));
    }
  }
  if (in.failed()) return Err{in.take_error()};
  return json;
}

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
  json["format"] = kFormat;
  json["version"] = kVersion;
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

}  // namespace

template <class F>
Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json(std::string_view text,
                                                                   const AirLimits& limits) {
  Result<Json, AirError> json = parse(text);
  if (!json) return Err{json.error()};
  Reader in;
  const std::string field = in.text(in.member(json.value(), "", "field"), "field");
  if (!in.failed() && field != F::kName) {
    in.fail(AirErrorKind::kWrongField, "field",
            "expected \"" + std::string(F::kName) + "\", got \"" + field + "\"");
  }
  AirReader<F> reader(in);
  if (!in.failed()) reader.run(json.value());
  if (in.failed()) return Err{in.take_error()};
  return InterpretedAir<F>::make(std::move(reader.shape), reader.dag, limits);
}

template <class F>
std::string write_air_json(const Air<F>& air) {
  Json json = shape_json(air.shape());
  const ConstraintDag<F>& dag = air.dag();
  Json& nodes = json["nodes"] = Json::array();
  for (const DagNode<F>& node : dag.nodes) nodes.push_back(node_json(node));
  json["constraints"] = dag.constraints;
  if (has_labels(dag.labels)) json["labels"] = dag.labels;
  Json& lookups = json["lookups"] = Json::array();
  for (const DagLookup& lookup : dag.lookups) lookups.push_back(lookup_json(lookup));
  return json.dump();
}

Result<std::string, AirError> air_json_field(std::string_view text) {
  Result<Json, AirError> json = parse(text);
  if (!json) return Err{json.error()};
  Reader in;
  std::string field = in.text(in.member(json.value(), "", "field"), "field");
  if (in.failed()) return Err{in.take_error()};
  return field;
}

#define P3_INSTANTIATE(F)                                                         \
  template Result<std::unique_ptr<InterpretedAir<F>>, AirError> read_air_json<F>( \
      std::string_view, const AirLimits&);                                        \
  template std::string write_air_json<F>(const Air<F>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
