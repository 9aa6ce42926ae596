// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/tape_trace.h"

#include <algorithm>

#include "p3/base/check.h"
#include "rpp/hash/limbs.h"
#include "rpp/wiring/tape_columns.h"

namespace rpp {

TapeValues::TapeValues(const Tape& tape)
    : tape_(tape),
      values_(tape.variables.size()),
      known_(tape.variables.size()),
      users_(tape.rows.size()) {}

void TapeValues::set(const Cell& cell, Element x) {
  P3_CHECK(!cell.is_constant(), "a constant of a tape has its value");
  values_[cell.variable] = x;
  known_[cell.variable] = true;
}

void TapeValues::set(std::span<const Cell> cells, std::span<const Element> elements) {
  P3_CHECK(cells.size() == elements.size(), "one element per cell");
  for (std::size_t i = 0; i < cells.size(); ++i) set(cells[i], elements[i]);
}

void TapeValues::set_integer(std::span<const Cell> limbs, std::uint64_t x) {
  for (const Cell& limb : limbs) {
    set(limb, Element::from_u64(x & 0xffff));
    x >>= kLimbBits;
  }
}

void TapeValues::set_users(const Supply& supply, std::uint64_t users) {
  P3_CHECK(tape_.rows[supply.row].call.is_counted(), "users of a row that supplies nothing");
  users_[supply.row] = users;
}

Element TapeValues::of(const Cell& cell) const {
  if (cell.is_constant()) return cell.constant;
  P3_CHECK(known_[cell.variable], "a variable of the tape has no value");
  return values_[cell.variable];
}

std::uint64_t TapeValues::integer_of(std::span<const Cell> limbs) const {
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < limbs.size() && i < kU64Limbs; ++i) {
    x += integer_of(limbs[i]) << (kLimbBits * i);
  }
  return x;
}

namespace {

// The columns behind the window, row by row.
void fill_rest(const TapeValues& values, const p3::AirShape<Element>& shape, std::size_t r,
               std::span<Element> row) {
  const auto periodic = [&](std::size_t column) { return shape.periodic[column][r]; };
  for (std::size_t m = 0; m < tape::kMirrorCount; ++m) row[tape::kMirrored + m] = periodic(m);
  row[tape::kNodeDemand] = periodic(tape::kDemandsNode);
  row[tape::kGlobalDemand] =
      periodic(tape::kDemandsGlobal) + periodic(tape::kDemandsGlobalIf) * row[0];
  const Element users = Element::from_u64(values.users(static_cast<std::uint32_t>(r)));
  row[tape::kNodeUsers] =
      periodic(tape::kSuppliesNode) + periodic(tape::kSuppliesEmptyNode) * users;
  row[tape::kGlobalUsers] = periodic(tape::kSuppliesGlobal) * users;
}

}  // namespace

p3::Matrix<Element> fill_tape(const TapeValues& values, const p3::AirShape<Element>& shape) {
  const Tape& tape = values.tape();
  const std::size_t height = tape.rows.size();
  P3_CHECK(shape.width == tape::kWidth && shape.periodic.size() > tape::kMirrorCount &&
               shape.periodic[0].size() == height,
           "the shape of another tape");
  auto trace = p3::Matrix<Element>::zeros(height, tape::kWidth);
  for (std::size_t r = 0; r < height; ++r) {
    const Element newest = values.of(tape.rows[r].cell);
    for (std::size_t i = 0; i < kWindow && r + i < height; ++i) {
      trace.at(r + i, tape::kNewest - i) = newest;
    }
  }
  for (std::size_t r = 0; r < height; ++r) fill_rest(values, shape, r, trace.row_span(r));
  return trace;
}

}  // namespace rpp
