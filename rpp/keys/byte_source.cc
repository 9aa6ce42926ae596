// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/byte_source.h"

#include <algorithm>

#include "p3/base/check.h"

namespace rpp {
namespace {

constexpr std::size_t kMaxNameLength = 32;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

const char* reason_name(ByteReason reason) noexcept {
  switch (reason) {
    case ByteReason::kTooLarge:
      return "too-large";
    case ByteReason::kWrongStart:
      return "wrong-start";
    case ByteReason::kUnknownVersion:
      return "unknown-version";
    case ByteReason::kTruncated:
      return "truncated";
    case ByteReason::kTrailingBytes:
      return "trailing-bytes";
    case ByteReason::kBadName:
      return "bad-name";
    case ByteReason::kBadValue:
      return "bad-value";
    case ByteReason::kNotCanonical:
      return "not-canonical";
    case ByteReason::kUnknownCircuit:
      return "unknown-circuit";
    case ByteReason::kBadText:
      return "bad-text";
  }
  return "";
}

std::string to_string(const ByteError& error) {
  // Text errors name their own place.
  if (error.reason == ByteReason::kBadText || error.reason == ByteReason::kUnknownCircuit) {
    return std::string(reason_name(error.reason)) + ": " + error.what;
  }
  return std::string(reason_name(error.reason)) + " at byte " + std::to_string(error.offset) +
         " (" + error.what + ")";
}

void ByteSource::fail(ByteReason reason, std::size_t offset, const char* what) {
  if (!error_) error_ = ByteError{reason, offset, what};
}

void ByteSource::start(std::string_view seven, std::uint8_t version, const char* what) {
  const std::size_t at = offset_;
  const auto found = bytes(seven.size(), what);
  const auto same = [](std::uint8_t byte, char c) { return byte == static_cast<std::uint8_t>(c); };
  if (!failed() && !std::ranges::equal(found, seven, same)) {
    fail(ByteReason::kWrongStart, at, what);
  }
  const std::size_t version_at = offset_;
  if (u8(what) != version) fail(ByteReason::kUnknownVersion, version_at, what);
}

std::uint32_t ByteSource::bounded(std::size_t width, std::uint32_t max, const char* what) {
  const std::size_t at = offset_;
  const std::uint64_t x = integer(width, what);
  if (x > max) fail(ByteReason::kBadValue, at, what);
  return failed() ? 0 : static_cast<std::uint32_t>(x);
}

std::string ByteSource::name(const char* what) {
  const std::size_t at = offset_;
  const std::size_t length = u8(what);
  if (!failed() && (length == 0 || length > kMaxNameLength)) fail(ByteReason::kBadName, at, what);
  const auto found = bytes(length, what);
  std::string text;
  for (const std::uint8_t byte : found) {
    const char c = static_cast<char>(byte);
    if (!is_name_character(c)) fail(ByteReason::kBadName, at, what);
    text += c;
  }
  return failed() ? std::string() : text;
}

std::span<const std::uint8_t> ByteSource::bytes(std::size_t count, const char* what) {
  if (failed()) return {};
  if (left() < count) {
    fail(ByteReason::kTruncated, offset_, what);
    return {};
  }
  const auto found = bytes_.subspan(offset_, count);
  offset_ += count;
  return found;
}

Element ByteSource::element(const char* what) {
  const std::size_t at = offset_;
  const std::uint32_t x = u32(what);
  if (x >= Element::kOrder) fail(ByteReason::kNotCanonical, at, what);
  return failed() ? Element::zero() : Element::from_u64(x);
}

Digest ByteSource::digest(const char* what) {
  Digest digest;
  for (Element& x : digest.elements) x = element(what);
  return digest;
}

void ByteSource::end(const char* what) {
  if (left() != 0) fail(ByteReason::kTrailingBytes, offset_, what);
}

std::uint64_t ByteSource::integer(std::size_t width, const char* what) {
  const auto found = bytes(width, what);
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < found.size(); ++i) x |= std::uint64_t{found[i]} << (8 * i);
  return x;
}

void ByteSink::start(std::string_view seven, std::uint8_t version) {
  for (const char c : seven) u8(static_cast<std::uint8_t>(c));
  u8(version);
}

void ByteSink::name(std::string_view text) {
  P3_CHECK(!text.empty() && text.size() <= kMaxNameLength &&
               std::ranges::all_of(text, is_name_character),
           "not a name");
  u8(static_cast<std::uint8_t>(text.size()));
  for (const char c : text) u8(static_cast<std::uint8_t>(c));
}

void ByteSink::digest(const Digest& x) {
  for (const Element& element : x.elements) this->element(element);
}

}  // namespace rpp
