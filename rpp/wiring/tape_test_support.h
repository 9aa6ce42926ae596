// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "rpp/wiring/concat.h"
#include "rpp/wiring/integers_trace.h"
#include "rpp/wiring/tape_air.h"
#include "rpp/wiring/tape_trace.h"
#include "testing/batch_trial.h"

// For tests: a tape that does everything a tape can do, with its values.
namespace rpp::testing {

struct TestCells {
  DigestCells chain, root, leaf, s;
  U32Cells count, next;
  Cell flag, word;
  Supply empty, exported;
  LimbSum sum;
};

struct TestTape {
  TestCells cells;
  Tape tape;
};

inline TestTape make_test_tape() {
  TapeBuilder t("test", HashKind::kStatement, 16);
  TestCells c{.chain = t.digest("chain"),
              .root = t.digest("root"),
              .leaf = t.digest("leaf"),
              .s = t.digest("S"),
              .count = t.u32("count"),
              .next = t.u32("next"),
              .flag = t.variable("flag"),
              .word = t.variable("word"),
              .empty = {},
              .exported = {},
              .sum = {}};
  t.hash(Tag::kFamilyRecursive, concat(c.chain, c.count, c.root), c.s);
  t.publish(c.s);
  DigestCells empty;
  for (std::size_t i = 0; i < 8; ++i) empty[i] = Cell::of(100 + i);
  t.demand_node({NodeKind::kStatement, 3, 10, 0}, c.root);
  c.empty = t.supply_empty_node(3, 0, empty);
  t.supply_node({NodeKind::kStatement, 3, 0, 5}, c.leaf);
  t.demand_global(GlobalName::kProposer, 0, c.leaf);
  t.demand_global_if(GlobalName::kGroup, 7, concat(c.flag, c.word));
  c.exported = t.supply_global(GlobalName::kTickets, 0, concat(c.count, c.word, Cell::of(9)));
  t.require("word", c.word - c.flag * c.word);
  c.sum = require_sum(t, "next", "next", c.count, Cells<2>{Cell::of(1), Cell::of(0)}, c.next);
  return {c, std::move(t).finish()};
}

inline TapeValues test_values(const TestTape& test) {
  TapeValues values(test.tape);
  const auto fill = [&](const DigestCells& cells, std::uint64_t first) {
    for (std::size_t i = 0; i < 8; ++i) values.set(cells[i], Element::from_u64(first + i));
  };
  const TestCells& c = test.cells;
  fill(c.chain, 1000);
  fill(c.root, 2000);
  fill(c.leaf, 3000);
  fill(c.s, 4000);
  values.set_integer(c.count, 0x3ffff);
  values.set_integer(c.next, 0x40000);
  values.set(c.flag, Element::one());
  values.set(c.word, Element::from_u64(77));
  values.set_users(c.empty, 6);
  values.set_users(c.exported, 2);
  fill_sum(values, c.sum);
  return values;
}

// The labels of the tape's equations that do not hold, without an AIR.
inline std::set<std::string> broken_rules(const TapeValues& values) {
  const Tape& tape = values.tape();
  std::set<std::string> broken;
  for (const TapeEquation& equation : tape.equations) {
    for (const std::uint32_t row : equation.rows) {
      Element sum{};
      for (const WindowTerm& term : equation.terms) {
        Element product = term.factor;
        if (term.a != kNoCell) product *= values.of(tape.window_cell(row, term.a));
        if (term.b != kNoCell) product *= values.of(tape.window_cell(row, term.b));
        sum += product;
      }
      if (sum != Element::zero()) broken.insert(tape.rules[equation.rule]);
    }
  }
  return broken;
}

// How many reads of a tape's calls, ranges and equations reach in front of its first cell.
inline std::size_t reads_in_front(const Tape& tape) {
  std::size_t reads = 0;
  const auto read = [&](std::size_t row, std::size_t cell) {
    if (cell != kNoCell && row + cell + 1 < kWindow) ++reads;
  };
  for (std::size_t r = 0; r < kWindow; ++r) {
    const TapeRow& row = tape.rows[r];
    if (row.call.kind != CallKind::kNone || row.publishes) read(r, 0);
    if (row.range) read(r, kWindow - kRangeWidth);
  }
  for (const TapeEquation& equation : tape.equations) {
    for (const std::uint32_t row : equation.rows) {
      for (const WindowTerm& term : equation.terms) {
        read(row, term.a);
        read(row, term.b);
      }
    }
  }
  return reads;
}

// The batch of one instance; S and a key id as public values.
inline p3::testing::TrialBatch batch_of(const std::shared_ptr<const p3::Air<Element>>& air,
                                        const TapeValues& values, const DigestCells& s) {
  std::vector<Element> public_values;
  for (const Cell& cell : s) public_values.push_back(values.of(cell));
  for (std::uint64_t i = 0; i < 8; ++i) public_values.push_back(Element::from_u64(50 + i));
  p3::testing::TrialBatch batch;
  batch.push_back({air, fill_tape(values, air->shape()), std::move(public_values)});
  return batch;
}

// Writes another value into the newest cell of a row and into the windows that show it.
inline void set_cell(p3::Matrix<Element>& trace, std::size_t row, Element x) {
  for (std::size_t i = 0; i < kWindow && row + i < trace.height(); ++i) {
    trace.at(row + i, tape::kNewest - i) = x;
  }
}

// The rows on which the variable stands.
inline std::vector<std::size_t> rows_of(const Tape& tape, const Cell& cell) {
  std::vector<std::size_t> rows;
  for (std::size_t r = 0; r < tape.rows.size(); ++r) {
    if (tape.rows[r].cell == cell) rows.push_back(r);
  }
  return rows;
}

// The first row with a call of this kind.
inline std::size_t row_of(const Tape& tape, CallKind kind) {
  std::size_t r = 0;
  while (r < tape.rows.size() && tape.rows[r].call.kind != kind) ++r;
  return r;
}

}  // namespace rpp::testing
