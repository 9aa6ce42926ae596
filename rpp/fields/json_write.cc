// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/json_write.h"

#include "p3/base/check.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/json_text.h"

namespace rpp {

FileText::FileText(const char* format, std::uint64_t version) {
  text_ = "{\n  \"format\": \"" + std::string(format) + "\"";
  add("version", std::to_string(version));
}

FileText& FileText::add(const char* name, const std::string& json) {
  text_ += ",\n  \"" + std::string(name) + "\": " + json;
  return *this;
}

std::string json_lines(const std::vector<std::string>& items) {
  if (items.empty()) return "[]";
  std::string text = "[\n    ";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += ",\n    ";
    text += items[i];
  }
  return text + "\n  ]";
}

std::string json_of_list(const std::vector<Digest>& digests) {
  std::vector<std::string> items;
  items.reserve(digests.size());
  for (const Digest& digest : digests) items.push_back(json_of(digest));
  return json_lines(items);
}

std::string json_of_path(std::span<const Digest> path) {
  std::string text = "[";
  for (std::size_t i = 0; i < path.size(); ++i) text += (i > 0 ? ", " : "") + json_of(path[i]);
  return text + "]";
}

ObjectText& add_signature(ObjectText& object, const OneTimeSignature& signature) {
  std::vector<Element> values;
  for (const ChainValue& value : signature.values) {
    values.insert(values.end(), value.begin(), value.end());
  }
  return object.add("rho", json_of(std::span<const Element>(signature.rho)))
      .add("values", json_of(std::span<const Element>(values)));
}

ObjectText& add_fields(ObjectText& object, const FieldTable& table, const FieldValues& values) {
  P3_CHECK(values_fit(table, values), "values of another table");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FieldSpec& field = table.fields[i];
    object.add(std::string(field.name).c_str(), json_of_field(field, values[i]));
  }
  return object;
}

}  // namespace rpp
