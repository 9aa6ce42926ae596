// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/updates_trace.h"

#include <algorithm>
#include <bit>

#include "p3/base/check.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/updates_columns.h"

namespace rpp {
namespace {

Element element(std::uint64_t x) { return Element::from_u64(x); }

std::size_t padded(std::size_t rows, std::size_t min_rows) {
  return std::bit_ceil(std::max({rows, min_rows, std::size_t{1}}));
}

void write_row(const UpdatesRow& row, Element* out) {
  using C = UpdatesColumns;
  const std::size_t shared = row.after ? C::kLeftTaken : C::kLeftGiven;
  out[row.after ? C::kAfter : C::kBefore] = Element::one();
  out[shared] = element(row.left_shared ? 1 : 0);
  out[shared + 1] = element(row.right_shared ? 1 : 0);
  out[C::kTree] = element(row.tree);
  out[C::kLevel] = element(row.level);
  out[C::kIndex] = element(row.index);
  std::ranges::copy(row.left.elements, out + C::kLeft);
  std::ranges::copy(row.right.elements, out + C::kRight);
  std::ranges::copy(row.out.elements, out + C::kOut);
}

// The row above `node`, before or after; its sibling is `other` if that changes too, else the one
// of the path.
UpdatesRow row_above(std::uint32_t tree, std::size_t level, const LeafUpdate& node,
                     const LeafUpdate* other, bool after) {
  const auto digest = [after](const LeafUpdate& x) { return after ? x.after : x.before; };
  const bool right = (node.position & 1) != 0;
  const Digest sibling = other != nullptr ? digest(*other) : node.path[level];
  return {.after = after,
          .left_shared = right && other == nullptr,
          .right_shared = !right && other == nullptr,
          .tree = tree,
          .level = static_cast<std::uint32_t>(level),
          .index = node.position >> 1,
          .left = right ? sibling : digest(node),
          .right = right ? digest(node) : sibling,
          .out = {}};
}

}  // namespace

const Digest& UpdatesTrace::add_row(UpdatesRow row, HasherTrace& hasher) {
  row.out = hasher.c8(row.left, row.right);
  return rows_.emplace_back(row).out;
}

UpdatedRoots UpdatesTrace::add_updates(std::uint32_t tree, std::span<const LeafUpdate> updates,
                                       HasherTrace& hasher) {
  std::vector<LeafUpdate> nodes(updates.begin(), updates.end());
  for (std::size_t level = 0; level < updates[0].path.size(); ++level) {
    std::vector<LeafUpdate> above;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const LeafUpdate& node = nodes[i];
      const bool both = i + 1 < nodes.size() && (node.position & 1) == 0 &&
                        nodes[i + 1].position == node.position + 1;
      const LeafUpdate* other = both ? &nodes[i + 1] : nullptr;
      LeafUpdate parent{node.position >> 1, {}, {}, node.path};
      parent.before = add_row(row_above(tree, level, node, other, false), hasher);
      parent.after = add_row(row_above(tree, level, node, other, true), hasher);
      above.push_back(parent);
      i += both ? 1 : 0;
    }
    nodes = std::move(above);
  }
  P3_CHECK(nodes.size() == 1, "leaves outside the tree");
  return {nodes[0].before, nodes[0].after};
}

p3::Matrix<Element> UpdatesTrace::build(std::size_t min_rows) const {
  auto trace = p3::Matrix<Element>::zeros(padded(rows_.size(), min_rows), UpdatesColumns::kWidth);
  for (std::size_t r = 0; r < rows_.size(); ++r) write_row(rows_[r], trace.row(r));
  return trace;
}

UpdatedRoots UpdateJointsTrace::add_updates(std::uint32_t d, std::span<const LeafUpdate> updates,
                                            UpdatesTrace& nodes, HasherTrace& hasher,
                                            RangeTrace& range) {
  constexpr std::uint32_t kLow = (1u << kHalfDepth) - 1;
  std::vector<LeafUpdate> upper, lower;
  for (std::size_t i = 0; i < updates.size(); ++i) {
    const LeafUpdate& update = updates[i];
    const std::uint32_t high = update.position >> kHalfDepth;
    lower.push_back(
        {update.position & kLow, update.before, update.after, update.path.first(kHalfDepth)});
    const bool last = i + 1 == updates.size() || updates[i + 1].position >> kHalfDepth != high;
    if (!last) continue;
    const UpdatedRoots roots = nodes.add_updates(deep_subtree(d) + high, lower, hasher);
    add_row(d, high, roots, range);
    upper.push_back({high, roots.before, roots.after, update.path.subspan(kHalfDepth)});
    lower.clear();
  }
  return nodes.add_updates(deep_tree(d), upper, hasher);
}

void UpdateJointsTrace::add_row(std::uint32_t d, std::uint32_t number, const UpdatedRoots& roots,
                                RangeTrace& range) {
  range.add({element(d), element(kMaxDeepTrees - 1) - element(d), {}, {}});
  rows_.push_back({d, number, roots});
}

p3::Matrix<Element> UpdateJointsTrace::build(std::size_t min_rows) const {
  using C = UpdateJointsColumns;
  auto trace = p3::Matrix<Element>::zeros(padded(rows_.size(), min_rows), C::kWidth);
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    Element* row = trace.row(r);
    row[C::kActive] = Element::one();
    row[C::kDeep] = element(rows_[r].d);
    row[C::kNumber] = element(rows_[r].number);
    std::ranges::copy(rows_[r].roots.before.elements, row + C::kBefore);
    std::ranges::copy(rows_[r].roots.after.elements, row + C::kAfter);
  }
  return trace;
}

}  // namespace rpp
