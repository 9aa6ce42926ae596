// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <utility>

#include "p3/air/shape.h"
#include "rpp/chain/validator.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/state/air/memory.h"
#include "rpp/state/air/trees.h"
#include "rpp/state/air/validators_columns.h"

// Table `validators`: the next validator set, at an epoch boundary.
//
// A block reads an account after everything else in the block, shows that it is flagged and that
// its address is above the one before, and makes its validator leaf: the vote key that counts, and
// the power of its stake. Rules and soundness: docs/spec/circuits/state-tables.md.
namespace rpp {

template <class E>
struct ValidatorsRow {
  E word[8], aux[8];
  E account, index, choice, previous;
  E row[ValidatorsColumns::kRows];
  E start, close, count;

  template <bool kBelow, class B>
  P3_INLINE static ValidatorsRow read(B& b) {
    using C = ValidatorsColumns;
    ValidatorsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<8, kBelow>(b, C::kAux, row.aux);
    read_cells<1, kBelow>(b, C::kAccount, &row.account);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kChoice, &row.choice);
    read_cells<1, kBelow>(b, C::kPrevious, &row.previous);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    read_cells<1, kBelow>(b, C::kClose, &row.close);
    read_cells<1, kBelow>(b, C::kCount, &row.count);
    return row;
  }

  // Rows of the vote key that counts.
  P3_INLINE E key_rows() const {
    return sum_of(row + validator_row::kKey, validator_row::kKeyRows);
  }
  // Rows that read a word: all but the first and the last.
  P3_INLINE E reads() const { return sum_of(row + 1, ValidatorsColumns::kRows - 2); }
};

class ValidatorsAir {
 public:
  using F = p3::KoalaBear;
  using C = ValidatorsColumns;

  // Stake of one vote, at least 1.
  explicit ValidatorsAir(std::uint64_t power_unit) : unit_(power_unit) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = ValidatorsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_order(b, row, next);
    eval_key(b, row, next);
    eval_active(b, row, next);
    eval_choice(b, row, next);
    eval_power(b, row, next);
    eval_rest(b, row, next);
    push_memory(b, row);
    push_leaf(b, row);
    push_globals(b, row);
    push_ranges(b, row, next);
    push_canonical(b, row, next);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }
  template <class E>
  P3_INLINE static E one() {
    return E(F::one());
  }

  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("validators/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.start);
    b.assert_bool(row.close);
    b.assert_bool(row.count);
    b.assert_bool(sum_of(row.row, C::kRows) + row.start + row.close + row.count);
    b.label("validators/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("validators/count");
    b.assert_eq(next.count, row.close);
    b.when(row.close).assert_eq(next.index, row.index);
    b.label("validators/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.account, row.account);
    inside.assert_eq(next.index, row.index);
    inside.assert_eq(next.choice, row.choice);
    b.label("validators/validator-flag");
    b.when(row.row[validator_row::kFlag]).assert_one(row.word[4]);
  }

  // before < own, as in table `members`: equal before the selected element, and smaller there.
  template <class B, class Row>
  P3_INLINE static void eval_order(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    const E* selected = row.aux;
    b.label("validators/order");
    auto here = b.when(row.row[validator_row::kBefore]);
    E later(F::zero()), before(F::zero()), own(F::zero());
    for (std::size_t k = 8; k-- > 0;) {
      here.assert_bool(selected[k]);
      if (k != 7) here.when(later).assert_eq(row.word[k], next.word[k]);
      later = later + selected[k];
      before = before + selected[k] * row.word[k];
      own = own + selected[k] * next.word[k];
    }
    here.assert_one(later);
    here.assert_eq(before, next.aux[0] + next.aux[1] * power(16));
    here.assert_eq(own, next.aux[2] + next.aux[3] * power(16));
    b.when(row.row[validator_row::kAddress]).assert_bool(row.aux[4]);
  }

  // The current key begins at element 6 of the first word, the previous one at element 2.
  template <class B, class Row>
  P3_INLINE static void eval_key(B& b, const Row& row, const Row& next) {
    using namespace validator_row;
    using E = typename B::Expr;
    const E both = row.row[kKey] + row.row[kKey + 1];
    b.label("validators/key");
    for (std::size_t k = 0; k < 8; ++k) {
      const E& current = k < 2 ? row.word[6 + k] : next.word[k - 2];
      const E& previous = k < 6 ? row.word[2 + k] : next.word[k - 6];
      const E selected = current + row.choice * (previous - current);
      b.when(k < 4 ? both + row.row[kKey + 2] : both).assert_eq(row.aux[k], selected);
    }
    b.label("validators/activation-copy");
    const E down = row.row[kKey + 2] + row.row[kKey + 3];
    for (std::size_t k = 0; k < 4; ++k) b.when(down).assert_eq(next.aux[k], row.aux[k]);
    b.label("validators/tier");
    b.when(row.row[kTier]).assert_eq(row.aux[6], row.word[6]);
    b.label("validators/hours");
    b.when(row.row[kTier]).assert_eq(row.aux[7], next.word[1]);
  }

  // active: next height - activation >= 0; else activation - next height - 1 >= 0.
  template <class B, class Row>
  P3_INLINE static void eval_active(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    const E activation[4] = {row.word[6], row.word[7], next.word[0], next.word[1]};
    const E* height = row.aux;
    const E* difference = next.aux;
    const E* borrow = next.aux + 4;
    const E& active = next.aux[7];
    b.label("validators/active");
    auto here = b.when(row.row[validator_row::kSlot]);
    here.assert_bool(active);
    const E sign = active + active - one<E>();
    for (std::size_t k = 0; k < 4; ++k) {
      E limb = sign * (height[k] - activation[k]);
      if (k == 0) limb = limb - (one<E>() - active);
      if (k > 0) limb = limb - borrow[k - 1];
      if (k < 3) limb = limb + borrow[k] * power(16);
      here.assert_eq(limb, difference[k]);
      if (k < 3) here.assert_bool(borrow[k]);
    }
  }

  // The previous key: not active, and there is one. The current key: active, or no previous one.
  // With a choice other than 1 - active the previous root is 0, and then the choice is.
  template <class B, class Row>
  P3_INLINE static void eval_choice(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    const E& active = row.aux[7];
    auto here = b.when(row.row[validator_row::kActive]);
    b.label("validators/previous-key");
    E shown(F::zero());
    const E none = one<E>() - row.choice - active;
    for (std::size_t k = 0; k < 8; ++k) {
      const E& root = k < 6 ? row.word[2 + k] : next.word[k - 6];
      shown = shown + root * next.aux[k];
      here.assert_zero(none * root);
    }
    here.assert_eq(shown, row.choice);
  }

  // unit * power + rest = stake. With bytes u_i of the unit and q_j of the power a pair of columns
  // sum_(i + j = 2k) + 2^8 sum_(i + j = 2k + 1) is below 2^26, and a carry below 2^12.
  template <class B, class Row>
  P3_INLINE void eval_power(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    const E* bytes = row.aux;
    const E* stake = next.word + 2;
    const E* rest = next.aux;
    const E* carry = next.aux + 4;
    auto here = b.when(row.row[validator_row::kHours]);
    b.label("validators/power-bytes");
    for (std::size_t k = 0; k < 2; ++k) {
      here.assert_eq(row.aux[4 + k], bytes[2 * k] + bytes[2 * k + 1] * power(8));
      b.when(row.row[validator_row::kTier]).assert_eq(row.aux[4 + k], next.aux[4 + k]);
    }
    b.label("validators/power");
    for (std::size_t k = 0; k < 4; ++k) {
      E limb = column(bytes, 2 * k) + column(bytes, 2 * k + 1) * power(8) + rest[k] - stake[k];
      if (k > 0) limb = limb + carry[k - 1];
      if (k < 3) limb = limb - carry[k] * power(16);
      here.assert_zero(limb);
    }
    here.assert_zero(column(bytes, 8) + column(bytes, 9) + column(bytes, 10));
    b.label("validators/some-power");
    here.assert_one((row.aux[4] + row.aux[5]) * next.aux[7]);
  }

  // The sum of u_i q_j over i + j = m.
  template <class E>
  P3_INLINE E column(const E* bytes, std::size_t m) const {
    E sum(F::zero());
    for (std::size_t j = 0; j < 4; ++j) {
      if (m < j || m - j > 7) continue;
      sum = sum + bytes[j] * F::from_u64(unit_ >> (8 * (m - j)) & 0xff);
    }
    return sum;
  }

  // rest + what is missing = unit - 1.
  template <class B, class Row>
  P3_INLINE void eval_rest(B& b, const Row& row, const Row& next) const {
    using namespace validator_row;
    using E = typename B::Expr;
    const E* missing = next.aux;
    const E* carry = next.aux + 4;
    b.label("validators/rest");
    auto here = b.when(row.row[kStake]);
    for (std::size_t k = 0; k < 4; ++k) {
      E limb = row.aux[k] + missing[k] - F::from_u64((unit_ - 1) >> (16 * k) & 0xffff);
      if (k > 0) limb = limb + carry[k - 1];
      if (k < 3) {
        limb = limb - carry[k] * power(16);
        here.assert_bool(carry[k]);
      }
      here.assert_zero(limb);
    }
  }

  // Every word is read at kBoundaryTime, those of the key that counts at kSelectedTime.
  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using namespace validator_row;
    using E = typename B::Expr;
    constexpr std::pair<std::size_t, AccountWord> kFixed[] = {
        {kTier, AccountWord::kPreviousSlot},
        {kHours, AccountWord::kHours},
        {kStake, AccountWord::kStake},
        {kFlag, AccountWord::kSuccesses},
        {kSlot, AccountWord::kVoteSlot},
        {kActive, AccountWord::kPreviousRoot},
        {kPreviousKey, AccountWord::kPreviousKey}};
    E word(F::zero());
    for (const auto& [k, w] : kFixed) word = word + row.row[k] * F::from_u64(static_cast<int>(w));
    constexpr auto kFirst = static_cast<std::uint32_t>(AccountWord::kWalletKey);
    constexpr auto kStep = static_cast<std::uint32_t>(AccountWord::kPreviousRoot) - kFirst;
    for (std::size_t k = 0; k < kKeyRows; ++k) {
      word = word + row.row[kKey + k] * F::from_u64(kFirst + k);
    }
    word = word + row.key_rows() * row.choice * F::from_u64(kStep);
    b.push_global(bus::kMemory, memory_tuple(row.account, word, row.previous, row.word),
                  B::Count::bounded(row.reads(), 1));
    b.push_global(bus::kMemory, memory_tuple(row.account, word, time_of(row), row.word),
                  B::Count::bounded(-row.reads(), 1));
  }

  template <class Row>
  P3_INLINE static auto time_of(const Row& row) {
    static_assert(kSelectedTime == kBoundaryTime + 1);
    return row.key_rows() + F::from_u64(kBoundaryTime);
  }

  // The leaf: address | root | pp, first slot | activation height, power, tier, hours.
  template <class B, class Row>
  P3_INLINE static void push_leaf(B& b, const Row& row) {
    using namespace validator_row;
    using E = typename B::Expr;
    const E& first = row.row[kAddress];
    const E& leaf = row.row[kLeaf];
    const E middle = row.row[kKey] + row.row[kKey + 1] + row.row[kTier];
    E block[8];
    for (std::size_t k = 0; k < 8; ++k) {
      block[k] = row.aux[k] + first * (row.word[k] - row.aux[k]);
    }
    const E id = row.index * F::from_u64(kHashIdStride) +
                 F::from_u64(hash_id(HashKind::kValidator, 0)) + row.row[kKey] +
                 row.row[kKey + 1] * F::from_u64(2) + (row.row[kTier] + leaf) * F::from_u64(3);
    b.push_global(
        bus::kHasher,
        hash_part_tuple(first * F::from_u64(2) + middle * F::from_u64(3) + leaf * F::from_u64(4),
                        id, block, first * F::from_u64(static_cast<std::uint32_t>(Tag::kValidator)),
                        first * F::from_u64(kValidatorTable.num_elements())),
        B::Count::bounded(first + middle + leaf, 1));
    const E zero(F::zero());
    const E tree = small_constant<E>(static_cast<std::uint32_t>(StateTree::kValidators));
    b.push_global(bus::kNode, node_tuple(zero, tree, zero, row.index, row.aux),
                  B::Count::bounded(-leaf, 1));
  }

  // A validator takes the place and the address of the one before and gives its own; the statement
  // takes how many there are.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace validator_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E none[8] = {zero, zero, zero, zero, zero, zero, zero, zero};
    const E height[8] = {row.aux[0], row.aux[1], row.aux[2], row.aux[3], zero, zero, zero, zero};
    const E number[8] = {one<E>(), row.index, zero, zero, zero, zero, zero, zero};
    const E end = global_name<E>(GlobalName::kValidatorsEnd);
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.row[kBefore] + row.close, Count::integer(1),
              global_tuple(end, row.index, row.word)),
        b.arm(row.row[kAddress], Count::integer(-1),
              global_tuple(end, row.index + F::one(), row.word)),
        b.arm(row.start, Count::integer(-1), global_tuple(end, zero, none)),
        b.arm(row.row[kSlot], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kNextHeight), zero, height)),
        b.arm(row.count, Count::integer(-1),
              global_tuple(global_name<E>(GlobalName::kValidatorCount), zero, number)));
  }

  // One tuple a read, with its time in front; one more where there are many numbers.
  template <class B, class Row>
  P3_INLINE static void push_ranges(B& b, const Row& row, const Row& next) {
    using namespace validator_row;
    using E = typename B::Expr;
    const E* x = row.aux;
    const E* y = next.aux;
    const E& order = row.row[kAddress];
    const E low = x[2] - x[0] - F::one() + x[4] * power(16);
    const E high = x[3] - x[1] - x[4];
    const E bytes = row.row[kTier] * power(8);
    const E& stake = row.row[kStake];
    b.push_global(bus::kRange,
                  range_tuple(time_of(row) - F::one() - row.previous,
                              order * low + bytes * y[0] + stake * x[4],
                              order * high + bytes * y[1] + stake * x[5],
                              bytes * y[2] + stake * x[6] + row.row[kHours] * power(8) * x[3]),
                  B::Count::bounded(row.reads(), 1));
    const auto always = B::Count::integer(1);
    const E zero(F::zero());
    b.push_exclusive(
        bus::kRange,
        b.arm(row.row[kTier] + row.row[kHours], always, range_tuple(y[0], y[1], y[2], y[3])),
        b.arm(row.row[kFlag] + row.row[kActive], always, range_tuple(x[0], x[1], x[2], x[3])),
        b.arm(stake, always, range_tuple(x[4] * power(4), x[5] * power(4), x[6] * power(4), zero)));
  }

  template <class B, class Row>
  P3_INLINE static void push_canonical(B& b, const Row& row, const Row& next) {
    using namespace validator_row;
    const auto always = B::Count::integer(1);
    const auto* x = row.aux;
    const auto* y = next.aux;
    b.push_exclusive(
        bus::kCanonical,
        b.arm(row.row[kBefore], always, canonical_tuple(y[0] + y[1] * power(16), y[0], y[1])),
        b.arm(row.row[kAddress], always, canonical_tuple(x[2] + x[3] * power(16), x[2], x[3])));
  }

  std::uint64_t unit_;
};

}  // namespace rpp
