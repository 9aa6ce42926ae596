// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "p3/prove/memory.h"

// The memory of `p3 prove` before it is taken: --estimate and --max-memory.
namespace p3::app {

// Code, libraries, threads and the allocator of a process whose proof is nearly nothing. Added to
// what the proof itself takes, so that the sum is what the system counts.
inline constexpr std::uint64_t kProgramBytes = 7'500'000;

inline std::uint64_t process_peak(const MemoryEstimate& estimate) {
  return estimate.peak() + kProgramBytes;
}

// "1500000000", "1500MB", "1.5GB", "2GiB": bytes, or a number with kB, MB, GB, TB (powers of 1000)
// or KiB, MiB, GiB, TiB (powers of 1024). Nothing for other texts and for 2^63 and more.
std::optional<std::uint64_t> parse_size(const std::string& text);

// "1.49 GB", "381.9 MB".
std::string size_text(std::uint64_t bytes);

// Why a proof of this size may not start, or nothing.
std::optional<std::string> above_limit(const MemoryEstimate& estimate, std::uint64_t limit);

}  // namespace p3::app
