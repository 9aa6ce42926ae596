// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/joints_trace.h"

#include <algorithm>
#include <bit>

namespace rpp {

using Opening = MerkleTrace::Opening;

Digest JointsTrace::add_openings(std::span<const Opening> openings, MerkleTrace& merkle,
                                 HasherTrace& hasher) {
  constexpr std::uint32_t kLow = (1u << kHalfDepth) - 1;
  std::vector<Opening> upper, lower;
  for (std::size_t i = 0; i < openings.size(); ++i) {
    const Opening& opening = openings[i];
    const std::uint32_t high = opening.position >> kHalfDepth;
    lower.push_back({opening.position & kLow, opening.leaf, opening.path.first(kHalfDepth)});
    const bool last = i + 1 == openings.size() || openings[i + 1].position >> kHalfDepth != high;
    if (!last) continue;
    const Digest root = merkle.add_openings(deep_subtree(d_) + high, lower, hasher);
    add_row(high, root);
    upper.push_back({high, root, opening.path.subspan(kHalfDepth)});
    lower.clear();
  }
  return merkle.add_openings(deep_tree(d_), upper, hasher);
}

p3::Matrix<Element> JointsTrace::build(std::size_t min_rows) const {
  using C = JointsColumns;
  const std::size_t height = std::bit_ceil(std::max({rows_.size(), min_rows, std::size_t{1}}));
  auto trace = p3::Matrix<Element>::zeros(height, C::kWidth);
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    Element* row = trace.row(r);
    row[C::kActive] = Element::one();
    row[C::kNumber] = Element::from_u64(rows_[r].number);
    std::ranges::copy(rows_[r].root.elements, row + C::kRoot);
  }
  return trace;
}

}  // namespace rpp
