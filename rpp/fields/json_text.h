// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "p3/air/json_reader.h"
#include "p3/base/result.h"
#include "rpp/hash/digest.h"

// Values of the chain in JSON [Bray17], read strictly: each has exactly one spelling.
//
// Digests are 64 hex digits; other lists of elements 8 hex digits each, in one string, as in a
// digest; u64 are decimal strings, because many readers of JSON keep numbers as doubles; u32 and
// small integers are numbers. docs/spec/statements-json.md.
namespace rpp {

enum class JsonTextReason : std::uint8_t {
  kSize,     // longer than the reader's limit: nothing was parsed
  kSyntax,   // not JSON, a member twice (line and column), missing or unknown, a bad value (path)
  kVersion,  // another format or version
};

struct JsonTextError {
  JsonTextReason reason = JsonTextReason::kSyntax;
  std::string message;  // with the place: "line 2, column 5: ...", "members[3].path: ..."
};

// "syntax".
const char* reason_name(JsonTextReason reason) noexcept;

// The readers below keep p3::JsonReader's rule: the first error sticks, what follows it is ignored.
class ChainJsonReader : public p3::JsonReader {
 public:
  Digest digest(const p3::JsonValue& value, const std::string& place);
  // Exactly out.size() elements.
  void elements(const p3::JsonValue& value, const std::string& place, std::span<Element> out);
  std::uint64_t u64(const p3::JsonValue& value, const std::string& place);
  std::uint32_t u32(const p3::JsonValue& value, const std::string& place,
                    std::uint32_t max = 0xffffffffu);

  // The same for the member `name` of the object at `place`.
  Digest digest(const p3::JsonValue& object, const std::string& place, const char* name);
  void elements(const p3::JsonValue& object, const std::string& place, const char* name,
                std::span<Element> out);
  std::uint64_t u64(const p3::JsonValue& object, const std::string& place, const char* name);
  std::uint32_t u32(const p3::JsonValue& object, const std::string& place, const char* name,
                    std::uint32_t max = 0xffffffffu);

  // The items of a list of min to max; empty after an error. The count is asked before any item.
  const p3::JsonArray& items(const p3::JsonValue& value, const std::string& place, std::size_t min,
                             std::size_t max);
  std::vector<Digest> digests(const p3::JsonValue& value, const std::string& place, std::size_t min,
                              std::size_t max);

  JsonTextError take_text_error();
};

// One JSON object of at most max_size bytes.
p3::Result<p3::JsonValue, JsonTextError> parse_json_text(std::string_view text,
                                                         std::size_t max_size);

// Place of a member: "leader.path", or "path" at the top.
std::string member_place(const std::string& object, const char* name);

// The inverses: with quotes where the value is a string.
std::string json_of(const Digest& digest);
std::string json_of(std::span<const Element> elements);
std::string json_of_u64(std::uint64_t x);

}  // namespace rpp
