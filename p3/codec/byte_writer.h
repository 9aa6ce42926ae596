// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "p3/hash/digest.h"

// ByteWriter: the postcard forms that proofs are made of.
//
// Numbers and list lengths are LEB128 varints. A field element is a tuple of raw bytes, so it has
// neither length nor varint; the same holds for digests, except that the u64 words of a Keccak-f
// digest are integers to postcard and become varints.
namespace p3::codec {

// Bytes of the varint of a number.
inline std::size_t varint_bytes(std::uint64_t value) {
  std::size_t bytes = 1;
  for (; value >= 0x80; value >>= 7) ++bytes;
  return bytes;
}

template <class F>
class ByteWriter {
 public:
  explicit ByteWriter(DigestKind kind) : kind_(kind) {}

  std::vector<std::uint8_t> take() { return std::move(bytes_); }

  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<std::uint8_t>(value | 0x80));
    bytes_.push_back(static_cast<std::uint8_t>(value));
  }

  void put(const F& x) {
    const std::uint64_t word = x.word();
    for (unsigned i = 0; i < F::kBytes; ++i) {
      bytes_.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
    }
  }

  // An extension element: its coefficients, constant term first.
  template <class EF>
    requires requires { EF::kDegree; }
  void put(const EF& x) {
    for (unsigned i = 0; i < EF::kDegree; ++i) put(x[i]);
  }

  void put(const Digest& digest) {
    if (kind_ == DigestKind::kU64Words) {
      for (const std::uint64_t word : digest.words) varint(word);
    } else {
      const auto raw = digest_to_bytes(digest);
      bytes_.insert(bytes_.end(), raw.begin(), raw.end());
    }
  }

  void put(std::uint64_t number) { varint(number); }

  template <class T>
  void put(const std::vector<T>& items) {
    list(items, [this](const T& item) { put(item); });
  }

  template <class T>
  void put(const std::optional<T>& value) {
    bytes_.push_back(value.has_value() ? 1 : 0);
    if (value.has_value()) put(*value);
  }

  template <class T, class Put>
  void list(const std::vector<T>& items, const Put& put_item) {
    varint(items.size());
    for (const T& item : items) put_item(item);
  }

 private:
  DigestKind kind_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace p3::codec
