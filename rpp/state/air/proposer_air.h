// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/globals.h"
#include "rpp/state/air/access_air.h"
#include "rpp/state/air/account_places.h"
#include "rpp/state/air/proposer_columns.h"
#include "rpp/state/air/standing_air.h"

// Table `proposer`: the block's proposer gets the fees and one more success, hence another score
// and tier. The statement table demands address and fees once each, so there is one block. Rules
// and soundness: docs/spec/circuits/state-records.md.
namespace rpp {

// The cells of one row.
template <class E>
struct ProposerRow {
  E before[8], after[8];
  E previous, account;
  Standing<E> standing;
  E row[ProposerColumns::kRows];

  template <bool kBelow, class B>
  P3_INLINE static ProposerRow read(B& b) {
    using C = ProposerColumns;
    ProposerRow row;
    read_cells<8, kBelow>(b, C::kBefore, row.before);
    read_cells<8, kBelow>(b, C::kAfter, row.after);
    read_cells<1, kBelow>(b, C::kPrevious, &row.previous);
    read_cells<1, kBelow>(b, C::kAccount, &row.account);
    read_cells<1, kBelow>(b, C::kHours, &row.standing.hours);
    read_cells<1, kBelow>(b, C::kTier, &row.standing.tier);
    read_cells<1, kBelow>(b, C::kScore, &row.standing.score_low);
    read_cells<1, kBelow>(b, C::kScore + 1, &row.standing.score_high);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    return row;
  }
};

class ProposerAir {
 public:
  using F = p3::KoalaBear;
  using C = ProposerColumns;

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = ProposerRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_block(b, row, next);
    eval_address(b, row, next);
    eval_gains(b, row, next);
    eval_kept(b, row);
    eval_standing(b, row, next);
    push_globals(b, row);
    push_memory(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }

  template <class B, class Row>
  P3_INLINE static void eval_block(B& b, const Row& row, const Row& next) {
    b.label("proposer/flags");
    b.assert_bools(row.row);
    b.assert_bool(sum_of(row.row, C::kRows));
    b.label("proposer/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("proposer/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.account, row.account);
    inside.assert_eq(next.standing.hours, row.standing.hours);
    inside.assert_eq(next.standing.tier, row.standing.tier);
    inside.assert_eq(next.standing.score_low, row.standing.score_low);
    inside.assert_eq(next.standing.score_high, row.standing.score_high);
  }

  template <class B, class Row>
  P3_INLINE static void eval_address(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    b.label("proposer/somebody");
    E product = row.before[0] * next.after[0];
    for (std::size_t k = 1; k < 8; ++k) product = product + row.before[k] * next.after[k];
    b.when(row.row[proposer_row::kAddress]).assert_one(product);
  }

  // Balance and fees in 16-bit limbs: carries are bits, none comes out of the last one. Successes
  // and one: the last limb goes to `range`, which refuses 2^16.
  template <class B, class Row>
  P3_INLINE static void eval_gains(B& b, const Row& row, const Row& next) {
    using namespace proposer_row;
    using E = typename B::Expr;
    const F unit = power(16).inverse();
    b.label("proposer/balance");
    auto fees = b.when(row.row[kFees]);
    E carry(F::zero());
    for (std::size_t k = 0; k < kFeeLimbs; ++k) {
      const std::size_t at = account_place::kBalance + k;
      const E rest = row.before[k] + next.before[at] + carry - next.after[at];
      if (k + 1 == kFeeLimbs) {
        fees.assert_zero(rest);
      } else {
        carry = rest * unit;
        fees.assert_bool(carry);
      }
    }
    b.label("proposer/successes");
    constexpr std::size_t kAt = account_place::kSuccesses;
    auto at = b.when(row.row[proposer_row::kSuccesses]);
    const E more = (row.before[kAt] + F::one() - row.after[kAt]) * unit;
    at.assert_bool(more);
    at.assert_eq(row.after[kAt + 1], row.before[kAt + 1] + more);
  }

  // What an access leaves as it is.
  template <class B, class Row>
  P3_INLINE static void eval_kept(B& b, const Row& row) {
    using namespace proposer_row;
    b.label("proposer/kept");
    auto address = b.when(row.row[kAddress]), balance = b.when(row.row[kBalance]);
    auto standing = b.when(row.row[kStanding]), hours = b.when(row.row[kHours]);
    auto successes = b.when(row.row[kSuccesses]);
    for (std::size_t k = 0; k < 8; ++k) {
      address.assert_eq(row.after[k], row.before[k]);
      if (k < account_place::kBalance || k >= account_place::kBalance + kFeeLimbs) {
        balance.assert_eq(row.after[k], row.before[k]);
      }
      if (k < account_place::kTier) standing.assert_eq(row.after[k], row.before[k]);
      if (k != account_place::kScoreHigh) hours.assert_eq(row.after[k], row.before[k]);
      if (k / 2 != account_place::kSuccesses / 2) {
        successes.assert_eq(row.after[k], row.before[k]);
      }
    }
  }

  template <class B, class Row>
  P3_INLINE static void eval_standing(B& b, const Row& row, const Row& next) {
    using namespace proposer_row;
    using E = typename B::Expr;
    const Standing<E>& of = row.standing;
    b.label("proposer/standing");
    auto standing = b.when(row.row[kStanding]), hours = b.when(row.row[proposer_row::kHours]);
    auto successes = b.when(row.row[proposer_row::kSuccesses]);
    standing.assert_eq(row.after[account_place::kTier], of.tier);
    standing.assert_eq(row.after[account_place::kScoreLow], of.score_low);
    hours.assert_eq(row.after[account_place::kScoreHigh], of.score_high);
    hours.assert_eq(row.after[account_place::kHours], of.hours);
    for (std::size_t k = 0; k < 2; ++k) {
      successes.assert_eq(next.after[standing_aux::kSuccesses + k],
                          row.after[account_place::kSuccesses + k]);
    }
    static constexpr StandingLabels kLabels = RPP_STANDING_LABELS("proposer");
    const StandingCells<E> cells{row.before, row.after, next.before, next.after};
    StandingRules<B>(b, kLabels, of, cells)
        .eval(row.row[kFirst], row.row[kSecond], row.row[kThird]);
  }

  // Address and fees are the statement's, which demands each once.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace proposer_row;
    using E = typename B::Expr;
    const E zero(F::zero());
    const E* x = row.before;
    const E fees[8] = {x[0], x[1], x[2], x[3], zero, zero, zero, zero};
    const auto supply = B::Count::integer(-1);
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.row[kAddress], supply,
              global_tuple(global_name<E>(GlobalName::kBlockProposer), zero, x)),
        b.arm(row.row[kFees], supply, global_tuple(global_name<E>(GlobalName::kFees), zero, fees)));
  }

  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using namespace proposer_row;
    using E = typename B::Expr;
    constexpr std::pair<std::size_t, AccountWord> kAccesses[] = {
        {kAddress, AccountWord::kAddress},
        {kBalance, AccountWord::kBalance},
        {kStanding, AccountWord::kPreviousSlot},
        {proposer_row::kHours, AccountWord::kHours},
        {proposer_row::kSuccesses, AccountWord::kSuccesses}};
    E used(F::zero()), word(F::zero());
    for (const auto& [at, of] : kAccesses) {
      used = used + row.row[at];
      word = word + row.row[at] * F::from_u64(static_cast<std::uint32_t>(of));
    }
    push_access(b, used, row.account, word, row.previous, small_constant<E>(kProposerTime),
                row.before, row.after);
    push_limbs(b, sum_of(row.row + kBalance, C::kRows - kBalance), row.after);
  }
};

}  // namespace rpp
