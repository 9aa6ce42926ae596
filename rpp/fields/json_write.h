// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "rpp/fields/field_table.h"
#include "rpp/xmss/signature.h"

// The text of witness files: deterministic, one item of a list per line, so that people can compare
// them. The values themselves are spelled by json_text.h.
namespace rpp {

// The members of one object, in the order in which they are added, on one line.
class ObjectText {
 public:
  ObjectText& add(const char* name, const std::string& json) {
    text_ += text_.empty() ? "{\"" : ", \"";
    text_ += std::string(name) + "\": " + json;
    return *this;
  }
  std::string end() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

// The members of a whole file, one per line; its format and version come first.
class FileText {
 public:
  FileText(const char* format, std::uint64_t version);

  FileText& add(const char* name, const std::string& json);
  std::string end() const { return text_ + "\n}\n"; }

 private:
  std::string text_;
};

inline std::string json_of_number(std::uint32_t x) { return std::to_string(x); }

// A list with one item per line, each of them JSON.
std::string json_lines(const std::vector<std::string>& items);
std::string json_of_list(const std::vector<Digest>& digests);
// Digests on one line.
std::string json_of_path(std::span<const Digest> path);

// The members "rho" and "values".
ObjectText& add_signature(ObjectText& object, const OneTimeSignature& signature);

// Fields as the members of an object, in the order of the table; values_fit(table, values) must
// hold.
ObjectText& add_fields(ObjectText& object, const FieldTable& table, const FieldValues& values);

}  // namespace rpp
