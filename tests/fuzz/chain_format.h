// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/split_mix.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_change.h"

// The formats that the target `chain` reads: what must hold of any bytes, and bytes to start from.
namespace rpp::testing {

using Bytes = std::vector<std::uint8_t>;

struct ChainFormat {
  const char* name = "";
  // Reports a finding where the bytes break a promise of their reader.
  void (*check)(std::span<const std::uint8_t> bytes) = nullptr;
  // Good inputs, or nearly good ones.
  std::vector<std::string> (*seeds)() = nullptr;
  // Changed token by token; other formats byte by byte.
  bool json = false;
};

std::span<const ChainFormat> key_formats();        // chain_keys.cc
std::span<const ChainFormat> text_formats();       // chain_texts.cc
std::span<const ChainFormat> signature_formats();  // chain_signatures.cc

inline std::vector<ChainFormat> chain_formats() {
  std::vector<ChainFormat> out;
  for (const auto& group : {key_formats(), text_formats(), signature_formats()}) {
    out.insert(out.end(), group.begin(), group.end());
  }
  return out;
}

inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::string as_string(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

// A file of the repository.
std::string repository_file(const std::string& path);

// Of an input that is refused: something to say, at a position that the input has.
inline void check_refusal(const std::string& message, std::size_t offset, std::size_t size) {
  if (message.empty()) p3::testing::finding("an error without a message");
  if (offset > size) p3::testing::finding("an error behind the end of the input: " + message);
}

}  // namespace rpp::testing
