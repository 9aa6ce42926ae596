// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/rows.h"
#include "rpp/gadgets/updates_columns.h"

// Table `update-joints`: the changed subtrees of deep trees (deep_tree.h), before and after.
//
// A row demands both roots of 16 levels and supplies them as leaves of the upper halves, at the
// same place. The number of the subtree needs no range, as in `joints`; that of the deep tree does,
// because a free one would let rows stand for layers between a leaf and its root that no owner
// meant.
namespace rpp {

class UpdateJointsAir {
 public:
  using F = p3::KoalaBear;
  using C = UpdateJointsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E active = b.local(C::kActive), deep = b.local(C::kDeep), number = b.local(C::kNumber);
    b.label("update-joints/flags");
    b.assert_bool(active);
    const E zero(F::zero());
    const E tree = (deep + F::one()) * F::from_u64(kDeepStride);
    for (const NodeKind side : {NodeKind::kBefore, NodeKind::kAfter}) {
      E root[8];
      read_cells<8, false>(b, side == NodeKind::kBefore ? C::kBefore : C::kAfter, root);
      const E kind = small_constant<E>(static_cast<std::uint32_t>(side));
      b.push_global(
          bus::kNode,
          node_tuple(kind, tree + F::one() + number, small_constant<E>(kHalfDepth), zero, root),
          Count::bounded(active, 1));
      b.push_global(bus::kNode, node_tuple(kind, tree, zero, number, root),
                    Count::bounded(-active, 1));
    }
    b.push_global(bus::kRange,
                  range_tuple(deep, small_constant<E>(kMaxDeepTrees - 1) - deep, zero, zero),
                  Count::bounded(active, 1));
  }
};

}  // namespace rpp
