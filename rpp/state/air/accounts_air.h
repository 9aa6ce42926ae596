// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/account.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/state/air/accounts_columns.h"
#include "rpp/state/air/trees.h"

// Table `accounts`: the leaf of every account that the block opens, before and after.
//
// The block before hashes the leaf, supplies it to the tree before and its words to `memory`; the
// block after takes the last version of every word and supplies their hash to the tree after. Rules
// and soundness: docs/spec/circuits/state-tables.md.
namespace rpp {

template <class E>
struct AccountsRow {
  E word[8];
  E number, high, low, side, time;
  E row[AccountsColumns::kRows];
  E start, close;

  template <bool kBelow, class B>
  P3_INLINE static AccountsRow read(B& b) {
    using C = AccountsColumns;
    AccountsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<1, kBelow>(b, C::kNumber, &row.number);
    read_cells<1, kBelow>(b, C::kHigh, &row.high);
    read_cells<1, kBelow>(b, C::kLow, &row.low);
    read_cells<1, kBelow>(b, C::kSide, &row.side);
    read_cells<1, kBelow>(b, C::kTime, &row.time);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    read_cells<1, kBelow>(b, C::kClose, &row.close);
    return row;
  }

  P3_INLINE E ends() const { return start + close; }
  P3_INLINE const E& hash() const { return row[AccountsColumns::kHash]; }
};

class AccountsAir {
 public:
  using F = p3::KoalaBear;
  using C = AccountsColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = AccountsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_words(b, row);
    eval_ends(b, row, next);
    push_memory(b, row);
    push_hasher(b, row);
    push_leaf(b, row);
    push_globals(b, row);
  }

 private:
  template <class E>
  P3_INLINE static E other(const E& bit) {
    return E(F::one()) - bit;
  }

  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("accounts/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.start);
    b.assert_bool(row.close);
    b.assert_bool(sum_of(row.row, C::kRows) + row.ends());
    b.label("accounts/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    // A block after stands below every block before, and nowhere else. So `side` is a bit in
    // blocks.
    b.label("accounts/pairs");
    b.assert_eq(next.row[0] * next.side, row.hash() * other(row.side));
    const auto words = sum_of(row.row, kAccountWords);
    b.label("accounts/carry-side");
    b.when(words).assert_eq(next.side, row.side);
    b.label("accounts/carry");
    auto inside = b.when(words + row.hash() * other(row.side));
    inside.assert_eq(next.number, row.number);
    inside.assert_eq(next.high, row.high);
    inside.assert_eq(next.low, row.low);
  }

  template <class B, class Row>
  P3_INLINE static void eval_words(B& b, const Row& row) {
    b.label("accounts/initial");
    b.when(other(row.side)).assert_zero(row.time);
    auto last = b.when(row.row[kAccountWords - 1]);
    b.label("accounts/validator-flag");
    last.assert_bool(row.word[4]);
    b.label("accounts/zeros");
    for (std::size_t k = 5; k < 8; ++k) last.assert_zero(row.word[k]);
  }

  // The rows for the number of validators.
  template <class B, class Row>
  P3_INLINE static void eval_ends(B& b, const Row& row, const Row& next) {
    b.label("accounts/close");
    b.assert_eq(next.close, row.start);
    b.label("accounts/ends");
    b.when(row.ends()).assert_zero(row.number);
    b.when(row.start).assert_zero(row.side);
    b.when(row.close).assert_one(row.side);
    b.label("accounts/counts");
    b.when(row.start).assert_eq(next.high, row.word[0]);
    for (std::size_t k = 1; k < 8; ++k) b.when(row.ends()).assert_zero(row.word[k]);
  }

  // Supplied before, demanded after.
  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using E = typename B::Expr;
    E word(F::zero());
    for (std::size_t k = 1; k < kAccountWords; ++k) word = word + row.row[k] * F::from_u64(k);
    const E words = sum_of(row.row, kAccountWords) + row.ends();
    b.push_global(bus::kMemory,
                  memory_tuple(row.number + row.ends() * F::from_u64(kCountAccount), word, row.time,
                               row.word),
                  B::Count::bounded(words * (row.side + row.side - F::one()), 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using E = typename B::Expr;
    static_assert(static_cast<std::uint32_t>(HashKind::kAccountAfter) ==
                  static_cast<std::uint32_t>(HashKind::kAccountBefore) + 1);
    E middle(F::zero()), offset = row.hash() * F::from_u64(kAccountWords - 1);
    for (std::size_t k = 1; k < kAccountWords; ++k) {
      middle = middle + row.row[k];
      offset = offset + row.row[k] * F::from_u64(k);
    }
    const E& first = row.row[0];
    const E id =
        (row.side * F::from_u64(kHashIdsPerKind) + row.number) * F::from_u64(kHashIdStride) +
        F::from_u64(hash_id(HashKind::kAccountBefore, 0)) + offset;
    const E part = first * F::from_u64(2) + middle * F::from_u64(3) + row.hash() * F::from_u64(4);
    b.push_global(bus::kHasher,
                  hash_part_tuple(part, id, row.word,
                                  first * F::from_u64(static_cast<std::uint32_t>(Tag::kAccount)),
                                  first * F::from_u64(kAccountTable.num_elements())),
                  B::Count::bounded(first + middle + row.hash(), 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_leaf(B& b, const Row& row) {
    using E = typename B::Expr;
    static_assert(static_cast<std::uint32_t>(NodeKind::kAfter) ==
                  static_cast<std::uint32_t>(NodeKind::kBefore) + 1);
    const E kind = row.side + F::from_u64(static_cast<std::uint32_t>(NodeKind::kBefore));
    const E tree = row.high + F::from_u64(deep_subtree(kAccountsDeepTree));
    b.push_global(bus::kNode, node_tuple(kind, tree, E(F::zero()), row.low, row.word),
                  B::Count::bounded(-row.hash(), 1));
  }

  // Account i takes the number i and gives i + 1; the row `close` gives both counts.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using E = typename B::Expr;
    const E zero(F::zero());
    const auto step = static_cast<std::uint32_t>(GlobalName::kCounts) -
                      static_cast<std::uint32_t>(GlobalName::kAccountsEnd);
    const E name = global_name<E>(GlobalName::kAccountsEnd) + row.close * F::from_u64(step);
    const E values[8] = {row.number + row.hash() + row.close * row.high,
                         row.close * row.word[0],
                         zero,
                         zero,
                         zero,
                         zero,
                         zero,
                         zero};
    b.push_global(
        bus::kGlobal, global_tuple(name, zero, values),
        B::Count::bounded(row.row[0] * other(row.side) - row.hash() * row.side - row.ends(), 1));
  }
};

}  // namespace rpp
