// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/consensus/air/links.h"
#include "rpp/hash/tags.h"

// Table `lists`: the leaves of the witness tree and of the reputation tree.
//
// One row per digest: first the witness commitments, then the reputation roots, each list counted
// from 0 without gaps, so that both trees are left-packed. A row hashes its digest with the list's
// tag and supplies the leaf at its index.
namespace rpp {

struct ListsColumns {
  static constexpr std::size_t kDigest = 0;
  static constexpr std::size_t kOut = 8;  // C8: leaf plus digest
  static constexpr std::size_t kActive = 16;
  static constexpr std::size_t kReputation = 17;
  static constexpr std::size_t kIndex = 18;
  static constexpr std::size_t kTotal = 19;
};

class ListsAir {
 public:
  using F = p3::KoalaBear;
  using Columns = ListsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = Columns::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using E = typename B::Expr;
    const E active = b.local(Columns::kActive), active_below = b.next(Columns::kActive);
    const E reputation = b.local(Columns::kReputation);
    const E reputation_below = b.next(Columns::kReputation);
    const E index = b.local(Columns::kIndex), index_below = b.next(Columns::kIndex);
    const E one = b.constant(F::one());
    b.label("lists/flags");
    b.assert_bool(active);
    b.assert_bool(reputation);
    b.label("lists/packed");
    b.when_transition().assert_zero(active_below * (one - active));
    b.label("lists/order");
    b.when_transition().assert_zero(reputation * (one - reputation_below));
    // One more than above, or 0 where the second list begins.
    b.label("lists/index");
    b.when_first_row().assert_zero(index);
    const E same_list = one - reputation_below + reputation;
    b.when_transition().when(active_below).assert_eq(index_below, (index + one) * same_list);
    push(b, active, reputation, index);
  }

 private:
  template <class B>
  P3_INLINE static void push(B& b, const typename B::Expr& active,
                             const typename B::Expr& reputation, const typename B::Expr& index) {
    using E = typename B::Expr;
    E digest[8], out[8], leaf[8];
    read_cells<8, false>(b, Columns::kDigest, digest);
    read_cells<8, false>(b, Columns::kOut, out);
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = out[k] - digest[k];
    constexpr auto kFirstTag = static_cast<std::uint32_t>(Tag::kWitness);
    constexpr auto kFirstTree = static_cast<std::uint32_t>(TreeId::kWitnesses);
    static_assert(static_cast<std::uint32_t>(Tag::kReputation) == kFirstTag + 1);
    static_assert(static_cast<std::uint32_t>(TreeId::kReputations) == kFirstTree + 1);
    const E zero(F::zero());
    b.push_global(bus::kHasher,
                  single_block_tuple(small_constant<E>(kFirstTag) + reputation,
                                     small_constant<E>(8), digest, leaf),
                  B::Count::bounded(active, 1));
    b.push_global(bus::kNode,
                  node_tuple(zero, small_constant<E>(kFirstTree) + reputation, zero, index, leaf),
                  B::Count::bounded(-active, 1));
  }
};

}  // namespace rpp
