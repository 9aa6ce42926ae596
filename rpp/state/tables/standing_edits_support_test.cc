// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/trace_cells.h"
#include "rpp/state/air/standing_air.h"
#include "rpp/state/tables/records_test_support.h"

// Bad traces of the rules of score and tier.
namespace rpp::testing {
namespace {

using namespace standing_aux;
using p3::testing::BadTrace;
using Steps = std::array<std::int64_t, kSteps>;

Element number(std::int64_t x) { return Element::from_i64(x); }

// Adds to cells of the three rows.
struct Change {
  std::size_t row;
  bool after;
  std::size_t place;
  std::int64_t by;
};
Change in_after(std::size_t row, std::size_t place, std::int64_t by = 1) {
  return {row, true, place, by};
}
Change in_before(std::size_t row, std::size_t place, std::int64_t by = 1) {
  return {row, false, place, by};
}

Element& cell(Trace& trace, const StandingPlace& at, const Change& change) {
  return trace.at(at.first + change.row, (change.after ? at.after : at.before) + change.place);
}

BadTrace bad(const StandingPlace& at, const char* group, std::vector<Change> changes) {
  return {at.table + "/" + group, [at, changes = std::move(changes)](Trace& trace) {
            for (const Change& change : changes) cell(trace, at, change) += number(change.by);
          }};
}

Element gap(Element before, Element reached, Element value, std::int64_t least) {
  return reached * (value - number(least)) + (before - reached) * (number(least - 1) - value);
}

// Other steps, with the distances that follow from them.
BadTrace with_steps(const StandingPlace& at, const char* group, const Steps& steps) {
  return {
      at.table + "/" + group, [=](Trace& trace) {
        for (std::size_t k = 0; k < kSteps; ++k) {
          cell(trace, at, in_before(2, kReached + k)) = number(steps[k]);
        }
        const Element hours = trace.at(at.first, at.hours);
        const Element capped = cell(trace, at, in_before(1, kCapped));
        const Element score =
            trace.at(at.first, at.score) + number(0x10000) * trace.at(at.first, at.score + 1);
        const auto t = [&](std::size_t k) { return number(steps[k]); };
        cell(trace, at, in_after(2, kHoursGap)) = gap(number(1), t(0), hours, standing::kTierHours);
        cell(trace, at, in_after(2, kFirstGap)) =
            gap(t(0), t(1), capped, standing::kFirstSuccesses);
        cell(trace, at, in_after(2, kNextGap)) = gap(t(1), t(2), capped, standing::kNextSuccesses);
        cell(trace, at, in_after(2, kScoreGap)) =
            gap(t(2), t(3), score, kTrustedScore) -
            number(0x10000) * cell(trace, at, in_after(2, kScoreGap + 1));
      }};
}

// Whether tier 2 .. 5 is reached: `count` steps.
Steps first_steps(std::size_t count) {
  Steps steps{};
  for (std::size_t k = 0; k < count; ++k) steps[k] = 1;
  return steps;
}

}  // namespace

// The account must have tier 3 and an upper limb of successes that is 0.
std::vector<BadTrace> standing_edits(const StandingPlace& at) {
  return {
      bad(at, "hours-range", {in_after(1, kHoursLeft)}),
      bad(at, "hours-score", {in_after(0, kHoursRestLeft)}),
      bad(at, "hours-score", {in_after(0, kHoursRest), in_after(0, kHoursRestLeft, -1)}),
      bad(at, "parts", {in_after(0, kQuotientLowLeft)}),
      bad(at, "parts", {in_after(0, kQuotientHighLeft)}),
      bad(at, "products",
          {in_after(1, kUpperLeft), in_after(1, kRest + 1), in_after(1, kRestHighLeft, -1),
           in_after(1, kRestLeft + 1, -1)}),
      bad(at, "products",
          {in_after(1, kLowerLeft), in_after(1, kRest, 1024), in_after(1, kRestLeft, -1024)}),
      bad(at, "division", {in_after(1, kRest), in_after(1, kRestLeft, -1)}),
      bad(at, "division", {in_after(1, kRestHighLeft)}),
      bad(at, "remainder", {in_after(1, kRestLeft)}),
      bad(at, "remainder", {in_after(1, kRestLeft + 1)}),
      // Twice the weight of a carry, and of a borrow.
      bad(at, "remainder",
          {in_before(1, kCarry, 2), in_after(1, kRestLeft, -0x20000),
           in_after(1, kRestLeft + 1, 2)}),
      bad(at, "remainder",
          {in_before(1, kBorrow, 2), in_after(1, kRestLeft, 0x20000),
           in_after(1, kRestLeft + 1, -2)}),
      bad(at, "score-range", {in_after(2, kScoreHighLeft)}),
      bad(at, "capped", {in_before(1, kSmall)}),
      // One more success for the steps.
      bad(at, "capped", {in_before(1, kCapped), in_after(2, kFirstGap), in_after(2, kNextGap, -1)}),
      with_steps(at, "steps", {1, 0, 1, 0}),
      with_steps(at, "steps", {2, 0, 0, 0}),
      with_steps(at, "tier", first_steps(1)),
      with_steps(at, "tier", first_steps(4)),
      bad(at, "hours-step", {in_after(2, kHoursGap)}),
      bad(at, "success-steps", {in_after(2, kFirstGap)}),
      bad(at, "success-steps", {in_after(2, kNextGap)}),
      bad(at, "score-step", {in_after(2, kScoreGap)}),
      bad(at, "score-step", {in_after(2, kScoreGapLeft)}),
  };
}

std::vector<BadTrace> large_standing_edits(const StandingPlace& at) {
  // A quotient with an upper part, which the equation without the product does not see.
  const auto upper_part = [at](Trace& trace) {
    const Element divisor = cell(trace, at, in_after(0, kSuccesses)) + number(kHalfSuccesses);
    const Element hours_rest =
        number(standing::kPartBase) * (trace.at(at.first, at.hours) + number(kHalfHours));
    const auto add = [&](const Change& change, Element by) { cell(trace, at, change) += by; };
    add(in_after(0, kQuotientHigh), number(1));
    add(in_after(0, kQuotientHighLeft), number(-1));
    add(in_after(0, kHoursRest), -hours_rest);
    add(in_after(0, kHoursRestLeft), hours_rest);
    add(in_after(1, kLowerLeft), -divisor);
    add(in_after(1, kRest), -number(1024) * divisor);
    add(in_after(1, kRestLeft), number(1024) * divisor);
  };
  return {
      {at.table + "/products", upper_part},
      bad(at, "capped", {in_before(1, kInverse)}),
      bad(at, "capped", {in_before(1, kSmall)}),
  };
}

}  // namespace rpp::testing
