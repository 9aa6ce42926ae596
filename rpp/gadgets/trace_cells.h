// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

#include "p3/base/matrix.h"
#include "rpp/hash/digest.h"

// Writing traces cell by cell.
namespace rpp {

using Trace = p3::Matrix<Element>;

// Tables have at least this many rows: enough for a cap of Merkle trees, and for a block to fit.
inline constexpr std::size_t kMinTableRows = 64;

constexpr std::size_t table_rows(std::size_t used) {
  return std::bit_ceil(std::max(used, kMinTableRows));
}

inline Element element(std::uint64_t integer) { return Element::from_u64(integer); }

inline void put(Trace& trace, std::size_t row, std::size_t column,
                std::span<const Element> values) {
  std::ranges::copy(values, trace.row(row) + column);
}
inline void put(Trace& trace, std::size_t row, std::size_t column, const Digest& digest) {
  put(trace, row, column, digest.elements);
}

}  // namespace rpp
