// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/hash/tags.h"
#include "rpp/pruning/air/trees.h"

// Table `transactions`: one row for each transaction of the range, block by block.
//
// A row supplies H(tx-leaf; hash) to its block's full tree, and to the kept tree the same or, if
// the transaction is removed, H(tx-removed; hash). Position 512 i + k of a forest is position k of
// block i's tree. Rules and soundness: docs/spec/circuits/pruning-tables.md.
namespace rpp {

struct PrunedTransactionsColumns {
  static constexpr std::size_t kHash = 0;   // 8
  static constexpr std::size_t kLeaf = 8;   // 8
  static constexpr std::size_t kKept = 16;  // 8
  static constexpr std::size_t kActive = 24;
  static constexpr std::size_t kRemoved = 25;
  static constexpr std::size_t kStart = 26;  // the first transaction of a block
  static constexpr std::size_t kTop = 27;    // the first row of the table
  static constexpr std::size_t kPosition = 28;
  static constexpr std::size_t kCount = 29;  // removed ones from this row on
  static constexpr std::size_t kTotal = 30;
};

class PrunedTransactionsAir {
 public:
  using F = p3::KoalaBear;
  using C = PrunedTransactionsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    eval_rows(b);
    push(b);
  }

 private:
  template <class B>
  P3_INLINE static void eval_rows(B& b) {
    using E = typename B::Expr;
    const E active = b.local(C::kActive), removed = b.local(C::kRemoved);
    const E start = b.local(C::kStart);
    const E one = b.constant(F::one());
    b.label("transactions/flags");
    for (std::size_t c = C::kActive; c <= C::kTop; ++c) b.assert_bool(b.local(c));
    b.when(removed).assert_one(active);
    b.when(start).assert_one(active);
    b.label("transactions/packed");
    b.when_transition().when(b.next(C::kActive)).assert_one(active);
    // One more than above, or the beginning of a block.
    b.label("transactions/position");
    b.when_first_row().assert_eq(start, active);
    b.when_transition()
        .when(b.next(C::kActive) - b.next(C::kStart))
        .assert_eq(b.next(C::kPosition), b.local(C::kPosition) + one);
    b.label("transactions/kept");
    for (std::size_t i = 0; i < 8; ++i) {
      b.when(one - removed).assert_eq(b.local(C::kKept + i), b.local(C::kLeaf + i));
    }
    b.label("transactions/count");
    b.when_last_row().assert_eq(b.local(C::kCount), removed);
    b.when_transition().assert_eq(b.local(C::kCount), removed + b.next(C::kCount));
    b.label("transactions/top");
    b.when_first_row().assert_one(b.local(C::kTop));
    b.when_transition().assert_zero(b.next(C::kTop));
  }

  template <class B>
  P3_INLINE static void push(B& b) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E hash[8], leaf[8], kept[8];
    for (std::size_t i = 0; i < 8; ++i) {
      hash[i] = b.local(C::kHash + i);
      leaf[i] = b.local(C::kLeaf + i);
      kept[i] = b.local(C::kKept + i);
    }
    const E active = b.local(C::kActive), position = b.local(C::kPosition);
    const E zero = small_constant<E>(0), eight = small_constant<E>(8);
    const auto tag = [](Tag t) { return small_constant<E>(static_cast<std::uint32_t>(t)); };
    b.push_global(bus::kHasher, single_block_tuple(tag(Tag::kTxLeaf), eight, hash, leaf),
                  Count::bounded(active, 1));
    b.push_global(bus::kHasher, single_block_tuple(tag(Tag::kTxRemoved), eight, hash, kept),
                  Count::bounded(b.local(C::kRemoved), 1));
    const auto leaf_of = [&](PruningTree tree, const E* digest) {
      return node_tuple(zero, small_constant<E>(number_of(tree)), zero, position, digest);
    };
    b.push_global(bus::kNode, leaf_of(PruningTree::kFull, leaf), Count::bounded(-active, 1));
    b.push_global(bus::kNode, leaf_of(PruningTree::kKept, kept), Count::bounded(-active, 1));
    // A multiple of 512, as an integer.
    constexpr F kInverse = F::from_u64(1u << kPackedDepth).inverse();
    b.push_global(bus::kRange, range_tuple(b.constant(kInverse) * position, zero, zero, zero),
                  Count::bounded(b.local(C::kStart), 1));
    const E count[8] = {b.local(C::kCount), zero, zero, zero, zero, zero, zero, zero};
    b.push_global(bus::kGlobal,
                  global_tuple(small_constant<E>(static_cast<std::uint32_t>(GlobalName::kRemoved)),
                               zero, count),
                  Count::bounded(-b.local(C::kTop), 1));
  }
};

}  // namespace rpp
