// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/merkle_columns.h"

// Table `merkle`: the inner nodes of all trees of a circuit.
//
// A row demands its children on level `level`, at 2 index and 2 index + 1, and supplies itself on
// the level above. Owners supply leaves on level 0 and demand the root at index 0 of level `depth`.
// Nothing bounds level or index: a node is used by exactly one row of the level above, so every
// demand leads down, and every leaf leads up, one level a row, and ends at the owner or not at all;
// going round all p levels would take p rows.
namespace rpp {

class MerkleAir {
 public:
  using C = MerkleColumns;

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    eval_flags(b);
    push_lookups(b);
  }

 private:
  template <class B>
  P3_INLINE static void eval_flags(B& b) {
    using E = typename B::Expr;
    const E statement = b.local(C::kStatement), key = b.local(C::kKey), empty = b.local(C::kEmpty);
    b.label("merkle/flags");
    for (std::size_t i = 0; i < C::kFlags; ++i) b.assert_bool(b.local(i));
    b.assert_bool(statement + key + empty);
    // Statement trees: a node or an empty subtree. Key trees: a node or a free sibling. Empty
    // subtrees: empty subtrees. Rows without meaning: nothing.
    b.label("merkle/children");
    for (std::size_t side = 0; side < 2; ++side) {
      const E node = b.local(C::kLeftNode + side);
      b.assert_eq(node + b.local(C::kLeftEmpty + side), statement + empty + key * node);
    }
    // Or the digest of a used subtree would be supplied as that of an unused one.
    b.label("merkle/empty-children");
    for (std::size_t side = 0; side < 2; ++side) {
      b.when(empty).assert_zero(b.local(C::kLeftNode + side));
    }
    // Or a root would need no leaf.
    b.label("merkle/free-siblings");
    const E one = E(p3::KoalaBear::one());
    b.when(key).when(one - b.local(C::kLeftNode)).assert_one(b.local(C::kRightNode));
  }

  template <class B>
  P3_INLINE static void push_lookups(B& b) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E left[8], right[8], out[8];
    for (std::size_t i = 0; i < 8; ++i) {
      left[i] = b.local(C::kLeft + i);
      right[i] = b.local(C::kRight + i);
      out[i] = b.local(C::kOut + i);
    }
    const E tree = b.local(C::kTree), level = b.local(C::kLevel), index = b.local(C::kIndex);
    // NodeKind of rows that are no empty subtree: kStatement is 0, kKey is 1.
    const E kind = b.local(C::kKey);
    const E used = b.local(C::kStatement) + kind;
    const E one = E(p3::KoalaBear::one());
    const E twice = index + index;
    const E above = level + one;
    const Count demand = Count::integer(1);
    b.push_exclusive(
        bus::kNode,
        b.arm(b.local(C::kLeftNode), demand, node_tuple(kind, tree, level, twice, left)),
        b.arm(b.local(C::kLeftEmpty), demand, empty_node_tuple(tree, level, left)));
    b.push_exclusive(
        bus::kNode,
        b.arm(b.local(C::kRightNode), demand, node_tuple(kind, tree, level, twice + one, right)),
        b.arm(b.local(C::kRightEmpty), demand, empty_node_tuple(tree, level, right)));
    b.push_exclusive(bus::kNode,
                     b.arm(used, Count::integer(-1), node_tuple(kind, tree, above, index, out)),
                     b.arm(b.local(C::kEmpty), Count::provided(-b.local(C::kCount)),
                           empty_node_tuple(tree, above, out)));
    b.push_global(bus::kHasher, c8_pair_tuple(left, right, out),
                  Count::bounded(used + b.local(C::kEmpty), 1));
  }
};

}  // namespace rpp
