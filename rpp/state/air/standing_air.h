// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

#include "rpp/chain/limits.h"
#include "rpp/chain/score.h"
#include "rpp/gadgets/buses.h"

// Score and tier from hours and successes: three rows at the end of a block of the tables `records`
// and `proposer`, which share these rules (statements.md, section 4).
//
// With D = successes + 128, floor(300000 successes / D) = 299999 - floor(38399999 / D): the only
// product of large numbers left, m D for the quotient m, is below 2^26, though successes are any
// u32. Soundness: docs/spec/circuits/state-records.md.
namespace rpp {

// Places in `before` and `after` of the three rows. Cells of `after` go to `range`.
namespace standing_aux {
// First row, `after`.
inline constexpr std::size_t kSuccesses = 0;    // two limbs
inline constexpr std::size_t kQuotientLow = 2;  // m = low + 2^10 high
inline constexpr std::size_t kQuotientLowLeft = 3;
inline constexpr std::size_t kQuotientHigh = 4;
inline constexpr std::size_t kQuotientHighLeft = 5;
inline constexpr std::size_t kHoursRest = 6;  // of the division by hours + 24
inline constexpr std::size_t kHoursRestLeft = 7;
// Second row, `after`.
inline constexpr std::size_t kUpperLeft = 0;  // room above low * successes_1
inline constexpr std::size_t kLowerLeft = 1;  // room above high * (successes_0 + 128)
inline constexpr std::size_t kRest = 2;       // of the division by D, two limbs
inline constexpr std::size_t kRestHighLeft = 4;
inline constexpr std::size_t kRestLeft = 5;  // D - 1 - rest, two limbs
inline constexpr std::size_t kHoursLeft = 7;
// Second row, `before`.
inline constexpr std::size_t kSmall = 0;    // whether the upper limb of successes is 0
inline constexpr std::size_t kInverse = 1;  // of that limb, where it is not
inline constexpr std::size_t kCapped = 2;   // successes, at most 2^16 - 1
inline constexpr std::size_t kBorrow = 3;
inline constexpr std::size_t kCarry = 4;
// Third row, `after`.
inline constexpr std::size_t kScoreHighLeft = 0;
inline constexpr std::size_t kHoursGap = 1;  // distances to the thresholds
inline constexpr std::size_t kFirstGap = 2;  // 10 successes
inline constexpr std::size_t kNextGap = 3;   // 100 successes
inline constexpr std::size_t kScoreGap = 4;  // two limbs
inline constexpr std::size_t kScoreGapLeft = 6;
// Third row, `before`: whether tier 2, 3, 4, 5 is reached.
inline constexpr std::size_t kReached = 0;
inline constexpr std::size_t kSteps = 4;
}  // namespace standing_aux

// The numbers of the rules, as trace and constraints need them.
namespace standing {
inline constexpr std::uint64_t kDividend = kSuccessesScore * kHalfSuccesses - 1;  // by D
inline constexpr std::uint64_t kPartBase = 1u << 10;
inline constexpr std::uint64_t kHighParts = 1u << 9;
inline constexpr std::uint64_t kUpperRoom = kDividend >> 16;
inline constexpr std::uint64_t kLowerRoom = kDividend >> 10;
inline constexpr std::uint64_t kMaxScoreHigh = 15;
inline constexpr std::uint64_t kMaxScoreGapHigh = 7;
inline constexpr std::uint32_t kTierHours = 24;
inline constexpr std::uint32_t kFirstSuccesses = 10;
inline constexpr std::uint32_t kNextSuccesses = 100;
inline constexpr std::uint32_t kCap = 0xffff;
}  // namespace standing

// Columns of a block that hold what the rows are about.
template <class E>
struct Standing {
  E hours, tier, score_low, score_high;
};

// The names of the groups, by table.
struct StandingLabels {
  const char *hours_range, *hours_score, *parts, *products, *division, *remainder, *score_range,
      *capped, *steps, *tier, *hours_step, *success_steps, *score_step;
};
// RPP_STANDING_LABELS("records") names the groups records/hours-range and so on.
#define RPP_STANDING_LABELS(table)                                                          \
  ::rpp::StandingLabels{table "/hours-range", table "/hours-score", table "/parts",         \
                        table "/products",    table "/division",    table "/remainder",     \
                        table "/score-range", table "/capped",      table "/steps",         \
                        table "/tier",        table "/hours-step",  table "/success-steps", \
                        table "/score-step"}

// Cells of a row and of the one below.
template <class E>
struct StandingCells {
  const E *before, *after, *next_before, *next_after;
};

template <class B>
class StandingRules {
 public:
  using E = typename B::Expr;
  using F = p3::KoalaBear;

  // `first`, `second` and `third` are the flags of the three rows.
  P3_INLINE StandingRules(B& b, const StandingLabels& labels, const Standing<E>& of,
                          const StandingCells<E>& cells)
      : b_(b), labels_(labels), of_(of), cells_(cells) {}

  P3_INLINE void eval(const E& first, const E& second, const E& third) {
    eval_hours(first, second);
    eval_quotient(first);
    eval_remainder(first);
    eval_capped(first);
    eval_tier(third);
    eval_steps(second, third);
  }

 private:
  P3_INLINE static E num(std::uint64_t value) { return E(F::from_u64(value)); }
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }
  P3_INLINE E score() const { return of_.score_low + of_.score_high * power(16); }

  // floor(300000 h / (h + 24)) = score - 699999 + m: all of it stays below p.
  P3_INLINE void eval_hours(const E& first, const E& second) {
    using namespace standing_aux;
    const E* x = cells_.after;
    b_.label(labels_.hours_range);
    b_.when(second).assert_eq(x[kHoursLeft], num(kMaxTimetokeHours) - of_.hours);
    auto at = b_.when(first);
    b_.label(labels_.hours_score);
    at.assert_eq(x[kHoursRestLeft], of_.hours + num(kHalfHours - 1) - x[kHoursRest]);
    const E m = x[kQuotientLow] + x[kQuotientHigh] * F::from_u64(standing::kPartBase);
    const E quotient = score() + m - num(kBaseScore + kSuccessesScore - 1);
    at.assert_eq(quotient * (of_.hours + num(kHalfHours)) + x[kHoursRest],
                 of_.hours * F::from_u64(kHoursScore));
  }

  // m D + rest = 38399999, part by part.
  P3_INLINE void eval_quotient(const E& first) {
    using namespace standing_aux;
    const E *x = cells_.after, *y = cells_.next_after;
    auto at = b_.when(first);
    b_.label(labels_.parts);
    at.assert_eq(x[kQuotientLowLeft], num(standing::kPartBase - 1) - x[kQuotientLow]);
    at.assert_eq(x[kQuotientHighLeft], num(standing::kHighParts - 1) - x[kQuotientHigh]);
    b_.label(labels_.products);
    const E divisor = x[kSuccesses] + num(kHalfSuccesses);
    const E& upper = x[kSuccesses + 1];
    at.assert_zero(x[kQuotientHigh] * upper);
    at.assert_eq(y[kUpperLeft], num(standing::kUpperRoom) - x[kQuotientLow] * upper);
    at.assert_eq(y[kLowerLeft], num(standing::kLowerRoom) - x[kQuotientHigh] * divisor);
    b_.label(labels_.division);
    at.assert_eq(y[kRestHighLeft], num(standing::kUpperRoom) - y[kRest + 1]);
    at.assert_eq(
        x[kQuotientLow] * divisor + (num(standing::kLowerRoom) - y[kLowerLeft]) * power(10) +
            (num(standing::kUpperRoom) - y[kUpperLeft] + y[kRest + 1]) * power(16) + y[kRest],
        num(standing::kDividend));
  }

  // rest < D: D - 1 - rest has two limbs, though D itself may need a 33rd bit.
  P3_INLINE void eval_remainder(const E& first) {
    using namespace standing_aux;
    const E *x = cells_.after, *y = cells_.next_after;
    const E &borrow = cells_.next_before[kBorrow], &carry = cells_.next_before[kCarry];
    auto at = b_.when(first);
    b_.label(labels_.remainder);
    at.assert_bool(borrow);
    at.assert_bool(carry);
    at.assert_eq(x[kSuccesses] + num(kHalfSuccesses - 1) + borrow * power(16),
                 y[kRest] + y[kRestLeft] + carry * power(16));
    at.assert_eq(y[kRestLeft + 1], x[kSuccesses + 1] - y[kRest + 1] + carry - borrow);
  }

  P3_INLINE void eval_capped(const E& first) {
    using namespace standing_aux;
    const E *x = cells_.after, *y = cells_.next_before;
    const E& upper = x[kSuccesses + 1];
    auto at = b_.when(first);
    b_.label(labels_.capped);
    at.assert_zero(y[kSmall] * upper);
    at.assert_eq(y[kSmall], num(1) - upper * y[kInverse]);
    at.assert_eq(y[kCapped],
                 y[kSmall] * (x[kSuccesses] - num(standing::kCap)) + num(standing::kCap));
  }

  P3_INLINE void eval_tier(const E& third) {
    using namespace standing_aux;
    const E* reached = cells_.before + kReached;
    auto at = b_.when(third);
    b_.label(labels_.score_range);
    at.assert_eq(cells_.after[kScoreHighLeft], num(standing::kMaxScoreHigh) - of_.score_high);
    b_.label(labels_.steps);
    E tier = num(1);
    for (std::size_t k = 0; k < kSteps; ++k) {
      at.assert_bool(reached[k]);
      if (k != 0) at.assert_eq(reached[k] * reached[k - 1], reached[k]);
      tier = tier + reached[k];
    }
    b_.label(labels_.tier);
    at.assert_eq(of_.tier, tier);
  }

  // The distance to a threshold from the side on which the value must be; 0 where the step before
  // was not taken.
  P3_INLINE static E gap(const E& before, const E& reached, const E& value, std::uint64_t least) {
    return reached * (value - num(least)) + (before - reached) * (num(least - 1) - value);
  }

  P3_INLINE void eval_steps(const E& second, const E& third) {
    using namespace standing_aux;
    const E *reached = cells_.before + kReached, *x = cells_.after;
    b_.label(labels_.hours_step);
    b_.when(third).assert_eq(x[kHoursGap],
                             gap(num(1), reached[0], of_.hours, standing::kTierHours));
    b_.label(labels_.success_steps);
    auto above = b_.when(second);
    const E* next = cells_.next_before + kReached;
    const E& capped = cells_.before[kCapped];
    above.assert_eq(cells_.next_after[kFirstGap],
                    gap(next[0], next[1], capped, standing::kFirstSuccesses));
    above.assert_eq(cells_.next_after[kNextGap],
                    gap(next[1], next[2], capped, standing::kNextSuccesses));
    b_.label(labels_.score_step);
    auto at = b_.when(third);
    at.assert_eq(x[kScoreGapLeft], num(standing::kMaxScoreGapHigh) - x[kScoreGap + 1]);
    at.assert_eq(x[kScoreGap] + x[kScoreGap + 1] * power(16),
                 gap(reached[2], reached[3], score(), kTrustedScore));
  }

  B& b_;
  const StandingLabels& labels_;
  const Standing<E>& of_;
  const StandingCells<E>& cells_;
};

}  // namespace rpp
