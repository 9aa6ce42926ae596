// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/wiring/tape_builder.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "p3/base/check.h"

namespace rpp {
namespace {

constexpr std::size_t kRangeCells = 4;

// The cells, zero-filled to a whole window.
DigestCells filled(std::span<const Cell> values) {
  P3_CHECK(values.size() <= kWindow, "a tuple of a tape has at most 8 values");
  DigestCells window{};
  std::copy(values.begin(), values.end(), window.begin());
  return window;
}

std::array<std::uint32_t, 4> arguments_of(const NodeAt& at) {
  return {static_cast<std::uint32_t>(at.kind), at.tree, at.level, at.index};
}

bool is_limb(const Cell& cell) {
  return cell.is_constant() && cell.constant.as_canonical_u64() < (std::uint64_t{1} << 16);
}

}  // namespace

TapeBuilder::TapeBuilder(std::string table, HashKind hashes, std::size_t public_values)
    : hash_kind_(hashes) {
  tape_.table = std::move(table);
  tape_.public_values = public_values;
  tape_.variables.emplace_back();
  range_.push_back(false);
}

Cell TapeBuilder::variable(const std::string& name) {
  tape_.variables.push_back(name);
  range_.push_back(false);
  return {static_cast<std::uint32_t>(tape_.variables.size() - 1), {}};
}

std::uint32_t TapeBuilder::append(std::span<const Cell> cells) {
  for (const Cell& cell : cells) tape_.rows.push_back({cell, {}});
  return static_cast<std::uint32_t>(tape_.rows.size() - 1);
}

bool TapeBuilder::window_holds(std::size_t row, std::span<const Cell> cells) const {
  if (row + 1 < kWindow) return false;
  for (std::size_t i = 0; i < kWindow; ++i) {
    if (!(tape_.window_cell(row, i) == cells[i])) return false;
  }
  return true;
}

// The first row whose window is `values` and that has no call yet, or a new one.
std::uint32_t TapeBuilder::free_window(std::span<const Cell> values) {
  for (std::size_t r = 0; r < tape_.rows.size(); ++r) {
    if (tape_.rows[r].call.kind == CallKind::kNone && window_holds(r, values)) {
      return static_cast<std::uint32_t>(r);
    }
  }
  return append(values);
}

std::uint32_t TapeBuilder::call(CallKind kind, std::array<std::uint32_t, 4> arguments,
                                std::span<const Cell> values) {
  const std::uint32_t row = free_window(filled(values));
  tape_.rows[row].call = {kind, arguments};
  return row;
}

void TapeBuilder::hash(Tag tag, std::span<const Cell> message, const DigestCells& digest) {
  P3_CHECK(info_of(tag).allows(message.size()), "the tag has no messages of this length");
  P3_CHECK(message.size() > kWindow, "a hash of the tape has at least two blocks");
  P3_CHECK(message.size() <= kWindow * kHashIdStride, "a hash has an id for every block");
  std::uint32_t id = hash_id(hash_kind_, hashes_++);
  const auto length = static_cast<std::uint32_t>(message.size());
  for (std::size_t begin = 0; begin < message.size(); begin += kWindow) {
    const std::size_t count = std::min(kWindow, message.size() - begin);
    // Blocks get cells of their own even if a window has them: a message is read as one piece.
    const std::uint32_t row = append(filled(message.subspan(begin, count)));
    tape_.rows[row].call =
        begin == 0 ? TapeCall{CallKind::kHashFirst, {id, static_cast<std::uint32_t>(tag), length}}
                   : TapeCall{CallKind::kHashNext, {++id}};
  }
  call(CallKind::kHashDigest, {id}, digest);
}

void TapeBuilder::publish(const DigestCells& digest) {
  P3_CHECK(tape_.public_values >= kWindow, "the table has too few public values");
  std::uint32_t row = 0;
  while (row < tape_.rows.size() && !window_holds(row, digest)) ++row;
  if (row == tape_.rows.size()) row = append(digest);
  tape_.rows[row].publishes = true;
}

void TapeBuilder::demand_node(const NodeAt& at, const DigestCells& digest) {
  P3_CHECK(at.kind != NodeKind::kEmpty, "empty nodes are supplied");
  call(CallKind::kDemandNode, arguments_of(at), digest);
}

Supply TapeBuilder::supply_empty_node(std::uint32_t tree, std::uint32_t level,
                                      const DigestCells& digest) {
  return {
      call(CallKind::kSupplyEmptyNode, arguments_of({NodeKind::kEmpty, tree, level, 0}), digest)};
}

void TapeBuilder::supply_node(const NodeAt& at, const DigestCells& digest) {
  P3_CHECK(at.kind != NodeKind::kEmpty, "empty nodes are supplied to many");
  call(CallKind::kSupplyNode, arguments_of(at), digest);
}

std::uint32_t TapeBuilder::global(CallKind kind, GlobalName name, std::uint32_t index,
                                  std::span<const Cell> values) {
  const auto number = static_cast<std::uint32_t>(name);
  for (const TapeRow& row : tape_.rows) {
    const bool supplied = row.call.kind == CallKind::kSupplyGlobal;
    const bool known = supplied || row.call.kind == CallKind::kDemandGlobal ||
                       row.call.kind == CallKind::kDemandGlobalIf;
    P3_CHECK(
        !known || row.call.arguments[0] != number || supplied == (kind == CallKind::kSupplyGlobal),
        "a name of `global` is either demanded or supplied");
  }
  return call(kind, {number, index}, values);
}

void TapeBuilder::demand_global(GlobalName name, std::uint32_t index,
                                std::span<const Cell> values) {
  global(CallKind::kDemandGlobal, name, index, values);
}

void TapeBuilder::demand_global_if(GlobalName name, std::uint32_t index,
                                   std::span<const Cell> values) {
  P3_CHECK(!values.empty() && !values[0].is_constant(), "the condition is a variable");
  global(CallKind::kDemandGlobalIf, name, index, values);
}

Supply TapeBuilder::supply_global(GlobalName name, std::uint32_t index,
                                  std::span<const Cell> values) {
  return {global(CallKind::kSupplyGlobal, name, index, values)};
}

// The first row whose window has all the variables, or a new one.
std::uint32_t TapeBuilder::window_with(std::span<const std::uint32_t> variables) {
  for (std::size_t r = 0; r < tape_.rows.size(); ++r) {
    const std::size_t first = r + 1 < kWindow ? kWindow - 1 - r : 0;
    const bool all = std::all_of(variables.begin(), variables.end(), [&](std::uint32_t v) {
      for (std::size_t i = first; i < kWindow; ++i) {
        if (tape_.window_cell(r, i).variable == v) return true;
      }
      return false;
    });
    if (all) return static_cast<std::uint32_t>(r);
  }
  std::vector<Cell> cells;
  for (const std::uint32_t v : variables) cells.push_back({v, {}});
  return append(cells);
}

std::uint32_t TapeBuilder::rule_number(std::string_view rule) {
  const std::string label = tape_.table + "/" + std::string(rule);
  const auto known = std::find(tape_.rules.begin(), tape_.rules.end(), label);
  if (known == tape_.rules.end()) {
    tape_.rules.push_back(label);
    return static_cast<std::uint32_t>(tape_.rules.size() - 1);
  }
  return static_cast<std::uint32_t>(known - tape_.rules.begin());
}

void TapeBuilder::require(std::string_view rule, const Poly& zero) {
  const std::vector<std::uint32_t> variables = zero.variables();
  P3_CHECK(!variables.empty() && variables.size() <= kWindow, "an equation has 1 to 8 variables");
  const std::uint32_t row = window_with(variables);
  // The newest position of a variable in the window.
  const auto position = [&](std::uint32_t variable) {
    std::size_t i = kWindow;
    while (variable != 0 && tape_.window_cell(row, --i).variable != variable) {
    }
    return static_cast<std::uint8_t>(i);
  };
  TapeEquation equation{rule_number(rule), {}, {row}};
  for (const Monomial& term : zero.terms()) {
    equation.terms.push_back({term.factor, position(term.a), position(term.b)});
  }
  const auto same =
      std::find_if(tape_.equations.begin(), tape_.equations.end(), [&](const TapeEquation& known) {
        return known.rule == equation.rule && known.terms == equation.terms;
      });
  if (same == tape_.equations.end()) {
    tape_.equations.push_back(std::move(equation));
  } else {
    same->rows.push_back(row);
  }
}

void TapeBuilder::range(std::span<const Cell> limbs) {
  for (const Cell& limb : limbs) {
    P3_CHECK(!limb.is_constant() || is_limb(limb), "a constant of a range is no limb");
    if (!limb.is_constant()) range_[limb.variable] = true;
  }
}

bool TapeBuilder::needs_range(const Cell& cell) const {
  return !cell.is_constant() && range_[cell.variable];
}

// Four neighbours that all wait for a range share one demand where they stand; the others are
// written once more, four by four.
void TapeBuilder::place_ranges() {
  const auto place = [&](std::size_t row) {
    tape_.rows[row].range = true;
    for (std::size_t i = kWindow - kRangeCells; i < kWindow; ++i) {
      range_[tape_.window_cell(row, i).variable] = false;
    }
  };
  for (std::size_t r = kRangeCells - 1; r < tape_.rows.size(); ++r) {
    bool all = true;
    for (std::size_t i = kWindow - kRangeCells; i < kWindow; ++i) {
      all = all && needs_range(tape_.window_cell(r, i));
    }
    if (all) place(r);
  }
  std::vector<Cell> rest;
  for (std::uint32_t v = 1; v < range_.size(); ++v) {
    if (range_[v]) rest.push_back({v, {}});
  }
  rest.resize((rest.size() + kRangeCells - 1) / kRangeCells * kRangeCells);
  for (std::size_t i = 0; i < rest.size(); i += kRangeCells) {
    place(append(std::span<const Cell>(rest).subspan(i, kRangeCells)));
  }
}

Tape TapeBuilder::finish() && {
  place_ranges();
  tape_.used = tape_.rows.size();
  tape_.rows.resize(std::bit_ceil(std::max(tape_.used, kWindow)));
  return std::move(tape_);
}

std::vector<std::uint32_t> count_uses(const Tape& tape) {
  std::vector<std::uint32_t> uses(tape.variables.size());
  for (const TapeRow& row : tape.rows) {
    if (!row.cell.is_constant()) ++uses[row.cell.variable];
  }
  return uses;
}

}  // namespace rpp
