// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/rows.h"
#include "rpp/gadgets/updates_columns.h"

// Table `updates`: trees before and after some of their leaves changed.
//
// Owners supply the leaves of both trees at the same positions and demand both roots. The rows of
// either tree are then the nodes above those positions, and a child that is not above one is
// private, but the row after takes the digest that the row before, at the same place, gives: the
// trees differ in the supplied leaves alone. Why: docs/spec/circuits/gadgets.md.
namespace rpp {

class UpdatesAir {
 public:
  using F = p3::KoalaBear;
  using C = UpdatesColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    eval_flags(b);
    push_children(b);
    push_node(b);
  }

 private:
  template <class B>
  P3_INLINE static void eval_flags(B& b) {
    using E = typename B::Expr;
    const E one = E(F::one());
    const E before = b.local(C::kBefore), after = b.local(C::kAfter);
    b.label("updates/flags");
    for (std::size_t i = 0; i < C::kFlags; ++i) b.assert_bool(b.local(i));
    b.assert_bool(before + after);
    // Who gives is a row before, who takes a row after.
    b.label("updates/siblings");
    for (std::size_t side = 0; side < 2; ++side) {
      b.when(one - before).assert_zero(b.local(C::kLeftGiven + side));
      b.when(one - after).assert_zero(b.local(C::kLeftTaken + side));
    }
    // Or a root would need no leaf.
    b.label("updates/path");
    b.when(b.local(C::kLeftGiven)).assert_zero(b.local(C::kRightGiven));
    b.when(b.local(C::kLeftTaken)).assert_zero(b.local(C::kRightTaken));
  }

  // 3 before and 4 after, or 5 for both.
  template <class B>
  P3_INLINE static void push_children(B& b) {
    using E = typename B::Expr;
    static_assert(static_cast<int>(NodeKind::kBefore) + 2 == static_cast<int>(NodeKind::kShared));
    static_assert(static_cast<int>(NodeKind::kAfter) + 1 == static_cast<int>(NodeKind::kShared));
    const E before = b.local(C::kBefore), after = b.local(C::kAfter);
    const E twice = b.local(C::kIndex) + b.local(C::kIndex);
    for (std::size_t side = 0; side < 2; ++side) {
      const E given = b.local(C::kLeftGiven + side), taken = b.local(C::kLeftTaken + side);
      E child[8];
      read_cells<8, false>(b, side == 0 ? C::kLeft : C::kRight, child);
      b.push_global(bus::kNode,
                    node_tuple(kind(before, after) + given + given + taken, b.local(C::kTree),
                               b.local(C::kLevel), twice + F::from_u64(side), child),
                    B::Count::bounded(before + after - given - given, 1));
    }
  }

  template <class B>
  P3_INLINE static void push_node(B& b) {
    using E = typename B::Expr;
    const E before = b.local(C::kBefore), after = b.local(C::kAfter);
    E left[8], right[8], out[8];
    read_cells<8, false>(b, C::kLeft, left);
    read_cells<8, false>(b, C::kRight, right);
    read_cells<8, false>(b, C::kOut, out);
    b.push_global(bus::kNode,
                  node_tuple(kind(before, after), b.local(C::kTree), b.local(C::kLevel) + F::one(),
                             b.local(C::kIndex), out),
                  B::Count::bounded(-(before + after), 1));
    b.push_global(bus::kHasher, c8_pair_tuple(left, right, out),
                  B::Count::bounded(before + after, 1));
  }

  template <class E>
  P3_INLINE static E kind(const E& before, const E& after) {
    return before * F::from_u64(static_cast<std::uint64_t>(NodeKind::kBefore)) +
           after * F::from_u64(static_cast<std::uint64_t>(NodeKind::kAfter));
  }
};

}  // namespace rpp
