// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstddef>

// How much data a transform keeps in the second-level cache of its core.
namespace p3 {

// A power of two of bytes, at most a third of the cache: the rest is for factors and for what the
// copies bring in. 128 KB where the system does not tell.
inline std::size_t cache_block_bytes() {
  std::size_t bytes = 512 * 1024;
#if defined(_SC_LEVEL2_CACHE_SIZE)
  const long reported = sysconf(_SC_LEVEL2_CACHE_SIZE);
  if (reported > 0) bytes = static_cast<std::size_t>(reported);
#endif
  return std::clamp<std::size_t>(std::bit_floor(bytes / 3), 64 * 1024, 1024 * 1024);
}

}  // namespace p3
