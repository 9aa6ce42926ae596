// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/fields_json.h"

#include "p3/base/check.h"

namespace rpp {
namespace {

FieldValue read_value(ChainJsonReader& in, const FieldSpec& field, const p3::JsonValue& value,
                      const std::string& place) {
  switch (field.type) {
    case FieldType::kDigest:
      return in.digest(value, place);
    case FieldType::kU64:
      return in.u64(value, place);
    case FieldType::kParameter: {
      PublicParameter parameter{};
      in.elements(value, place, parameter);
      return parameter;
    }
    default:
      return std::uint64_t{in.u32(value, place, static_cast<std::uint32_t>(max_of(field)))};
  }
}

void refuse_unknown(ChainJsonReader& in, const FieldTable& table, const p3::JsonValue& object,
                    const std::string& place) {
  const p3::JsonObject* members = object.get<p3::JsonObject>();
  if (members == nullptr) return in.syntax(place, "expected an object");
  for (const std::string& name : members->names) {
    if (table.find(name) == table.fields.size()) {
      return in.syntax(place, "unknown member \"" + name + "\"");
    }
  }
}

}  // namespace

std::string json_of_field(const FieldSpec& field, const FieldValue& value) {
  if (const Digest* digest = std::get_if<Digest>(&value)) return json_of(*digest);
  if (const auto* parameter = std::get_if<PublicParameter>(&value)) return json_of(*parameter);
  const std::uint64_t x = *std::get_if<std::uint64_t>(&value);
  return field.type == FieldType::kU64 ? json_of_u64(x) : std::to_string(x);
}

std::string write_fields_json(const FieldTable& table, const FieldValues& values) {
  P3_CHECK(values_fit(table, values), "values of another table");
  std::string text = "{";
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += i == 0 ? "\n  \"" : ",\n  \"";
    text += std::string(table.fields[i].name) + "\": " + json_of_field(table.fields[i], values[i]);
  }
  return text + "\n}\n";
}

FieldValues read_field_members(ChainJsonReader& in, const FieldTable& table,
                               const p3::JsonValue& object, const std::string& place) {
  refuse_unknown(in, table, object, place);
  FieldValues values;
  for (const FieldSpec& field : table.fields) {
    if (in.failed()) return {};
    const std::string name(field.name);
    const p3::JsonValue& value = in.member(object, place, name.c_str());
    values.push_back(read_value(in, field, value, member_place(place, name.c_str())));
  }
  if (in.failed()) return {};
  return values;
}

p3::Result<FieldValues, JsonTextError> read_fields_json(const FieldTable& table,
                                                        std::string_view text) {
  const auto json = parse_json_text(text, kMaxFieldsText);
  if (!json) return p3::Err{json.error()};
  ChainJsonReader in;
  FieldValues values = read_field_members(in, table, json.value(), "");
  if (in.failed()) return p3::Err{in.take_text_error()};
  return values;
}

}  // namespace rpp
