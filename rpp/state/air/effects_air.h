// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/limits.h"
#include "rpp/state/air/effects_messages.h"
#include "rpp/state/rules.h"

// Table `effects`: every transaction of a block, applied to the accounts.
//
// A block of 48 rows hashes the body, supplies its leaf to the tree of transactions, opens the key
// change of a rotation, and reads and writes the sender, the recipient and the number of
// validators. Row flags are one-hot columns that shift from row to row, so blocks start anywhere
// and are complete; all rules hold cyclically. Rules and soundness:
// docs/spec/circuits/state-effects.md.
namespace rpp {

class EffectsAir {
 public:
  using F = p3::KoalaBear;
  using C = EffectsColumns;

  explicit EffectsAir(const StateRules& rules)
      : transfer_tier_(F::from_u64(rules.transfer_tier)),
        rotation_tier_(F::from_u64(rules.rotation_tier)) {
    for (unsigned k = 0; k < 4; ++k) {
      minimum_[k] = F::from_u64((rules.stake_minimum >> (16 * k)) & 0xffff);
    }
  }

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = C::kWidth;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = EffectsRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_bits(b, row);
    eval_addresses(b, row, next);
    eval_body(b, row, next);
    eval_unchanged(b, row);
    eval_sums(b, row);
    eval_balances(b, row, next);
    eval_stakes(b, row, next);
    eval_counters(b, row, next);
    eval_parts(b, row, next);
    eval_vote_key(b, row, next);
    eval_previous_key(b, row, next);
    eval_heights(b, row, next);
    EffectsMessages::push(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }

  template <class E>
  P3_INLINE static E complement(const E& x) {
    return E(F::one()) - x;
  }
  // `count` cells are those of another row, or part of the row.
  template <class B, class E>
  P3_INLINE static void same(B at, const E* xs, const E* ys, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) at.assert_eq(xs[k], ys[k]);
  }
  template <class E>
  P3_INLINE static E product(const E* xs, const E* ys) {
    E total = xs[0] * ys[0];
    for (std::size_t k = 1; k < 8; ++k) total = total + xs[k] * ys[k];
    return total;
  }
  // of v - u with ys: 0 if v = u, and anything else for some ys otherwise.
  template <class Row, class E>
  P3_INLINE static E difference(const Row& row, const E* ys) {
    E total = (row.v[0] - row.u[0]) * ys[0];
    for (std::size_t k = 1; k < 8; ++k) total = total + (row.v[k] - row.u[k]) * ys[k];
    return total;
  }
  template <class B, class Row>
  P3_INLINE static void eval_blocks(B& b, const Row& row, const Row& next) {
    b.label("effects/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.start);
    b.assert_bool(sum_of(row.row, C::kRows) + row.start);
    b.label("effects/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("effects/carry");
    auto inside = b.when(sum_of(row.row, C::kRows - 1));
    inside.assert_eq(next.index, row.index);
    inside.assert_eq(next.sender, row.sender);
    inside.assert_eq(next.part, row.part);
    same(inside, next.bits, row.bits, C::kBitCount);
    b.label("effects/start");
    auto start = b.when(row.start);
    start.assert_zero(row.index);
    for (std::size_t k = 0; k < 4; ++k) start.assert_zero(row.v[4 + k] + row.u[4 + k]);
  }

  template <class B, class Row>
  P3_INLINE static void eval_bits(B& b, const Row& row) {
    b.label("effects/kinds");
    b.assert_bool(row.rotation());
    b.assert_bool(row.bond());
    b.assert_bool(row.unbond());
    b.assert_bool(row.own());
    b.label("effects/changed-bit");
    const auto& changed = row.bit(C::kChanged);
    b.assert_bool(changed);
    b.when(changed).assert_one(row.rotation());
    // What the flag of the account makes of the kind.
    b.label("effects/flag-bits");
    auto at = b.when(row.row[effects_row::kFlags]);
    const auto& flag = row.u[4];
    at.assert_eq(row.bit(C::kOutside), row.bond() * complement(flag));
    at.assert_eq(row.bit(C::kInside), row.unbond() * flag);
    at.assert_eq(row.bit(C::kMove), changed * flag);
  }

  // The accounts are those of the body's addresses, and those are not 0.
  template <class B, class Row>
  P3_INLINE static void eval_addresses(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/sender");
    same(b.when(row.row[kKindFrom]), next.v, row.v + 1, 7);
    b.when(row.row[effects_row::kSender]).assert_eq(next.v[0], row.v[7]);
    b.label("effects/recipient");
    same(b.when(row.row[kKeyTo]), next.v, row.v + 1, 7);
    b.when(row.row[kRecipient]).assert_eq(next.u[0], row.v[7]);
    b.label("effects/nobody");
    b.when(row.row[kKindFrom] + row.row[kKeyTo]).assert_one(product(row.u, next.v));
    // Accounts have one number each; and the recipient's is the same in both of its rows.
    b.label("effects/account");
    b.when(any_of(row, effects_row::kSenderAccesses)).assert_zero(row.offset);
    b.when(row.row[kRecipient] + row.row[kAmountCopy] + row.row[kReceive])
        .assert_eq(next.offset, row.offset);
    b.when(row.row[kCount])
        .assert_eq(row.sender + row.offset, small_constant<typename B::Expr>(kCountAccount));
    b.label("effects/own");
    b.when(row.row[kRecipient] * row.own()).assert_zero(row.offset);
  }

  // What else the body says of the sender and the block.
  template <class B, class Row>
  P3_INLINE static void eval_body(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/kind");
    b.when(row.row[kKindFrom]).assert_eq(row.v[0], row.kind());
    b.label("effects/key-digest");
    same(b.when(row.row[kFromKey]), row.u, row.v + 1, 7);
    b.when(row.row[kFromKey]).assert_eq(next.v[0], row.u[7]);
    b.label("effects/zeros");
    for (std::size_t k = 1; k < 8; ++k) b.when(row.row[kMemo]).assert_zero(row.v[k]);
    auto height = b.when(row.row[kHeightPart]);
    for (std::size_t k = 4; k < 8; ++k) height.assert_zero(row.u[k]);
    for (std::size_t k = 4; k < 8; ++k) height.assert_zero(row.v[k]);
    b.label("effects/amounts");
    same(b.when(row.row[kSum]), next.v + 1, row.u, 7);
    b.when(row.row[kSum]).assert_eq(next.u[7], row.u[7]);
    b.when(row.row[kToAmount]).assert_eq(next.v[0], row.u[7]);
    b.label("effects/rotation-amount");
    b.when(row.row[kSum] * row.rotation()).assert_zero(sum_of(row.u, 4));
    b.label("effects/expiry-copy");
    same(b.when(row.row[kFeeNonce]), next.u, row.v + 5, 3);
    b.when(row.row[kExpiryMemo]).assert_eq(row.u[3], row.v[0]);
    same(b.when(row.row[kExpiryMemo] + row.row[kKeysDigest]), next.u, row.u, 4);
    same(b.when(row.row[kMemo]), next.v, row.u, 4);
    b.label("effects/memo");
    same(b.when(row.row[kExpiryMemo] * row.rotation()), next.v, row.v + 1, 7);
    b.when(row.row[kKeysDigest] * row.rotation()).assert_eq(next.v[0], row.v[7]);
  }

  // The cells of accesses that no rule below writes.
  template <class B, class Row>
  P3_INLINE static void eval_unchanged(B& b, const Row& row) {
    using namespace effects_row;
    b.label("effects/unchanged");
    same(b.when(row.row[effects_row::kSender] + row.row[kRecipient]), row.v, row.u, 8);
    auto balance = b.when(row.row[kBalance] + row.row[kReceived]);
    same(balance, row.v, row.u, 2);
    same(b.when(row.row[kReceived]), row.v + 6, row.u + 6, 2);
    same(b.when(row.row[kPreviousSlot]), row.v + 6, row.u + 6, 2);
    same(b.when(row.row[kFlags]), row.v, row.u, 4);
    same(b.when(row.row[kFlags]), row.v + 5, row.u + 5, 3);
    same(b.when(row.row[kCount]), row.v + 1, row.u + 1, 7);
  }

  // The carry out of the last limb of u_0 .. u_3 + u_4 .. u_7 = v_0 .. v_3; asserts those between.
  template <class E, class B, class Row>
  P3_INLINE static E carry_out(B at, const Row& row) {
    const F unit = power(16).inverse();
    E carry(F::zero());
    for (std::size_t k = 0; k < 4; ++k) {
      carry = (row.u[k] + row.u[4 + k] + carry - row.v[k]) * unit;
      at.assert_bool(carry);
    }
    return carry;
  }

  template <class B, class Row>
  P3_INLINE void eval_sums(B& b, const Row& row) const {
    using namespace effects_row;
    b.label("effects/sums");
    const auto over = carry_out<typename B::Expr>(b.when(any_of(row, effects_row::kAdders)), row);
    b.label("effects/overflow");
    b.when(row.row[kReceive] + row.row[kBonded] + row.row[kPay] + row.row[kCredit] +
           row.row[kExpiry])
        .assert_zero(over);
    // Of an unbond the two go different ways.
    b.when(row.row[kSum]).assert_zero(over * complement(row.unbond()));
    b.label("effects/minimum");
    auto least = b.when(row.row[kMinimum]);
    for (std::size_t k = 0; k < 4; ++k) {
      least.assert_eq(row.u[k], typename B::Expr(minimum_[k]));
    }
    // The carry says that the stake is below the minimum.
    b.label("effects/join");
    least.assert_eq(row.bit(C::kJoin), row.bit(C::kOutside) * complement(over));
    b.label("effects/leave");
    least.assert_eq(row.bit(C::kLeave), row.bit(C::kInside) * over);
    // Here that the height is below the least one.
    b.label("effects/lift");
    auto height = b.when(row.row[kActivation]);
    height.assert_eq(row.bit(C::kLift), row.bit(C::kJoin) * over);
    b.label("effects/early");
    height.assert_zero(row.bit(C::kChanged) * over);
    b.label("effects/inactive");
    b.when(row.row[kActive]).assert_zero(row.bit(C::kMove) * over);
  }

  // The sender pays, and gets what it unbonds; the recipient gets what is sent.
  template <class B, class Row>
  P3_INLINE static void eval_balances(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/pay");
    auto balance = b.when(row.row[kBalance]);
    same(balance, next.v, row.u + 2, 4);
    same(balance, next.v + 4, row.v + 2, 4);
    auto pay = b.when(row.row[kPay]);
    same(pay, next.u, row.u, 4);
    same(pay, next.v, row.v + 4, 4);
    same(pay, next.v + 4, row.u + 4, 4);
    b.label("effects/paid");
    auto credit = b.when(row.row[kCredit]);
    for (std::size_t k = 0; k < 4; ++k) {
      credit.assert_eq(row.v[4 + k], next.v[k] + row.unbond() * (next.u[4 + k] - next.v[k]));
      credit.assert_eq(row.u[4 + k], row.unbond() * next.u[k]);
    }
    b.label("effects/receive");
    auto amount = b.when(row.row[kAmountCopy]);
    for (std::size_t k = 0; k < 4; ++k) {
      amount.assert_eq(next.u[4 + k], row.u[1 + k] - row.own() * row.u[1 + k]);
    }
    auto receive = b.when(row.row[kReceive]);
    same(receive, next.u + 2, row.u, 4);
    same(receive, next.v + 2, row.v, 4);
  }

  template <class B, class Row>
  P3_INLINE static void eval_stakes(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/stake-copy");
    auto stake = b.when(row.row[kStake]);
    same(stake, next.v, row.u + 2, 4);
    same(stake, next.v + 4, row.v + 2, 4);
    // Smaller stake + amount = larger stake; transfers and rotations have amount 0 here.
    b.label("effects/stakes");
    auto stakes = b.when(row.row[kStakes]);
    for (std::size_t k = 0; k < 4; ++k) {
      const auto up = row.unbond() * (row.v[4 + k] - row.v[k]);
      stakes.assert_eq(next.u[k], row.v[k] + up);
      stakes.assert_eq(next.v[k], row.v[4 + k] - up);
      stakes.assert_eq(next.u[4 + k], (row.bond() + row.unbond()) * row.u[1 + k]);
      stakes.assert_eq(next.v[4 + k], row.v[4 + k]);
    }
    same(b.when(row.row[kBonded]), next.v, row.v + 4, 4);
  }

  // One more or less: u32 and small numbers.
  template <class B, class Row>
  P3_INLINE void eval_counters(B& b, const Row& row, const Row& next) const {
    using namespace effects_row;
    const F unit = power(16).inverse();
    const auto& rotation = row.rotation();
    b.label("effects/rotation-count");
    auto stake = b.when(row.row[kStake]);
    same(stake, row.u, next.u + 1, 2);
    same(stake, row.extra, row.v, 2);
    const auto rotated = (row.u[0] + rotation - row.v[0]) * unit;
    stake.assert_bool(rotated);
    stake.assert_eq(row.v[1], row.u[1] + rotated);
    b.label("effects/nonce");
    same(b.when(row.row[kNonceCopy]), next.u + 6, row.u + 3, 2);
    auto balance = b.when(row.row[kBalance]);
    const auto more = (row.u[6] + F::one() - row.extra[0]) * unit;
    balance.assert_bool(more);
    // A rotation begins again, whatever the nonce.
    balance.assert_zero(complement(rotation) * (row.extra[1] - row.u[7] - more));
    balance.assert_eq(row.v[6], row.extra[0] - rotation * (row.extra[0] - F::one()));
    balance.assert_eq(row.v[7], row.extra[1] - rotation * row.extra[1]);
    b.label("effects/tier");
    b.when(row.row[kPreviousSlot])
        .assert_eq(row.extra[0],
                   row.u[6] - transfer_tier_ - rotation * (rotation_tier_ - transfer_tier_));
    const auto& join = row.bit(C::kJoin);
    const auto& leave = row.bit(C::kLeave);
    b.label("effects/flag");
    b.when(row.row[kFlags]).assert_eq(row.v[4], row.u[4] + join - leave);
    b.label("effects/count");
    auto count = b.when(row.row[kCount]);
    count.assert_eq(row.v[0], row.u[0] + join - leave);
    count.assert_eq(row.extra[0], leave * (row.v[0] - F::from_u64(kMinValidators)));
    count.assert_eq(row.extra[1],
                    join * (small_constant<typename B::Expr>(kMaxValidators) - row.v[0]));
  }

  // The words of the account's keys, cut anew: every part stands between the two words that it is
  // of. So they are what the words hold, before and after.
  template <class B, class Row>
  P3_INLINE static void eval_parts(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/parts");
    auto heads = b.when(row.row[kWalletPart] + row.row[kRootPart] + row.row[kSlotPart] +
                        row.row[kHeightPart]);
    same(heads, next.u + 6, row.u, 2);
    same(heads, next.v + 6, row.v, 2);
    const auto words = row.row[kWalletKey] + row.row[kVoteRoot] + row.row[kVoteSlot];
    auto tails = b.when(words + row.row[kPreviousRoot]);
    same(tails, row.u, next.u + 2, 2);
    same(tails, row.v, next.v + 2, 2);
    auto long_tails = b.when(words);
    same(long_tails, row.u + 2, next.u + 4, 4);
    same(long_tails, row.v + 2, next.v + 4, 4);
  }

  // What may be another key, and what is one.
  template <class B, class Row>
  P3_INLINE static void eval_vote_key(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    const auto& changed = row.bit(C::kChanged);
    b.label("effects/keys-kept");
    const auto kept = complement(changed);
    auto wallet = b.when(row.row[kWalletPart] * complement(row.rotation()));
    same(wallet, row.v, row.u, 8);
    same(b.when((row.row[kRootPart] + row.row[kSlotPart]) * kept), row.v, row.u, 8);
    // Nothing else bounds the limbs of a new key's first slot.
    b.label("effects/slot-limbs");
    auto slot = b.when(row.row[kVoteSlots]);
    slot.assert_eq(row.gap, row.v[4]);
    same(slot, row.extra, row.v + 5, 3);
    b.label("effects/wallet-key");
    b.when(row.row[kWalletKeys]).assert_eq(difference(row, next.u), row.rotation());
    b.label("effects/changed");
    b.when(row.row[kVoteRoots]).assert_eq(difference(row, next.u), row.part);
    b.when(row.row[kInverses]).assert_eq(difference(next, row.v), changed - row.part);
    b.label("effects/vote-key");
    b.when(row.row[kRootNow]).assert_eq(product(row.u, row.v), row.bit(C::kJoin));
  }

  // Unless the vote key is changed or begins to count, the previous one stays; a validator's key
  // takes its place, otherwise there is none.
  template <class B, class Row>
  P3_INLINE static void eval_previous_key(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    b.label("effects/previous-key");
    const auto keep = complement(row.bit(C::kChanged) + row.bit(C::kJoin));
    const auto& move = row.bit(C::kMove);
    const auto tails = row.row[kRootNow] + row.row[kSlotNow];
    for (std::size_t k = 0; k < 6; ++k) {
      const auto at = k < 4 ? tails + row.row[kHeights] : tails;
      b.when(at).assert_eq(next.v[2 + k], keep * next.u[2 + k] + move * row.u[k]);
    }
    auto heads = b.when(row.row[kPreviousKey] + row.row[kPreviousSlot]);
    for (std::size_t k = 0; k < 2; ++k) {
      heads.assert_eq(row.v[k], keep * row.u[k] + move * next.u[6 + k]);
    }
  }

  // Activation heights.
  template <class B, class Row>
  P3_INLINE static void eval_heights(B& b, const Row& row, const Row& next) {
    using namespace effects_row;
    const auto& changed = row.bit(C::kChanged);
    const auto& lift = row.bit(C::kLift);
    auto at = b.when(row.row[kActivation]);
    b.label("effects/least");
    same(b.when(row.row[kLeast]), next.u, row.v, 4);
    // The height that is compared: the new one of a changed key, otherwise the current one.
    b.label("effects/compared");
    for (std::size_t k = 0; k < 4; ++k) {
      at.assert_eq(row.v[k], next.u[k] + changed * (next.v[k] - next.u[k]));
    }
    b.label("effects/height");
    const auto kept = complement(changed + lift);
    for (std::size_t k = 0; k < 4; ++k) {
      at.assert_zero(lift * (next.v[k] - row.u[k]));
      at.assert_zero(kept * (next.v[k] - next.u[k]));
    }
    b.label("effects/block-height");
    same(b.when(row.row[kExpiry]), next.v, row.u, 4);
    same(b.when(row.row[kBlock]), next.v, row.v, 4);
    b.label("effects/key-height");
    same(b.when(row.row[kBlock]), next.u, row.u, 4);
  }

  F transfer_tier_, rotation_tier_;
  F minimum_[4];
};

}  // namespace rpp
