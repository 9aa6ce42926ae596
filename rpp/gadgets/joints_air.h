// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/deep_tree.h"

// Table `joints`: the opened subtrees of one deep tree (deep_tree.h).
//
// A row demands a root of 16 levels and supplies it as a leaf of the upper half. Its number needs
// no range: the upper half has the leaf only if the number is an integer below 2^16, and only once.
namespace rpp {

class JointsAir {
 public:
  using C = JointsColumns;

  // Of deep tree d < kMaxDeepTrees.
  explicit JointsAir(std::uint32_t d) : tree_(deep_tree(d)), subtrees_(deep_subtree(d)) {}

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    shape.reads_next_row = false;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E active = b.local(C::kActive), number = b.local(C::kNumber);
    E root[8];
    for (std::size_t i = 0; i < 8; ++i) root[i] = b.local(C::kRoot + i);
    b.label("joints/flags");
    b.assert_bool(active);
    const E kind = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    const E zero = E(p3::KoalaBear::zero());
    b.push_global(bus::kNode,
                  node_tuple(kind, small_constant<E>(subtrees_) + number,
                             small_constant<E>(kHalfDepth), zero, root),
                  Count::bounded(active, 1));
    b.push_global(bus::kNode, node_tuple(kind, small_constant<E>(tree_), zero, number, root),
                  Count::bounded(-active, 1));
  }

 private:
  std::uint32_t tree_, subtrees_;
};

}  // namespace rpp
