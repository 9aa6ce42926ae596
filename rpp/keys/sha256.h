// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

// SHA-256 [SHS15] of files, descriptions and AIRs: what leaves the field.
namespace rpp {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::span<const std::uint8_t> bytes);

// Lower-case hex digits, two a byte.
std::string to_hex(std::span<const std::uint8_t> bytes);

}  // namespace rpp
