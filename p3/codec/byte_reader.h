// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "p3/codec/decode.h"
#include "p3/hash/digest.h"

// ByteReader: the strict inverse of ByteWriter over bytes that nobody vouches for.
//
// The first error sticks: afterwards every read returns a default value and consumes nothing, so
// callers read on without checks and ask once at the end. A list is never given memory before its
// length has passed its limit and the bytes that are left.
namespace p3::codec {

template <class F>
class ByteReader {
 public:
  ByteReader(std::span<const std::uint8_t> bytes, DigestKind kind) : bytes_(bytes), kind_(kind) {}

  bool failed() const { return error_.has_value(); }
  const std::optional<DecodeError>& error() const { return error_; }
  std::size_t offset() const { return offset_; }
  std::size_t left() const { return bytes_.size() - offset_; }

  void fail(DecodeErrorKind kind, std::size_t offset, const char* what) {
    if (!error_) error_ = DecodeError{kind, offset, what};
  }

  // LEB128, at most 64 bits, in as few bytes as possible.
  std::uint64_t varint(const char* what) {
    const std::size_t start = offset_;
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t byte = take_byte(what);
      if (failed()) return 0;
      // The tenth byte holds bit 63 alone.
      if (shift == 63 && byte > 1) {
        fail(DecodeErrorKind::kVarintTooLarge, start, what);
        return 0;
      }
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if ((byte & 0x80) != 0) continue;
      if (byte == 0 && shift != 0) fail(DecodeErrorKind::kVarintNotCanonical, start, what);
      return failed() ? 0 : value;
    }
  }

  // 00 or 01.
  bool option_tag(const char* what) {
    const std::size_t start = offset_;
    const std::uint8_t tag = take_byte(what);
    if (tag > 1) fail(DecodeErrorKind::kBadOptionTag, start, what);
    return !failed() && tag == 1;
  }

  F element(const char* what) {
    const std::size_t start = offset_;
    const auto x = F::from_word(take_word<typename F::Word>(what));
    if (!x) fail(DecodeErrorKind::kElementNotCanonical, start, what);
    return x.value_or(F::zero());
  }

  // A list of at most `limit` elements: as list() of element(), in one sweep over the bytes.
  std::vector<F> elements(std::size_t limit, const char* what) {
    const std::uint64_t length = list_length(limit, F::kBytes, what);
    std::vector<F> out;
    out.reserve(length);
    for (std::uint64_t i = 0; i < length; ++i) {
      const auto x = F::from_word(load_word<typename F::Word>(offset_));
      if (!x) {
        fail(DecodeErrorKind::kElementNotCanonical, offset_, what);
        break;
      }
      out.push_back(*x);
      offset_ += F::kBytes;
    }
    return out;
  }

  template <class EF>
  EF extension(const char* what) {
    EF x;
    for (unsigned i = 0; i < EF::kDegree; ++i) x[i] = element(what);
    return x;
  }

  Digest digest(const char* what) {
    const std::size_t start = offset_;
    Digest digest;
    for (std::uint64_t& word : digest.words) {
      word = kind_ == DigestKind::kU64Words ? varint(what) : take_word<std::uint64_t>(what);
    }
    if (!is_canonical<F>(digest, kind_)) {
      fail(DecodeErrorKind::kElementNotCanonical, start, what);
    }
    return digest;
  }

  // A list of at most `limit` items, each of at least `item_bytes` bytes.
  template <class Item>
  auto list(std::size_t limit, std::size_t item_bytes, const char* what, const Item& read_item) {
    std::vector<decltype(read_item())> items;
    const std::uint64_t length = list_length(limit, item_bytes, what);
    items.reserve(length);
    for (std::uint64_t i = 0; i < length && !failed(); ++i) items.push_back(read_item());
    return items;
  }

  std::size_t min_digest_bytes() const { return kind_ == DigestKind::kU64Words ? 4 : 32; }

 private:
  // The length of a list, 0 after a failure: then it fits its limit and the bytes that are left.
  std::uint64_t list_length(std::size_t limit, std::size_t item_bytes, const char* what) {
    const std::size_t start = offset_;
    const std::uint64_t length = varint(what);
    if (length > left() / item_bytes) fail(DecodeErrorKind::kLengthAboveInput, start, what);
    if (length > limit) fail(DecodeErrorKind::kLengthAboveLimit, start, what);
    return failed() ? 0 : length;
  }

  std::uint8_t take_byte(const char* what) {
    if (failed()) return 0;
    if (left() == 0) {
      fail(DecodeErrorKind::kTruncated, offset_, what);
      return 0;
    }
    return bytes_[offset_++];
  }

  // Little-endian, from bytes that are known to be there.
  template <class Word>
  Word load_word(std::size_t offset) const {
    Word word = 0;
    for (unsigned i = 0; i < sizeof(Word); ++i) {
      word |= static_cast<Word>(Word{bytes_[offset + i]} << (8 * i));
    }
    return word;
  }

  // Little-endian.
  template <class Word>
  Word take_word(const char* what) {
    if (failed()) return 0;
    if (left() < sizeof(Word)) {
      fail(DecodeErrorKind::kTruncated, bytes_.size(), what);
      return 0;
    }
    const Word word = load_word<Word>(offset_);
    offset_ += sizeof(Word);
    return word;
  }

  std::span<const std::uint8_t> bytes_;
  DigestKind kind_;
  std::size_t offset_ = 0;
  std::optional<DecodeError> error_;
};

}  // namespace p3::codec
