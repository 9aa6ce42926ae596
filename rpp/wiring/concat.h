// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <vector>

#include "rpp/wiring/poly.h"

// concat(a, b, ...): the cells of a message, field by field.
namespace rpp {

inline void append_cells(std::vector<Cell>& out, const Cell& cell) { out.push_back(cell); }
template <class Range>
void append_cells(std::vector<Cell>& out, const Range& cells) {
  out.insert(out.end(), cells.begin(), cells.end());
}

template <class... Parts>
std::vector<Cell> concat(const Parts&... parts) {
  std::vector<Cell> out;
  (append_cells(out, parts), ...);
  return out;
}

}  // namespace rpp
