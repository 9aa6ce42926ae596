// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/roots.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/uptime/air/head_bus.h"

// Table `heads`: the blocks that claims name, each once, opened in the history; four rows each.
//
//   row     word                              aux
//   start   history root
//   hash    block hash                        timestamp
//   time    timestamp, tx root                epoch (2), rest, carry
//   height  tx root, height                   length - 1 - rest, length - 1 - carry
//   leaf    H(block; ...)                     inverse of 2 (2^16 - 1) - low - high
//
// Row flags are one-hot columns that shift from row to row; start is row 0, or nowhere if nothing
// is opened. Rules and soundness: docs/spec/circuits/uptime-tables.md.
namespace rpp {

struct HeadsColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  static constexpr std::size_t kLow = 12;  // limbs of the height, constant within a block
  static constexpr std::size_t kHigh = 13;
  static constexpr std::size_t kIndex = 14;  // of the block in this table
  static constexpr std::size_t kUsers = 15;  // row hash: claims that name the block
  static constexpr std::size_t kFlags = 16;  // start, hash, time, height, leaf
  static constexpr std::size_t kWidth = 21;
  static constexpr std::size_t kRowsPerHead = 4;
};

// The cells of one row.
template <class E>
struct HeadsRow {
  E word[8], aux[4];
  E low, high, index, users;
  E flags[5];

  template <bool kBelow, class B>
  P3_INLINE static HeadsRow read(B& b) {
    using C = HeadsColumns;
    HeadsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<4, kBelow>(b, C::kAux, row.aux);
    read_cells<1, kBelow>(b, C::kLow, &row.low);
    read_cells<1, kBelow>(b, C::kHigh, &row.high);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kUsers, &row.users);
    read_cells<5, kBelow>(b, C::kFlags, row.flags);
    return row;
  }

  P3_INLINE const E& start() const { return flags[0]; }
  P3_INLINE const E& hash() const { return flags[1]; }
  P3_INLINE const E& time() const { return flags[2]; }
  P3_INLINE const E& height() const { return flags[3]; }
  P3_INLINE const E& leaf() const { return flags[4]; }
};

class HeadsAir {
 public:
  using F = p3::KoalaBear;
  using C = HeadsColumns;

  // epoch_length: 1 to kMaxUptimeEpochLength blocks.
  explicit HeadsAir(std::uint32_t epoch_length) : length_(F::from_u64(epoch_length)) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = HeadsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_words(b, row, next);
    eval_epoch(b, row, next);
    push_hasher(b, row);
    push_trees(b, row);
    b.push_global(bus::kRange, range_tuple(row.aux[0], row.aux[1], row.aux[2], row.aux[3]),
                  B::Count::bounded(row.hash() + row.time() + row.height(), 1));
    b.push_exclusive(bus::kHead, b.arm(row.hash(), B::Count::provided(-row.users),
                                       head_tuple(row.word, row.aux, row.low, row.high, next.aux)));
  }

 private:
  // Row 0 starts; blocks follow it and each other.
  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    b.label("heads/flags");
    b.assert_bools(row.flags);
    b.assert_bool(sum_of(row.flags, 5));
    b.label("heads/sequence");
    for (std::size_t k = 2; k < 5; ++k) b.assert_eq(next.flags[k], row.flags[k - 1]);
    b.when(next.hash()).assert_zero(E(F::one()) - row.start() - row.leaf());
    b.label("heads/start");
    b.when_transition().assert_zero(next.start());
    b.when_first_row().assert_zero(sum_of(row.flags + 1, 4));
    b.label("heads/index");
    b.when_first_row().assert_zero(row.index);
    b.when_transition().assert_eq(next.index, row.index + row.leaf());
  }

  template <class B, class Row>
  P3_INLINE static void eval_words(B& b, const Row& row, const Row& next) {
    b.label("heads/carry");
    auto inside = b.when(row.hash() + row.time() + row.height());
    inside.assert_eq(next.low, row.low);
    inside.assert_eq(next.high, row.high);
    b.label("heads/time");
    for (std::size_t k = 0; k < 4; ++k) b.when(row.hash()).assert_eq(next.word[k], row.aux[k]);
    b.label("heads/height");
    auto at = b.when(row.height());
    at.assert_eq(row.word[4], row.low);
    at.assert_eq(row.word[5], row.high);
    at.assert_zero(row.word[6]);
    at.assert_zero(row.word[7]);
    // Not both limbs are the largest: the height is below 2^32 - 1.
    b.label("heads/height-end");
    using E = typename B::Expr;
    b.when(row.leaf())
        .assert_one((small_constant<E>(2 * 0xffff) - row.low - row.high) * row.aux[0]);
  }

  // height = length * epoch + rest: the upper limb leaves `carry`. No side reaches p.
  template <class B, class Row>
  P3_INLINE void eval_epoch(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    auto at = b.when(row.time());
    const E& rest = row.aux[2];
    const E& carry = row.aux[3];
    b.label("heads/epoch");
    at.assert_eq(row.aux[1] * length_ + carry, row.high);
    at.assert_eq(row.aux[0] * length_ + rest, row.low + carry * F::from_u64(1u << 16));
    b.label("heads/epoch-rest");
    at.assert_eq(next.aux[0], b.constant(length_ - F::one()) - rest);
    at.assert_eq(next.aux[1], b.constant(length_ - F::one()) - carry);
  }

  // H(block; block hash, timestamp, tx root, height).
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using E = typename B::Expr;
    const E middle = row.time() + row.height();
    const E part =
        row.hash() * F::from_u64(2) + middle * F::from_u64(3) + row.leaf() * F::from_u64(4);
    const E offset = middle + row.height() + row.leaf() * F::from_u64(2);
    const E id = row.index * F::from_u64(kHashIdStride) +
                 F::from_u64(hash_id(HashKind::kBlockLeaf, 0)) + offset;
    b.push_global(bus::kHasher,
                  hash_part_tuple(part, id, row.word,
                                  row.hash() * F::from_u64(static_cast<std::uint32_t>(Tag::kBlock)),
                                  row.hash() * F::from_u64(kBlockLeafTable.num_elements())),
                  B::Count::bounded(row.hash() + middle + row.leaf(), 1));
  }

  // Leaves go into the history, whose root is the list's; its root is demanded once.
  template <class B, class Row>
  P3_INLINE static void push_trees(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E key = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    const E zero(F::zero());
    b.push_global(bus::kGlobal,
                  global_tuple(global_name<E>(GlobalName::kHistoryRoot), zero, row.word),
                  Count::bounded(row.start(), 1));
    b.push_exclusive(
        bus::kNode,
        b.arm(row.start(), Count::integer(1),
              node_tuple(key, small_constant<E>(deep_tree(kUptimeHistory)),
                         small_constant<E>(kHalfDepth), zero, row.word)),
        b.arm(row.leaf(), Count::integer(-1),
              node_tuple(key, small_constant<E>(deep_subtree(kUptimeHistory)) + row.high, zero,
                         row.low, row.word)));
  }

  F length_;
};

}  // namespace rpp
