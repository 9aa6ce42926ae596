// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rpp/wiring/poly.h"

// A tape: the plain data that describes one statement table
// (docs/spec/circuits/statement-table.md).
//
// The table has one new cell per row and sees a window, the last eight cells: cell j of the window
// of row r is the cell of row r - 7 + j. A row can do one thing with its window (a block or a
// digest of a hash, a node of a tree, a tuple of the bus `global`), ask that its last four cells be
// 16-bit limbs, equal the public values, and be where equations hold. All cells with one variable
// are equal. TapeBuilder (tape_builder.h) writes tapes, TapeAir (tape_air.h) turns one into
// constraints.
namespace rpp {

inline constexpr std::size_t kWindow = 8;

enum class CallKind : std::uint8_t {
  kNone,
  kHashFirst,        // arguments: hash id, tag, length of the message
  kHashNext,         // hash id + number of the block
  kHashDigest,       // hash id + number of the last block
  kDemandNode,       // kind (NodeKind), tree, level, index
  kSupplyNode,       // the same
  kSupplyEmptyNode,  // the same; for any number of users
  kDemandGlobal,     // name, index
  kDemandGlobalIf,   // the same, if the first cell of the window is 1; it is 0 or 1
  kSupplyGlobal,     // as kDemandGlobal; for any number of users
};

struct TapeCall {
  CallKind kind = CallKind::kNone;
  std::array<std::uint32_t, 4> arguments{};

  bool is_counted() const {
    return kind == CallKind::kSupplyEmptyNode || kind == CallKind::kSupplyGlobal;
  }
};

struct TapeRow {
  Cell cell;
  TapeCall call;
  bool range = false;      // cells 4..7 of the window are below 2^16
  bool publishes = false;  // the window is public values 0..7
};

// factor * w[a] * w[b] over a window w; kNoCell stands for 1.
inline constexpr std::uint8_t kNoCell = kWindow;
struct WindowTerm {
  Element factor{};
  std::uint8_t a = kNoCell;
  std::uint8_t b = kNoCell;

  friend bool operator==(const WindowTerm&, const WindowTerm&) = default;
};

// The sum of the terms is zero on some rows.
struct TapeEquation {
  std::uint32_t rule = 0;  // in Tape::rules
  std::vector<WindowTerm> terms;
  std::vector<std::uint32_t> rows;
};

struct Tape {
  std::string table;                   // prefix of every label
  std::vector<TapeRow> rows;           // a power of two
  std::size_t used = 0;                // rows behind hold zeros
  std::vector<std::string> variables;  // names by number; variable 0 does not exist
  std::vector<std::string> rules;      // labels of the equations, "table/rule"
  std::vector<TapeEquation> equations;
  std::size_t public_values = 0;  // at least 8 if a row publishes

  // The cell at position `i` of the window of `row`, which has it: row + i >= 7.
  const Cell& window_cell(std::size_t row, std::size_t i) const {
    return rows[row + i - (kWindow - 1)].cell;
  }
};

// How often every variable stands on the tape, by number.
std::vector<std::uint32_t> count_uses(const Tape& tape);

}  // namespace rpp
