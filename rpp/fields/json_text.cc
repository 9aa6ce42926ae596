// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/fields/json_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rpp {
namespace {

constexpr std::size_t kWordDigits = kDigestTextLength / kDigestElements;

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

// Elements are written as digests are, so a part of them is the text of a digest filled with zeros.
std::string text_of(std::span<const Element> elements) {
  std::string text;
  text.reserve(kWordDigits * elements.size());
  for (std::size_t start = 0; start < elements.size(); start += kDigestElements) {
    const std::size_t n = std::min(kDigestElements, elements.size() - start);
    Digest part;
    std::ranges::copy(elements.subspan(start, n), part.elements.begin());
    text.append(to_text(part), 0, kWordDigits * n);
  }
  return text;
}

}  // namespace

const char* reason_name(JsonTextReason reason) noexcept {
  switch (reason) {
    case JsonTextReason::kSize:
      return "size";
    case JsonTextReason::kSyntax:
      return "syntax";
    case JsonTextReason::kVersion:
      return "version";
  }
  return "unknown";
}

Digest ChainJsonReader::digest(const p3::JsonValue& value, const std::string& place) {
  Digest out;
  elements(value, place, out.elements);
  return out;
}

void ChainJsonReader::elements(const p3::JsonValue& value, const std::string& place,
                               std::span<Element> out) {
  const std::string hex = text(value, place);
  if (failed()) return;
  if (hex.size() != kWordDigits * out.size()) {
    return syntax(place, "expected " + std::to_string(kWordDigits * out.size()) +
                             " hex digits, got " + std::to_string(hex.size()));
  }
  for (std::size_t start = 0; start < out.size(); start += kDigestElements) {
    const std::size_t n = std::min(kDigestElements, out.size() - start);
    std::string part = hex.substr(kWordDigits * start, kWordDigits * n);
    part.resize(kDigestTextLength, '0');
    const auto digest = digest_from_text(part);
    if (!digest) {
      const std::size_t position = kWordDigits * start + digest.error().position;
      return syntax(place, std::string("not a list of elements: ") +
                               reason_name(digest.error().reason) + " at digit " +
                               std::to_string(position));
    }
    std::copy_n(digest.value().elements.begin(), n,
                out.begin() + static_cast<std::ptrdiff_t>(start));
  }
}

std::uint64_t ChainJsonReader::u64(const p3::JsonValue& value, const std::string& place) {
  if (value.get<std::string>() == nullptr) {
    syntax(place, "expected a decimal string");
    return 0;
  }
  return integer(value, place, ~std::uint64_t{0}, /*text_too=*/true);
}

std::uint32_t ChainJsonReader::u32(const p3::JsonValue& value, const std::string& place,
                                   std::uint32_t max) {
  return static_cast<std::uint32_t>(integer(value, place, max));
}

Digest ChainJsonReader::digest(const p3::JsonValue& object, const std::string& place,
                               const char* name) {
  return digest(member(object, place, name), member_place(place, name));
}
void ChainJsonReader::elements(const p3::JsonValue& object, const std::string& place,
                               const char* name, std::span<Element> out) {
  elements(member(object, place, name), member_place(place, name), out);
}
std::uint64_t ChainJsonReader::u64(const p3::JsonValue& object, const std::string& place,
                                   const char* name) {
  return u64(member(object, place, name), member_place(place, name));
}
std::uint32_t ChainJsonReader::u32(const p3::JsonValue& object, const std::string& place,
                                   const char* name, std::uint32_t max) {
  return u32(member(object, place, name), member_place(place, name), max);
}

const p3::JsonArray& ChainJsonReader::items(const p3::JsonValue& value, const std::string& place,
                                            std::size_t min, std::size_t max) {
  static const p3::JsonArray kNone;
  const p3::JsonArray& list = array(value, place);
  if (failed()) return kNone;
  if (list.size() >= min && list.size() <= max) return list;
  std::string wanted = std::to_string(min);
  if (min != max) wanted += " to " + std::to_string(max);
  syntax(place, "expected " + wanted + " items, got " + std::to_string(list.size()));
  return kNone;
}

std::vector<Digest> ChainJsonReader::digests(const p3::JsonValue& value, const std::string& place,
                                             std::size_t min, std::size_t max) {
  const p3::JsonArray& list = items(value, place, min, max);
  std::vector<Digest> out;
  out.reserve(list.size());
  for (const p3::JsonValue& item : list) {
    out.push_back(digest(item, p3::at(place, out.size())));
    if (failed()) return {};
  }
  return out;
}

JsonTextError ChainJsonReader::take_text_error() {
  p3::AirError error = take_error();
  const bool version = error.kind == p3::AirErrorKind::kWrongVersion;
  return {version ? JsonTextReason::kVersion : JsonTextReason::kSyntax, std::move(error.message)};
}

p3::Result<p3::JsonValue, JsonTextError> parse_json_text(std::string_view text,
                                                         std::size_t max_size) {
  if (text.size() > max_size) {
    return p3::Err{
        JsonTextError{JsonTextReason::kSize, "expected at most " + std::to_string(max_size) +
                                                 " bytes, got " + std::to_string(text.size())}};
  }
  p3::Result<p3::JsonValue, p3::AirError> json = p3::parse_object(text);
  if (!json) return p3::Err{JsonTextError{JsonTextReason::kSyntax, json.error().message}};
  return std::move(json).value();
}

std::string member_place(const std::string& object, const char* name) {
  return object.empty() ? name : object + "." + name;
}

std::string json_of(const Digest& digest) { return quoted(to_text(digest)); }
std::string json_of(std::span<const Element> elements) { return quoted(text_of(elements)); }
std::string json_of_u64(std::uint64_t x) { return quoted(std::to_string(x)); }

}  // namespace rpp
