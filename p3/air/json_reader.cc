// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/json_reader.h"

#include <charconv>
#include <limits>
#include <utility>

namespace p3 {
namespace {

// Decimal text without sign, spaces or leading zeros.
bool decimal(const JsonValue& value, std::uint64_t& out) {
  const std::string* s = value.get<std::string>();
  if (s == nullptr || s->empty() || (*s)[0] == '+' || (s->size() > 1 && (*s)[0] == '0')) {
    return false;
  }
  const auto [end, error] = std::from_chars(s->data(), s->data() + s->size(), out);
  return error == std::errc() && end == s->data() + s->size();
}

}  // namespace

std::string at(const std::string& list, std::size_t i) {
  return list + "[" + std::to_string(i) + "]";
}

void JsonReader::fail(AirErrorKind kind, const std::string& place, const std::string& what) {
  if (failed_) return;
  failed_ = true;
  error_ = {kind, place.empty() ? what : place + ": " + what};
}

const JsonValue& JsonReader::member(const JsonValue& object, const std::string& place,
                                    const char* name) {
  static const JsonValue kNull;
  if (const JsonValue* found = object.find(name)) return *found;
  syntax(place, std::string("missing member \"") + name + "\"");
  return kNull;
}

void JsonReader::only(const JsonValue& object, const std::string& place,
                      std::initializer_list<std::string_view> names) {
  const JsonObject* members = object.get<JsonObject>();
  if (members == nullptr) return syntax(place, "expected an object");
  for (const std::string& key : members->names) {
    bool known = false;
    for (const std::string_view name : names) known = known || key == name;
    if (!known) return syntax(place, "unknown member \"" + key + "\"");
  }
}

const JsonArray& JsonReader::array(const JsonValue& value, const std::string& place) {
  static const JsonArray kEmpty;
  if (const JsonArray* list = value.get<JsonArray>()) return *list;
  syntax(place, "expected an array");
  return kEmpty;
}

std::string JsonReader::text(const JsonValue& value, const std::string& place) {
  if (const std::string* text = value.get<std::string>()) return *text;
  syntax(place, "expected a string");
  return {};
}

bool JsonReader::boolean(const JsonValue& value, const std::string& place) {
  if (const bool* flag = value.get<bool>()) return *flag;
  syntax(place, "expected true or false");
  return false;
}

std::uint64_t JsonReader::integer(const JsonValue& value, const std::string& place,
                                  std::uint64_t max, bool text_too) {
  std::uint64_t x = 0;
  if (const std::uint64_t* number = value.get<std::uint64_t>()) {
    x = *number;
  } else if (!text_too || !decimal(value, x)) {
    syntax(place, "expected an integer that is not negative");
    return 0;
  }
  if (x <= max) return x;
  syntax(place, "expected at most " + std::to_string(max) + ", got " + std::to_string(x));
  return 0;
}

std::int64_t JsonReader::signed_integer(const JsonValue& value, const std::string& place) {
  constexpr std::int64_t kMin = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  if (const std::uint64_t* number = value.get<std::uint64_t>()) {
    if (*number <= kMax) return static_cast<std::int64_t>(*number);
  } else if (const std::int64_t* negative = value.get<std::int64_t>()) {
    if (*negative >= kMin) return *negative;
  }
  fail(AirErrorKind::kBadCount, place, "expected an integer of 32 bits");
  return 0;
}

void JsonReader::format(const JsonValue& file, std::string_view format, std::uint64_t version) {
  const std::string got = text(member(file, "", "format"), "format");
  const std::uint64_t got_version = integer(member(file, "", "version"), "version", 0xffffffffu);
  if (failed_ || (got == format && got_version == version)) return;
  fail(AirErrorKind::kWrongVersion, "",
       "expected format " + std::string(format) + " version " + std::to_string(version) + ", got " +
           got + " version " + std::to_string(got_version));
}

Result<JsonValue, AirError> parse_object(std::string_view text) {
  Result<JsonValue, JsonError> json = parse_json(text);
  if (!json) return Err{AirError{AirErrorKind::kSyntax, json.error().message}};
  if (json.value().get<JsonObject>() == nullptr) {
    return Err{AirError{AirErrorKind::kSyntax, "line 1, column 1: expected one JSON object"}};
  }
  return std::move(json).value();
}

}  // namespace p3
