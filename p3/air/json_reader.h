// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "p3/air/interpreted.h"
#include "p3/air/json_value.h"

// JsonReader: typed reading of a JsonValue where the first error sticks.
//
// Later reads return defaults and change nothing, so that callers ask once in a while. `place` is
// the path of a value ("nodes[7]"), for messages.
namespace p3 {

class JsonReader {
 public:
  bool failed() const { return failed_; }
  AirError take_error() { return std::move(error_); }

  void fail(AirErrorKind kind, const std::string& place, const std::string& what);
  void syntax(const std::string& place, const std::string& what) {
    fail(AirErrorKind::kSyntax, place, what);
  }

  // The member, or null after an error.
  const JsonValue& member(const JsonValue& object, const std::string& place, const char* name);
  // Every member of `object` is one of `names`.
  void only(const JsonValue& object, const std::string& place,
            std::initializer_list<std::string_view> names);
  const JsonArray& array(const JsonValue& value, const std::string& place);
  std::string text(const JsonValue& value, const std::string& place);
  bool boolean(const JsonValue& value, const std::string& place);
  // An integer 0 .. max; `text_too` allows decimal text as well.
  std::uint64_t integer(const JsonValue& value, const std::string& place, std::uint64_t max,
                        bool text_too = false);
  std::int64_t signed_integer(const JsonValue& value, const std::string& place);
  // Format and version of a whole file.
  void format(const JsonValue& file, std::string_view format, std::uint64_t version);

 private:
  bool failed_ = false;
  AirError error_;
};

// "list[i]".
std::string at(const std::string& list, std::size_t i);

// One JSON object, or the syntax error with line and column.
Result<JsonValue, AirError> parse_object(std::string_view text);

}  // namespace p3
