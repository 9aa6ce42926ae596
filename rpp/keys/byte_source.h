// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rpp/hash/digest.h"

// The forms of keys and envelopes: fixed-width little-endian integers, short names, digests as
// canonical words. Every value has one encoding.
namespace rpp {

enum class ByteReason : std::uint8_t {
  kTooLarge,        // more bytes than any such thing has; nothing was read
  kWrongStart,      // not the eight bytes it begins with
  kUnknownVersion,  // the format in another version
  kTruncated,       // the bytes end inside a value
  kTrailingBytes,   // bytes after the end
  kBadName,         // empty, too long, or other than lower-case letters, digits, '-', '_', '.'
  kBadValue,        // a number or choice that does not exist
  kNotCanonical,    // a word of p or more
  kUnknownCircuit,  // no circuit of this name is compiled in
  kBadText,         // a text form: JSON, hexadecimal, base64
};

// "truncated".
const char* reason_name(ByteReason reason) noexcept;

struct ByteError {
  ByteReason reason{};
  std::size_t offset = 0;  // of the value
  std::string what;        // the part it belongs to; for text also line and column

  friend bool operator==(const ByteError&, const ByteError&) = default;
};

// "truncated at byte 17 (table name)".
std::string to_string(const ByteError& error);

// Reads from bytes that nobody vouches for. The first error sticks: afterwards every read returns a
// default and consumes nothing, so callers ask once at the end. `what` is a literal.
class ByteSource {
 public:
  explicit ByteSource(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool failed() const { return error_.has_value(); }
  const std::optional<ByteError>& error() const { return error_; }
  std::size_t offset() const { return offset_; }
  std::size_t left() const { return bytes_.size() - offset_; }
  void fail(ByteReason reason, std::size_t offset, const char* what);

  // Eight bytes that must be there, the last of which is the version.
  void start(std::string_view seven, std::uint8_t version, const char* what);
  std::uint8_t u8(const char* what) { return static_cast<std::uint8_t>(integer(1, what)); }
  std::uint16_t u16(const char* what) { return static_cast<std::uint16_t>(integer(2, what)); }
  std::uint32_t u32(const char* what) { return static_cast<std::uint32_t>(integer(4, what)); }
  std::uint64_t u64(const char* what) { return integer(8, what); }
  // At most `max`.
  std::uint32_t bounded(std::size_t width, std::uint32_t max, const char* what);
  // A length byte, 1 to 32, and so many characters.
  std::string name(const char* what);
  std::span<const std::uint8_t> bytes(std::size_t count, const char* what);
  Digest digest(const char* what);
  // An element as canonical integer in four bytes.
  Element element(const char* what);
  // Nothing is left.
  void end(const char* what);

 private:
  std::uint64_t integer(std::size_t width, const char* what);

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 0;
  std::optional<ByteError> error_;
};

class ByteSink {
 public:
  void start(std::string_view seven, std::uint8_t version);
  void u8(std::uint8_t x) { integer(1, x); }
  void u16(std::uint16_t x) { integer(2, x); }
  void u32(std::uint32_t x) { integer(4, x); }
  void u64(std::uint64_t x) { integer(8, x); }
  void name(std::string_view text);
  void bytes(std::span<const std::uint8_t> x) { out_.insert(out_.end(), x.begin(), x.end()); }
  void digest(const Digest& x);
  void element(Element x) { u32(static_cast<std::uint32_t>(x.as_canonical_u64())); }
  std::vector<std::uint8_t> take() { return std::move(out_); }

 private:
  void integer(std::size_t width, std::uint64_t x) {
    for (std::size_t i = 0; i < width; ++i) out_.push_back(static_cast<std::uint8_t>(x >> (8 * i)));
  }

  std::vector<std::uint8_t> out_;
};

}  // namespace rpp
