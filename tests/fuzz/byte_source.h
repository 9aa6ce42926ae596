// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// ByteSource: the choices of an input, taken from its front. After the end all choices are zero.
namespace p3::testing {

class ByteSource {
 public:
  explicit ByteSource(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }
  std::span<const std::uint8_t> rest() const { return bytes_; }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t out = bytes_[0];
    bytes_ = bytes_.subspan(1);
    return out;
  }
  // 0 .. end - 1 from one byte; end is at most 256.
  std::size_t below(std::size_t end) { return byte() % end; }
  std::uint64_t word() {
    std::uint64_t out = 0;
    for (int i = 0; i < 8; ++i) out = out << 8 | byte();
    return out;
  }
  // Mostly below `usual`, sometimes any number of 64 bits, sometimes a power of two or beside one.
  std::uint64_t number(std::uint64_t usual) {
    const std::uint8_t kind = byte();
    if (kind < 0xc0) return kind % usual;
    if (kind < 0xe0) return word();
    const std::uint64_t power = std::uint64_t{1} << byte() % 64;
    return kind % 3 == 0 ? power - 1 : kind % 3 == 1 ? power : power + 1;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace p3::testing
