// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <type_traits>

#include "p3/air/shape.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/uptime.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/uptime/air/claims_columns.h"
#include "rpp/uptime/air/head_bus.h"

// Table `claims`: every claim of a list, with its rules.
//
// A block of 13 rows hashes the claim and its statement, which begin with the same six blocks,
// supplies a leaf to the tree of statements, does the arithmetic of window, decay and credit, and
// demands the owner's signature and the head. Row flags are one-hot columns that shift from row to
// row, so blocks start anywhere and are complete; all rules hold cyclically. Rules and soundness:
// docs/spec/circuits/uptime-tables.md.
namespace rpp {

// The cells of one row.
template <class E>
struct ClaimsRow {
  E word[8], aux[8];
  E carried[ClaimsColumns::kCarried];
  E row[ClaimsColumns::kRows];
  E begin;

  template <bool kBelow, class B>
  P3_INLINE static ClaimsRow read(B& b) {
    using C = ClaimsColumns;
    ClaimsRow row;
    read_cells<8, kBelow>(b, C::kWord, row.word);
    read_cells<8, kBelow>(b, C::kAux, row.aux);
    read_cells<C::kCarried, kBelow>(b, C::kIndex, row.carried);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kBegin, &row.begin);
    return row;
  }

  P3_INLINE const E* at(std::size_t column) const {
    return carried + (column - ClaimsColumns::kIndex);
  }
  P3_INLINE const E& index() const { return *at(ClaimsColumns::kIndex); }
  P3_INLINE const E& leaf() const { return *at(ClaimsColumns::kLeaf); }
  P3_INLINE const E* start() const { return at(ClaimsColumns::kStart); }
  P3_INLINE const E* end() const { return at(ClaimsColumns::kEnd); }
  P3_INLINE const E& credited() const { return *at(ClaimsColumns::kCredited); }
  P3_INLINE const E& before() const { return *at(ClaimsColumns::kBefore); }
  P3_INLINE const E& after() const { return *at(ClaimsColumns::kAfter); }
};

class ClaimsAir {
 public:
  using F = p3::KoalaBear;
  using C = ClaimsColumns;

  static constexpr std::uint32_t kAttemptCount = 4;  // leaves of a nonce
  // A day in seconds is 2^16 + kDayLow.
  static constexpr std::uint32_t kDayLow = kDecaySeconds - (1u << 16);
  static_assert(kDecaySeconds >> 16 == 1);
  static constexpr std::uint32_t kMaxDayCarry = kDayLow + 2;  // out of a limb
  static constexpr std::uint32_t kMaxCredit = kMaxWindowSeconds / kHourSeconds;
  static_assert(kMaxWindowSeconds % kHourSeconds == 0);

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = ClaimsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_fields(b, row, next);
    eval_record(b, row, next);
    eval_nonce(b, row);
    eval_window(b, row);
    eval_head(b, row, next);
    eval_days(b, row, next);
    eval_hours(b, row, next);
    push_hasher(b, row);
    push_signature(b, row);
    push_globals(b, row, next);
    push_ranges(b, row);
    b.push_global(bus::kHead,
                  head_tuple(row.word, row.aux + claim_aux::kTime, next.word[0], next.word[1],
                             row.aux + claim_aux::kEpoch),
                  B::Count::bounded(row.row[claim_row::kHead], 1));
  }

 private:
  P3_INLINE static F number(std::uint64_t value) { return F::from_u64(value); }

  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("claims/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.begin);
    b.assert_bool(sum_of(row.row, C::kRows) + row.begin);
    b.label("claims/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("claims/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    for (std::size_t k = 0; k < C::kCarried; ++k) inside.assert_eq(next.carried[k], row.carried[k]);
    b.label("claims/begin");
    b.when(row.begin).assert_zero(row.index());
  }

  // Fields that stand in several rows are the same in all of them; upper limbs that are 0.
  template <class B, class Row>
  P3_INLINE static void eval_fields(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using namespace claim_aux;
    b.label("claims/window");
    for (std::size_t k = 0; k < 8; ++k) {
      const auto& limb = k < 4 ? row.start()[k] : row.end()[k - 4];
      b.when(row.row[kSpan]).assert_eq(row.word[k], limb);
      b.when(row.row[kSpan]).assert_eq(row.aux[k], limb);
    }
    b.label("claims/epoch");
    for (std::size_t k = 0; k < 2; ++k) {
      b.when(row.row[kNumbers]).assert_eq(next.aux[kEpoch + k], row.word[4 + k]);
      b.when(row.row[kNumbers]).assert_zero(row.word[6 + k]);
    }
    b.label("claims/height");
    auto height = b.when(row.row[kHeight]);
    for (std::size_t k = 0; k < 4; ++k) height.assert_eq(next.word[k], row.word[k]);
    height.assert_zero(row.word[2]);
    height.assert_zero(row.word[3]);
    b.label("claims/zeros");
    for (std::size_t k = 4; k < 8; ++k) height.assert_zero(row.word[k]);
    b.when(row.row[kLast]).assert_zero(row.word[7]);
  }

  // Both records, where `word` has them and where they are limbs.
  template <class B, class Row>
  P3_INLINE static void eval_record(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using namespace claim_aux;
    auto record = b.when(row.row[kRecord]), decay = b.when(row.row[kDecay]);
    auto last = b.when(row.row[kLast]);
    b.label("claims/hours-copy");
    record.assert_eq(row.word[4], row.credited());
    record.assert_eq(row.word[5], row.before());
    decay.assert_eq(row.word[6], row.after());
    b.label("claims/last-window");
    for (std::size_t k = 0; k < 2; ++k) {
      record.assert_eq(row.aux[kLastWindow + k], row.word[6 + k]);
      record.assert_eq(row.aux[kLastWindow + 2 + k], next.word[k]);
    }
    // A claim leaves its own end.
    b.label("claims/new-window");
    decay.assert_eq(row.word[7], row.end()[0]);
    for (std::size_t k = 1; k < 4; ++k) last.assert_eq(row.word[k - 1], row.end()[k]);
    b.label("claims/decay-copy");
    for (std::size_t k = 0; k < 4; ++k) {
      record.assert_eq(row.aux[kLastDecay + k], next.word[2 + k]);
      last.assert_eq(next.aux[kDecayed + k], row.word[3 + k]);
    }
  }

  // 1 <= nonce < 2^14 - 64; leaf = 4 nonce + attempt with attempt < 4: below 2^16.
  template <class B, class Row>
  P3_INLINE static void eval_nonce(B& b, const Row& row) {
    using namespace claim_aux;
    using E = typename B::Expr;
    auto at = b.when(row.row[claim_row::kNumbers]);
    const E& nonce = row.word[2];
    const E& attempt = row.aux[kAttempt];
    b.label("claims/nonce-copy");
    for (std::size_t k = 0; k < 2; ++k) at.assert_eq(row.aux[kRotationCount + k], row.word[k]);
    at.assert_zero(row.word[3]);
    b.label("claims/nonce-range");
    at.assert_eq(row.aux[kNonceBefore], nonce - F::one());
    at.assert_eq(row.aux[kNoncesLeft], small_constant<E>(kNonceEnd - 1 - kRotationNonces) - nonce);
    b.label("claims/attempt");
    at.assert_eq(row.aux[kAttemptsLeft], small_constant<E>(kAttemptCount - 1) - attempt);
    b.label("claims/leaf");
    at.assert_eq(row.leaf(), nonce * number(kAttemptCount) + attempt);
  }

  // large = small + (low, high, 0, 0) in 16-bit limbs: carries are bits, none comes out of the
  // last limb. carry_in is the one out of limb 0.
  template <class At, class E>
  P3_INLINE static void sum_above(At& at, const E* small, const E& high, const E& carry_in,
                                  const E* large) {
    const F unit = number(1u << 16).inverse();
    E carry = carry_in + high;
    for (std::size_t k = 1; k < 4; ++k) {
      const E rest = small[k] + carry - large[k];
      if (k == 3) {
        at.assert_zero(rest);
      } else {
        carry = rest * unit;
        at.assert_bool(carry);
      }
    }
  }
  // The carry out of limb 0, a bit.
  template <class At, class E>
  P3_INLINE static E first_carry(At& at, const E& small, const E& low, const E& large) {
    const E carry = (small + low - large) * number(1u << 16).inverse();
    at.assert_bool(carry);
    return carry;
  }

  // end = start + 3600 credited + rest: at least one hour, at most a day.
  template <class B, class Row>
  P3_INLINE static void eval_window(B& b, const Row& row) {
    using namespace claim_row;
    using namespace claim_aux;
    using E = typename B::Expr;
    auto at = b.when(row.row[kKey]);
    const E& rest = row.aux[kRest];
    const E& carry = row.aux[kCarry];
    const E& full = row.aux[kFull];
    b.label("claims/length");
    at.assert_eq(row.start()[0] + row.credited() * number(kHourSeconds) + rest,
                 row.end()[0] + carry * number(1u << 16));
    sum_above(at, row.start(), E(F::zero()), carry, row.end());
    b.label("claims/length-carry");
    at.assert_eq(row.aux[kCarryLeft], small_constant<E>(2) - carry);
    b.label("claims/rest");
    at.assert_eq(row.aux[kRestLeft], small_constant<E>(kHourSeconds - 1) - rest);
    b.label("claims/credited");
    at.assert_eq(row.aux[kCreditedBefore], row.credited() - F::one());
    at.assert_eq(row.aux[kCreditedLeft], full + number(kMaxCredit - 1) - row.credited());
    at.assert_bool(full);
    b.label("claims/whole-day");
    at.assert_zero(full * rest);
  }

  // The head's time is at most 3599 before the end; the window begins after the last one.
  template <class B, class Row>
  P3_INLINE static void eval_head(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using namespace claim_aux;
    using E = typename B::Expr;
    const E zero(F::zero());
    auto at = b.when(row.row[kNumbers]);
    b.label("claims/head-time");
    const E* time = next.aux + kTime;
    sum_above(at, time, zero, first_carry(at, time[0], row.aux[kAge], row.end()[0]), row.end());
    b.label("claims/head-age");
    at.assert_eq(row.aux[kAgeLeft], small_constant<E>(kHeadMaxAgeSeconds - 1) - row.aux[kAge]);
    b.label("claims/overlap");
    const F unit = number(1u << 16).inverse();
    auto root = b.when(row.row[kRoot]);
    E carry = zero;
    for (std::size_t k = 0; k < 4; ++k) {
      const E sum = next.aux[kLastWindow + k] + row.aux[kGap + k] + carry - row.start()[k];
      if (k == 3) {
        root.assert_zero(sum);
      } else {
        carry = sum * unit;
        root.assert_bool(carry);
      }
    }
  }

  // last decay after = last decay before + 86,400 days <= end < that + 86,400.
  template <class B, class Row>
  P3_INLINE static void eval_days(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using namespace claim_aux;
    using E = typename B::Expr;
    const E zero(F::zero());
    auto at = b.when(row.row[kDecay]);
    const E* days = row.aux + kDays;
    const E* carries = row.aux + kDayCarry;
    b.label("claims/days");
    for (std::size_t k = 0; k < 4; ++k) {
      const E low = k < 3 ? days[k] * number(kDayLow) : zero;
      const E high = k > 0 ? days[k - 1] + carries[k - 1] : zero;
      const E out = k < 3 ? carries[k] * number(1u << 16) : zero;
      at.assert_eq(row.word[2 + k] + low + high, next.word[3 + k] + out);
    }
    b.label("claims/day-carries");
    for (std::size_t k = 0; k < 3; ++k) {
      at.assert_eq(next.aux[kDayCarryLeft + k], small_constant<E>(kMaxDayCarry) - carries[k]);
    }
    auto last = b.when(row.row[kLast]);
    const E* decayed = row.word + 3;
    const E& low = next.aux[kSeconds];
    const E& high = next.aux[kSecondsHigh];
    b.label("claims/last-decay");
    sum_above(last, decayed, high, first_carry(last, decayed[0], low, row.end()[0]), row.end());
    b.label("claims/day-seconds");
    last.assert_bool(high);
    last.assert_eq(next.aux[kSecondsLeft],
                   small_constant<E>(0xffff) - high * number(0x10000 - kDayLow) - low);
  }

  // kept = max(before - days, 0); after = min(kept + credited, 720).
  template <class B, class Row>
  P3_INLINE static void eval_hours(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using namespace claim_aux;
    using E = typename B::Expr;
    auto root = b.when(row.row[kRoot]), at = b.when(row.row[kDecay]);
    const E cap = small_constant<E>(kMaxTimetokeHours);
    b.label("claims/hours-range");
    root.assert_eq(row.aux[kHours], row.before());
    root.assert_eq(row.aux[kHoursLeft], cap - row.before());
    root.assert_eq(row.aux[kRoomAfter], cap - row.after());
    // 2^16 days and more count as 720.
    const E upper = row.aux[kDays + 1] + row.aux[kDays + 2];
    const E& far = next.aux[kFar];
    b.label("claims/far");
    at.assert_zero(upper - upper * far);
    at.assert_eq(upper * next.aux[kFarInverse], far);
    b.label("claims/kept");
    at.assert_eq(row.aux[kKept] - row.aux[kUnspent],
                 row.before() - row.aux[kDays] - far * (cap - row.aux[kDays]));
    at.assert_zero(row.aux[kKept] * row.aux[kUnspent]);
    b.label("claims/hours");
    at.assert_eq(row.after() + next.aux[kOver], row.credited() + row.aux[kKept]);
    at.assert_zero(next.aux[kOver] * (cap - row.after()));
  }

  // A part of a sponge: kind, id, tag and length of the tuple, for the rows of `parts` in the order
  // of its blocks, then its digest.
  template <class E>
  struct Part {
    E flag, part, id, tag, length;
  };
  template <std::size_t N, class Row>
  P3_INLINE static auto part_of(const Row& row, HashKind kind, Tag tag, std::size_t length,
                                const std::size_t (&parts)[N]) {
    using E = std::remove_cvref_t<decltype(row.begin)>;
    const E& first = row.row[parts[0]];
    const E& digest = row.row[parts[N - 1]];
    E middle(F::zero());
    E offset = digest * number(N - 2);
    for (std::size_t j = 1; j + 1 < N; ++j) {
      middle = middle + row.row[parts[j]];
      offset = offset + row.row[parts[j]] * number(j);
    }
    return Part<E>{first + middle + digest,
                   first * number(2) + middle * number(3) + digest * number(4),
                   row.index() * number(kHashIdStride) + number(hash_id(kind, 0)) + offset,
                   first * number(static_cast<std::uint32_t>(tag)), first * number(length)};
  }

  // The leaf is a hash of one block, so its digest is C8 minus the block; no row of the claim's own
  // hash asks for it, and they share a column.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace claim_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    constexpr std::size_t kAct[] = {kChain, kAddress, kKey,    kNumbers,
                                    kSpan,  kHead,    kHeight, kClaim};
    constexpr std::size_t kListed[] = {kChain, kAddress, kKey,   kNumbers, kSpan,     kHead,
                                       kRoot,  kRecord,  kDecay, kLast,    kStatement};
    const auto act =
        part_of(row, HashKind::kAct, Tag::kClaim, kUptimeClaimTable.num_elements(), kAct);
    const auto listed = part_of(row, HashKind::kListed, Tag::kStatementUptime,
                                kUptimeStatementTable.num_elements(), kListed);
    E leaf[8];
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = row.aux[k] - row.word[k];
    const E& statement = row.row[kStatement];
    b.push_exclusive(
        bus::kHasher,
        b.arm(act.flag, Count::integer(1),
              hash_part_tuple(act.part, act.id, row.word, act.tag, act.length)),
        b.arm(statement, Count::integer(1),
              single_block_tuple(small_constant<E>(static_cast<std::uint32_t>(Tag::kList)),
                                 small_constant<E>(8), row.word, leaf)));
    b.push_global(bus::kHasher,
                  hash_part_tuple(listed.part, listed.id, row.word, listed.tag, listed.length),
                  Count::bounded(listed.flag, 1));
    const E zero(F::zero());
    static_assert(kUptimeListTree == 0);
    b.push_global(bus::kNode, node_tuple(zero, zero, zero, row.index(), leaf),
                  Count::bounded(-statement, 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_signature(B& b, const Row& row) {
    using namespace claim_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E no_pp[4] = {zero, zero, zero, zero};
    const auto kind = [](SignatureKind k) {
      return small_constant<E>(static_cast<std::uint32_t>(k));
    };
    b.push_exclusive(
        bus::kSignature,
        b.arm(row.row[kClaim], Count::integer(1),
              signature_tuple(kind(SignatureKind::kMessage), row.index(), row.leaf(), row.word,
                              no_pp)),
        b.arm(row.row[kKey], Count::integer(1),
              signature_tuple(kind(SignatureKind::kKey), row.index(), zero, row.word, no_pp)));
  }

  // The list's chain id and history root; and the number of claims before this one, taken from the
  // block before and given to the next one.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row, const Row& next) {
    using namespace claim_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const auto named = [&](GlobalName name, const E* values) {
      return global_tuple(global_name<E>(name), zero, values);
    };
    E root[8],
        place[8] = {row.index() + row.row[kStatement], zero, zero, zero, zero, zero, zero, zero};
    for (std::size_t k = 0; k < 4; ++k) {
      root[k] = row.word[4 + k];
      root[4 + k] = next.word[k];
    }
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.row[kChain], Count::integer(1), named(GlobalName::kChainId, row.word)),
        b.arm(row.row[kRoot], Count::integer(1), named(GlobalName::kHistoryRoot, root)),
        b.arm(row.row[kAddress], Count::integer(1), named(GlobalName::kListEnd, place)),
        b.arm(row.row[kStatement] + row.begin, Count::integer(-1),
              named(GlobalName::kListEnd, place)));
  }

  template <class B, class Row>
  P3_INLINE static void push_ranges(B& b, const Row& row) {
    using namespace claim_row;
    using E = typename B::Expr;
    const E both = row.row[kKey] + row.row[kSpan] + row.row[kNumbers] + row.row[kRoot] +
                   row.row[kRecord] + row.row[kDecay] + row.row[kClaim];
    const auto* x = row.aux;
    b.push_global(bus::kRange, range_tuple(x[0], x[1], x[2], x[3]),
                  B::Count::bounded(both + row.row[kLast], 1));
    b.push_global(bus::kRange, range_tuple(x[4], x[5], x[6], x[7]), B::Count::bounded(both, 1));
  }
};

}  // namespace rpp
