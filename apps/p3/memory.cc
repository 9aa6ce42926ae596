// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/memory.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace p3::app {

std::optional<std::uint64_t> parse_size(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, double>, 9> kUnits{{{"", 1.0},
                                                                       {"kB", 1e3},
                                                                       {"MB", 1e6},
                                                                       {"GB", 1e9},
                                                                       {"TB", 1e12},
                                                                       {"KiB", 0x1p10},
                                                                       {"MiB", 0x1p20},
                                                                       {"GiB", 0x1p30},
                                                                       {"TiB", 0x1p40}}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view unit = std::string_view(text).substr(digits);
  double number = 0;
  const char* const end = text.data() + digits;
  const auto [stop, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc() || stop != end) return std::nullopt;
  for (const auto& [name, factor] : kUnits) {
    if (unit != name) continue;
    const double bytes = std::floor(number * factor);
    // Whole bytes only where no unit says otherwise.
    if (bytes >= 0x1p63 || (unit.empty() && bytes != number)) return std::nullopt;
    return static_cast<std::uint64_t>(bytes);
  }
  return std::nullopt;
}

std::string size_text(std::uint64_t bytes) {
  const double amount = static_cast<double>(bytes);
  if (bytes >= 1'000'000'000) return fmt::format("{:.2f} GB", amount * 1e-9);
  return fmt::format("{:.1f} MB", amount * 1e-6);
}

std::optional<std::string> above_limit(const MemoryEstimate& estimate, std::uint64_t limit) {
  const std::uint64_t peak = process_peak(estimate);
  if (peak <= limit) return std::nullopt;
  return fmt::format(
      "MemoryLimitExceeded: the proof needs about {} ({} bytes), --max-memory allows {}",
      size_text(peak), peak, limit);
}

}  // namespace p3::app
