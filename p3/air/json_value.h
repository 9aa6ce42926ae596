// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "p3/base/result.h"

// JsonValue: a parsed JSON text [Bray17] as plain data, so that no reader depends on the parser.
//
// Strict: one value, no member twice in one object, at most kMaxJsonDepth open brackets, comments
// only where they are asked for. Memory is linear in the text, about 25 bytes per byte at worst.
namespace p3 {

inline constexpr std::size_t kMaxJsonDepth = 32;

struct JsonValue;
using JsonArray = std::vector<JsonValue>;
struct JsonObject {
  std::vector<std::string> names;  // in the order of the text
  JsonArray values;                // one per name
  // Byte offsets in the text, for messages: behind the opening bracket, and behind each name.
  std::size_t start = 0;
  std::vector<std::size_t> name_ends;
};

struct JsonValue {
  // Integers that fit are uint64 where not negative, int64 below; all other numbers are doubles.
  std::variant<std::monostate, bool, std::uint64_t, std::int64_t, double, std::string, JsonArray,
               JsonObject>
      data;

  template <class T>
  const T* get() const {
    return std::get_if<T>(&data);
  }
  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  // The member of an object, or null: also for values of another kind.
  const JsonValue* find(std::string_view name) const;
};

struct JsonError {
  std::size_t line = 0;    // from 1
  std::size_t column = 0;  // byte within the line, from 1
  std::string message;     // "line 2, column 5: ..."
};

enum class JsonComments { kRefused, kIgnored };  // "// to the end of the line" and "/* */"

Result<JsonValue, JsonError> parse_json(std::string_view text,
                                        JsonComments comments = JsonComments::kRefused);

// `what` with the line and column of a byte of the text.
JsonError json_error_at(std::string_view text, std::size_t offset, const std::string& what);

}  // namespace p3
