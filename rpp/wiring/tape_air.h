// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "rpp/gadgets/globals.h"
#include "rpp/wiring/tape.h"
#include "rpp/wiring/tape_columns.h"

// TapeAir: the AIR of a tape, a table of tape.rows.size() rows.
//
// Soundness argument, column by column: docs/spec/circuits/statement-table.md. All constraints and
// lookups have degree at most 3. The AIR's labels are "table/window", "table/copies",
// "table/calls", "table/range", "table/demands", "table/users", "table/constants", "table/public",
// and the rules of the tape.
namespace rpp {

class TapeAir {
 public:
  explicit TapeAir(Tape tape);

  const Tape& tape() const { return tape_; }
  p3::AirShape<Element> shape() const;

  template <class B>
  void eval(B& b) const {
    window(b);
    mirrors(b);
    demands(b);
    cells(b);
    equations(b);
    lookups(b);
  }

 private:
  template <class B>
  void window(B& b) const {
    b.label(labels_[0].c_str());
    for (std::size_t i = 0; i < tape::kNewest; ++i) {
      b.when_transition().assert_eq(b.next(i), b.local(i + 1));
    }
  }

  // What lookups read equals what the tape says.
  template <class B>
  void mirrors(B& b) const {
    const auto equal = [&](std::size_t from, std::size_t to) {
      for (std::size_t m = from; m < to; ++m) {
        b.assert_eq(b.local(tape::kMirrored + m), b.periodic(m));
      }
    };
    b.label(labels_[1].c_str());
    equal(tape::kVariable, tape::kArgument0);
    b.label(labels_[2].c_str());
    equal(tape::kArgument0, tape::kRange);
    b.label(labels_[3].c_str());
    equal(tape::kRange, tape::kMirrorCount);
  }

  template <class B>
  void demands(B& b) const {
    const auto condition = b.periodic(tape::kDemandsGlobalIf);
    b.label(labels_[4].c_str());
    b.assert_eq(b.local(tape::kNodeDemand), b.periodic(tape::kDemandsNode));
    b.assert_eq(b.local(tape::kGlobalDemand),
                b.periodic(tape::kDemandsGlobal) + condition * b.local(0));
    b.assert_bool(b.local(tape::kGlobalDemand));
    // Rows that supply nothing have no users.
    b.label(labels_[5].c_str());
    const auto node_users = b.local(tape::kNodeUsers), global_users = b.local(tape::kGlobalUsers);
    b.assert_eq(node_users, b.periodic(tape::kSuppliesEmptyNode) * node_users +
                                b.periodic(tape::kSuppliesNode));
    b.assert_eq(global_users, b.periodic(tape::kSuppliesGlobal) * global_users);
  }

  template <class B>
  void cells(B& b) const {
    b.label(labels_[6].c_str());
    b.assert_eq(b.periodic(tape::kPinned) * b.local(tape::kNewest), b.periodic(tape::kConstant));
    if (!publishes_) return;
    b.label(labels_[7].c_str());
    for (std::size_t i = 0; i < kWindow; ++i) {
      b.when(b.periodic(tape::kPublishes)).assert_eq(b.local(i), b.public_value(i));
    }
  }

  template <class B>
  void equations(B& b) const {
    using E = typename B::Expr;
    for (std::size_t k = 0; k < tape_.equations.size(); ++k) {
      const TapeEquation& equation = tape_.equations[k];
      b.label(tape_.rules[equation.rule].c_str());
      E sum = b.constant(Element::zero());
      for (const WindowTerm& term : equation.terms) {
        E product = b.constant(term.factor);
        if (term.a != kNoCell) product = product * b.local(term.a);
        if (term.b != kNoCell) product = product * b.local(term.b);
        sum = sum + product;
      }
      b.when(b.periodic(tape::kEquations + k)).assert_zero(sum);
    }
  }

  template <class B>
  void lookups(B& b) const {
    copies(b);
    hashes(b);
    trees_and_globals(b);
    const auto flag = b.local(tape::kMirrored + tape::kRange);
    b.push_global(bus::kRange, range_tuple(b.local(4), b.local(5), b.local(6), b.local(7)),
                  B::Count::bounded(flag, 1));
  }

  // Per variable x used k times the tuples (x, value): -(k - 1) for the first cell, +1 for each of
  // the others. They cancel only if all k values are equal.
  template <class B>
  void copies(B& b) const {
    const auto number = b.local(tape::kMirrored + tape::kVariable);
    const auto count = b.local(tape::kMirrored + tape::kCopies);
    b.push_local(
        b.entry(b.tuple(number, b.local(tape::kNewest)), B::Count::bounded(count, most_uses_)));
  }

  template <class B>
  void hashes(B& b) const {
    using Count = typename B::Count;
    const Window<B> w(b);
    const auto flag = [&](std::size_t m) { return b.local(tape::kMirrored + m); };
    const auto id = w.arguments[0];
    b.push_exclusive(
        bus::kHasher,
        b.arm(flag(tape::kHashFirst), Count::integer(1),
              hash_first_tuple(id, w.arguments[1], w.arguments[2], w.cells)),
        b.arm(flag(tape::kHashNext), Count::integer(1), hash_next_tuple(id, w.cells)),
        b.arm(flag(tape::kHashDigest), Count::integer(1), hash_digest_tuple(id, w.cells)));
  }

  // Demand and supply have one tuple; at most one of their counts is not zero.
  template <class B>
  void trees_and_globals(B& b) const {
    using Count = typename B::Count;
    const Window<B> w(b);
    const auto* x = w.arguments;
    const auto node = node_tuple(x[0], x[1], x[2], x[3], w.cells);
    b.push_global(bus::kNode, node, Count::bounded(b.local(tape::kNodeDemand), 1));
    b.push_global(bus::kNode, node, Count::provided(-b.local(tape::kNodeUsers)));
    const auto global = global_tuple(x[0], x[1], w.cells);
    b.push_global(bus::kGlobal, global, Count::bounded(b.local(tape::kGlobalDemand), 1));
    b.push_global(bus::kGlobal, global, Count::provided(-b.local(tape::kGlobalUsers)));
  }

  template <class B>
  struct Window {
    explicit Window(B& b) {
      for (std::size_t i = 0; i < kWindow; ++i) cells[i] = b.local(i);
      for (std::size_t i = 0; i < 4; ++i) {
        arguments[i] = b.local(tape::kMirrored + tape::kArgument0 + i);
      }
    }
    typename B::Expr cells[kWindow];
    typename B::Expr arguments[4];
  };

  Tape tape_;
  std::vector<std::string> labels_;
  std::uint64_t most_uses_ = 1;
  bool publishes_ = false;
};

}  // namespace rpp
