// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/standing_trace.h"

#include "rpp/state/air/standing_air.h"

namespace rpp {
namespace {

using Signed = std::int64_t;

Element number(Signed x) { return Element::from_i64(x); }

// Distance to a threshold (StandingRules::gap).
Signed gap(Signed before, Signed reached, Signed value, Signed least) {
  return reached * (value - least) + (before - reached) * (least - 1 - value);
}

class Writer {
 public:
  explicit Writer(const Account& account)
      : hours_(account.hours),
        lower_(account.successes & 0xffff),
        upper_(account.successes >> 16),
        score_(account.reputation),
        tier_(account.tier) {
    const Signed divisor = Signed{account.successes} + kHalfSuccesses;
    const Signed dividend = standing::kDividend;
    quotient_ = dividend / divisor;
    rest_ = dividend % divisor;
  }

  StandingTrace write() {
    write_quotient();
    write_rest();
    write_capped();
    write_steps();
    return out_;
  }

 private:
  void after(std::size_t row, std::size_t place, Signed x) { out_.after[row][place] = number(x); }
  void before(std::size_t row, std::size_t place, Signed x) { out_.before[row][place] = number(x); }

  void write_quotient() {
    using namespace standing_aux;
    const Signed low = quotient_ % standing::kPartBase, high = quotient_ / standing::kPartBase;
    const Signed hours_rest = kHoursScore * hours_ % (hours_ + kHalfHours);
    after(0, kSuccesses, lower_);
    after(0, kSuccesses + 1, upper_);
    after(0, kQuotientLow, low);
    after(0, kQuotientLowLeft, Signed{standing::kPartBase} - 1 - low);
    after(0, kQuotientHigh, high);
    after(0, kQuotientHighLeft, Signed{standing::kHighParts} - 1 - high);
    after(0, kHoursRest, hours_rest);
    after(0, kHoursRestLeft, hours_ + kHalfHours - 1 - hours_rest);
    after(1, kUpperLeft, Signed{standing::kUpperRoom} - low * upper_);
    after(1, kLowerLeft, Signed{standing::kLowerRoom} - high * (lower_ + kHalfSuccesses));
    after(1, kHoursLeft, Signed{kMaxTimetokeHours} - hours_);
  }

  void write_rest() {
    using namespace standing_aux;
    const Signed low = rest_ & 0xffff, high = rest_ >> 16;
    const Signed lower_left = lower_ + kHalfSuccesses - 1 - low;
    const Signed carry = lower_left > 0xffff ? 1 : 0, borrow = lower_left < 0 ? 1 : 0;
    after(1, kRest, low);
    after(1, kRest + 1, high);
    after(1, kRestHighLeft, Signed{standing::kUpperRoom} - high);
    after(1, kRestLeft, lower_left + 0x10000 * (borrow - carry));
    after(1, kRestLeft + 1, upper_ - high + carry - borrow);
    before(1, kCarry, carry);
    before(1, kBorrow, borrow);
  }

  void write_capped() {
    using namespace standing_aux;
    before(1, kSmall, upper_ == 0 ? 1 : 0);
    if (upper_ != 0) out_.before[1][kInverse] = number(upper_).inverse();
    before(1, kCapped, capped());
  }

  void write_steps() {
    using namespace standing_aux;
    std::array<Signed, kSteps> reached{};
    for (std::size_t k = 0; k < kSteps; ++k) {
      reached[k] = tier_ >= Signed(k) + 2 ? 1 : 0;
      before(2, kReached + k, reached[k]);
    }
    after(2, kScoreHighLeft, Signed{standing::kMaxScoreHigh} - (score_ >> 16));
    after(2, kHoursGap, gap(1, reached[0], hours_, standing::kTierHours));
    after(2, kFirstGap, gap(reached[0], reached[1], capped(), standing::kFirstSuccesses));
    after(2, kNextGap, gap(reached[1], reached[2], capped(), standing::kNextSuccesses));
    const Signed to_score = gap(reached[2], reached[3], score_, kTrustedScore);
    after(2, kScoreGap, to_score & 0xffff);
    after(2, kScoreGap + 1, to_score >> 16);
    after(2, kScoreGapLeft, Signed{standing::kMaxScoreGapHigh} - (to_score >> 16));
  }

  Signed capped() const { return upper_ == 0 ? lower_ : Signed{standing::kCap}; }

  StandingTrace out_;
  Signed hours_, lower_, upper_, score_, tier_, quotient_ = 0, rest_ = 0;
};

}  // namespace

StandingTrace standing_trace(const Account& account) { return Writer(account).write(); }

}  // namespace rpp
