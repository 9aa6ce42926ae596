// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Base64 with padding [Josefsson06, section 4], strict: one spelling for every byte string.
namespace rpp {

std::string to_base64(std::span<const std::uint8_t> bytes);

struct Base64Result {
  std::vector<std::uint8_t> bytes;
  std::optional<std::size_t> bad_at;  // position of the first character that does not belong
};

Base64Result from_base64(std::string_view text);

}  // namespace rpp
