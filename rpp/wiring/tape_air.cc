// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/tape_air.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"

namespace rpp {
namespace {

void add_cell(const Tape& tape, std::size_t row, std::vector<bool>& seen,
              const std::vector<std::uint32_t>& uses, std::vector<Element>& periodic) {
  const Cell& cell = tape.rows[row].cell;
  periodic[tape::kPinned] = cell.is_constant() ? Element::one() : Element::zero();
  periodic[tape::kConstant] = cell.constant;
  periodic[tape::kVariable] = Element::from_u64(cell.variable);
  if (cell.is_constant()) return;
  const std::int64_t others = std::int64_t{uses[cell.variable]} - 1;
  periodic[tape::kCopies] = Element::from_i64(seen[cell.variable] ? 1 : -others);
  seen[cell.variable] = true;
}

std::size_t flag_of(CallKind kind) {
  switch (kind) {
    case CallKind::kHashFirst:
      return tape::kHashFirst;
    case CallKind::kHashNext:
      return tape::kHashNext;
    case CallKind::kHashDigest:
      return tape::kHashDigest;
    case CallKind::kDemandNode:
      return tape::kDemandsNode;
    case CallKind::kSupplyNode:
      return tape::kSuppliesNode;
    case CallKind::kSupplyEmptyNode:
      return tape::kSuppliesEmptyNode;
    case CallKind::kDemandGlobal:
      return tape::kDemandsGlobal;
    case CallKind::kDemandGlobalIf:
      return tape::kDemandsGlobalIf;
    case CallKind::kSupplyGlobal:
      return tape::kSuppliesGlobal;
    case CallKind::kNone:
      break;
  }
  P3_CHECK(false, "a row without a call has no flag");
  return 0;
}

void add_actions(const TapeRow& row, std::vector<Element>& periodic) {
  for (std::size_t i = 0; i < row.call.arguments.size(); ++i) {
    periodic[tape::kArgument0 + i] = Element::from_u64(row.call.arguments[i]);
  }
  if (row.call.kind != CallKind::kNone) periodic[flag_of(row.call.kind)] = Element::one();
  if (row.range) periodic[tape::kRange] = Element::one();
  if (row.publishes) periodic[tape::kPublishes] = Element::one();
}

}  // namespace

TapeAir::TapeAir(Tape tape) : tape_(std::move(tape)) {
  for (const char* group :
       {"window", "copies", "calls", "range", "demands", "users", "constants", "public"}) {
    labels_.push_back(tape_.table + "/" + group);
  }
  const std::vector<std::uint32_t> uses = count_uses(tape_);
  most_uses_ = *std::max_element(uses.begin(), uses.end());
  publishes_ = std::any_of(tape_.rows.begin(), tape_.rows.end(),
                           [](const TapeRow& row) { return row.publishes; });
}

p3::AirShape<Element> TapeAir::shape() const {
  p3::AirShape<Element> shape;
  shape.width = tape::kWidth;
  shape.num_public_values = tape_.public_values;
  const std::size_t height = tape_.rows.size();
  shape.periodic.assign(tape::kEquations + tape_.equations.size(), std::vector<Element>(height));
  const std::vector<std::uint32_t> uses = count_uses(tape_);
  std::vector<bool> seen(uses.size());
  for (std::size_t r = 0; r < height; ++r) {
    std::vector<Element> periodic(tape::kEquations);
    add_cell(tape_, r, seen, uses, periodic);
    add_actions(tape_.rows[r], periodic);
    for (std::size_t c = 0; c < periodic.size(); ++c) shape.periodic[c][r] = periodic[c];
  }
  for (std::size_t k = 0; k < tape_.equations.size(); ++k) {
    for (const std::uint32_t row : tape_.equations[k].rows) {
      shape.periodic[tape::kEquations + k][row] = Element::one();
    }
  }
  return shape;
}

}  // namespace rpp
