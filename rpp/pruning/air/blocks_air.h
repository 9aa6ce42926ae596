// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/globals.h"
#include "rpp/hash/digest.h"
#include "rpp/hash/tags.h"
#include "rpp/pruning/air/trees.h"

// Table `blocks`: the blocks of the range, in order, nine rows each, and two rows that close it.
//
//   row        word                          aux
//   first/next previous root's end, tx root  tx root        a block of H(tx-roots; ...)
//   hash       block hash                    tx root        block 0 of H(block; ...)
//   time       timestamp, tx root            tx root        block 1
//   height     tx root, height               tx root        block 2
//   leaf       H(block; ...)                 tx root        supplied to the history
//   root       root of the full left half    tx root        C8(word | empty half)
//   receipt    tx root                       H(receipt)     supplied to the receipts
//   kept       root of the kept left half    kept root      C8(word | empty half)
//   kept leaf  kept root                     H(kept)        supplied to the kept roots
//   close      last root's end, 0                           the last block of H(tx-roots; ...)
//   digest     H(tx-roots; ...)
//
// Row flags are one-hot columns that shift from row to row; the first row is `first`, so the table
// is one run of blocks. Rules and soundness: docs/spec/circuits/pruning-tables.md.
namespace rpp {

struct BlocksColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  static constexpr std::size_t kTail = 16;  // elements 6 and 7 of the block's tx root
  static constexpr std::size_t kIndex = 18;
  static constexpr std::size_t kLow = 19;  // limbs of the height
  static constexpr std::size_t kHigh = 20;
  static constexpr std::size_t kCarry = 21;  // `next` rows: the lower limb began again
  static constexpr std::size_t kFlags = 22;
  static constexpr std::size_t kTotal = 34;
};

// Row flags, in the order in which they shift; kNext takes the place of kFirst in later blocks.
enum class BlocksRow : std::uint8_t {
  kFirst,
  kNext,
  kHash,
  kTime,
  kHeight,
  kLeaf,
  kRoot,
  kReceipt,
  kKept,
  kKeptLeaf,
  kClose,
  kDigest,
};
inline constexpr std::size_t kBlocksRows = 12;
inline constexpr std::size_t kRowsPerBlock = 9;  // kFirst or kNext to kKeptLeaf

class BlocksAir {
 public:
  using F = p3::KoalaBear;
  using C = BlocksColumns;

  // `half`: the root of kPackedDepth levels without transactions.
  explicit BlocksAir(const Digest& half) : half_(half) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    const Row<typename B::Expr> row(b, false), next(b, true);
    eval_flags(b, row, next);
    eval_counters(b, row, next);
    eval_words(b, row, next);
    push_hasher(b, row);
    push_nodes(b, row);
    push_globals(b, row);
    b.push_global(bus::kRange, range_tuple(row.word[0], row.word[1], row.word[2], row.word[3]),
                  B::Count::bounded(row.is(BlocksRow::kTime), 1));
  }

 private:
  template <class E>
  struct Row {
    template <class B>
    P3_INLINE Row(B& b, bool below) {
      const auto cell = [&](std::size_t c) { return below ? b.next(c) : b.local(c); };
      for (std::size_t i = 0; i < 8; ++i) {
        word[i] = cell(C::kWord + i);
        aux[i] = cell(C::kAux + i);
      }
      for (std::size_t i = 0; i < 2; ++i) tail[i] = cell(C::kTail + i);
      index = cell(C::kIndex);
      low = cell(C::kLow);
      high = cell(C::kHigh);
      carry = cell(C::kCarry);
      for (std::size_t i = 0; i < kBlocksRows; ++i) flags[i] = cell(C::kFlags + i);
    }
    P3_INLINE const E& is(BlocksRow row) const { return flags[static_cast<std::size_t>(row)]; }
    P3_INLINE E begins() const { return is(BlocksRow::kFirst) + is(BlocksRow::kNext); }

    E word[8], aux[8], tail[2], index, low, high, carry, flags[kBlocksRows];
  };

  template <class E>
  P3_INLINE static E number(std::uint32_t value) {
    return small_constant<E>(value);
  }

  // One run of blocks from the first row on.
  template <class B, class R>
  P3_INLINE void eval_flags(B& b, const R& row, const R& next) const {
    using enum BlocksRow;
    auto any = row.flags[0];
    for (std::size_t i = 1; i < kBlocksRows; ++i) any = any + row.flags[i];
    b.label("blocks/flags");
    b.assert_bools(row.flags);
    b.assert_bool(any);
    b.label("blocks/sequence");
    b.when_first_row().assert_one(row.is(kFirst));
    auto step = b.when_transition();
    step.assert_zero(next.is(kFirst));
    step.assert_eq(next.is(kHash), row.begins());
    for (std::size_t i = static_cast<std::size_t>(kTime); i <= static_cast<std::size_t>(kKeptLeaf);
         ++i) {
      step.assert_eq(next.flags[i], row.flags[i - 1]);
    }
    step.assert_eq(next.is(kNext) + next.is(kClose), row.is(kKeptLeaf));
    step.assert_eq(next.is(kDigest), row.is(kClose));
  }

  // The number of the block and its height, which grow where a block begins.
  template <class B, class R>
  P3_INLINE void eval_counters(B& b, const R& row, const R& next) const {
    using enum BlocksRow;
    using E = typename B::Expr;
    b.label("blocks/index");
    b.when_first_row().assert_zero(row.index);
    b.when_transition().assert_eq(next.index, row.index + next.is(kNext) + next.is(kClose));
    b.label("blocks/height");
    b.assert_bool(row.carry);
    b.when(row.carry).assert_one(row.is(kNext));
    auto step = b.when_transition();
    step.assert_eq(next.low, row.low + next.is(kNext) - number<E>(1u << 16) * next.carry);
    step.assert_eq(next.high, row.high + next.carry);
  }

  template <class B, class R>
  P3_INLINE void eval_words(B& b, const R& row, const R& next) const {
    using enum BlocksRow;
    b.label("blocks/root");
    auto same =
        b.when(row.begins() + row.is(kHash) + row.is(kTime) + row.is(kHeight) + row.is(kLeaf));
    for (std::size_t i = 0; i < 8; ++i) same.assert_eq(next.aux[i], row.aux[i]);
    b.label("blocks/words");
    for (std::size_t i = 0; i < 6; ++i) {
      b.when(row.begins()).assert_eq(row.word[i + 2], row.aux[i]);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      b.when(row.is(kTime)).assert_eq(row.word[i + 4], row.aux[i]);
      b.when(row.is(kHeight)).assert_eq(row.word[i], row.aux[i + 4]);
    }
    b.when(row.is(kHeight)).assert_eq(row.word[4], row.low);
    b.when(row.is(kHeight)).assert_eq(row.word[5], row.high);
    b.label("blocks/zeros");
    b.when(row.is(kFirst)).assert_zero(row.word[1]);
    for (std::size_t i = 6; i < 8; ++i) b.when(row.is(kHeight)).assert_zero(row.word[i]);
    for (std::size_t i = 2; i < 8; ++i) b.when(row.is(kClose)).assert_zero(row.word[i]);
    b.label("blocks/tail");
    auto inside = row.begins();
    for (std::size_t i = static_cast<std::size_t>(kHash); i < static_cast<std::size_t>(kKeptLeaf);
         ++i) {
      inside = inside + row.flags[i];
    }
    for (std::size_t i = 0; i < 2; ++i) {
      b.when(row.begins()).assert_eq(row.tail[i], row.aux[i + 6]);
      b.when(inside).assert_eq(next.tail[i], row.tail[i]);
      b.when(row.is(kKeptLeaf)).assert_eq(next.word[i], row.tail[i]);
    }
    // What is hashed into a leaf is the root above.
    b.label("blocks/leaves");
    for (std::size_t i = 0; i < 8; ++i) {
      b.when(row.is(kRoot) + row.is(kKept)).assert_eq(next.word[i], row.aux[i]);
    }
  }

  template <class B, class R>
  P3_INLINE void push_hasher(B& b, const R& row) const {
    using enum BlocksRow;
    using E = typename B::Expr;
    const auto one = B::Count::integer(1);
    const E roots = number<E>(hash_id(HashKind::kTxRoots, 0)) + row.index;
    const E leaf =
        number<E>(hash_id(HashKind::kBlockLeaf, 0)) + number<E>(kHashIdStride) * row.index;
    const E tx_roots = number<E>(static_cast<std::uint32_t>(Tag::kTxRoots));
    const E block = number<E>(static_cast<std::uint32_t>(Tag::kBlock));
    const E receipt = number<E>(static_cast<std::uint32_t>(Tag::kReceipt));
    static_assert(static_cast<std::uint32_t>(Tag::kKept) ==
                  static_cast<std::uint32_t>(Tag::kReceipt) + 1);
    E half[8];
    for (std::size_t i = 0; i < 8; ++i) half[i] = b.constant(half_[i]);
    // A message of n roots has 2 + 8 n elements; word[0] of the first row is n.
    const E length = number<E>(2) + number<E>(8) * row.word[0];
    b.push_exclusive(
        bus::kHasher,
        b.arm(row.is(kFirst), one, hash_first_tuple(roots, tx_roots, length, row.word)),
        b.arm(row.is(kNext) + row.is(kClose), one, hash_next_tuple(roots, row.word)),
        b.arm(row.is(kDigest), one, hash_digest_tuple(roots, row.word)),
        b.arm(row.is(kHash), one, hash_first_tuple(leaf, block, number<E>(24), row.word)),
        b.arm(row.is(kTime) + row.is(kHeight), one,
              hash_next_tuple(leaf + number<E>(1) + row.is(kHeight), row.word)),
        b.arm(row.is(kLeaf), one, hash_digest_tuple(leaf + number<E>(2), row.word)),
        b.arm(row.is(kRoot) + row.is(kKept), one, c8_pair_tuple(row.word, half, row.aux)),
        b.arm(row.is(kReceipt) + row.is(kKeptLeaf), one,
              single_block_tuple(receipt + row.is(kKeptLeaf), number<E>(8), row.word, row.aux)));
  }

  template <class B, class R>
  P3_INLINE void push_nodes(B& b, const R& row) const {
    using enum BlocksRow;
    using E = typename B::Expr;
    const E key = number<E>(static_cast<std::uint32_t>(NodeKind::kKey)), zero = number<E>(0);
    static_assert(number_of(PruningTree::kKept) == number_of(PruningTree::kFull) + 1);
    static_assert(number_of(PruningTree::kKeptRoots) == number_of(PruningTree::kReceipts) + 1);
    b.push_exclusive(
        bus::kNode,
        b.arm(row.is(kLeaf), B::Count::integer(-1),
              node_tuple(key, number<E>(deep_subtree(kHistoryTree)) + row.high, zero, row.low,
                         row.word)),
        b.arm(row.is(kRoot) + row.is(kKept), B::Count::integer(1),
              node_tuple(zero, number<E>(number_of(PruningTree::kFull)) + row.is(kKept),
                         number<E>(kPackedDepth), row.index, row.word)),
        b.arm(row.is(kReceipt) + row.is(kKeptLeaf), B::Count::integer(-1),
              node_tuple(zero, number<E>(number_of(PruningTree::kReceipts)) + row.is(kKeptLeaf),
                         zero, row.index, row.aux)));
  }

  template <class B, class R>
  P3_INLINE void push_globals(B& b, const R& row) const {
    using enum BlocksRow;
    using E = typename B::Expr;
    const auto supply = B::Count::integer(-1);
    const E zero = number<E>(0);
    const E range[8] = {row.low, row.high, row.word[0], zero, zero, zero, zero, zero};
    const E blocks[8] = {row.index, zero, zero, zero, zero, zero, zero, zero};
    const auto named = [&](GlobalName name, const E* values) {
      return global_tuple(number<E>(static_cast<std::uint32_t>(name)), zero, values);
    };
    b.push_exclusive(bus::kGlobal,
                     b.arm(row.is(kFirst), supply, named(GlobalName::kPrunedRange, range)),
                     b.arm(row.is(kClose), supply, named(GlobalName::kPrunedBlocks, blocks)),
                     b.arm(row.is(kDigest), supply, named(GlobalName::kTxRoots, row.word)));
  }

  Digest half_;
};

}  // namespace rpp
