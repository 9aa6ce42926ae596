// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/chain/limits.h"
#include "rpp/chain/transaction.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/globals.h"
#include "rpp/gadgets/rows.h"
#include "rpp/hash/tags.h"
#include "rpp/state/air/effects_columns.h"
#include "rpp/state/air/memory.h"
#include "rpp/state/air/trees.h"
#include "rpp/state/rules.h"

// Table `effects`: every transaction of a block, applied to the accounts.
//
// A block of 48 rows hashes the body, supplies its leaf to the tree of transactions, opens the key
// change of a rotation, and reads and writes the sender, the recipient and the number of
// validators. Row flags are one-hot columns that shift from row to row, so blocks start anywhere
// and are complete; all rules hold cyclically. Rules and soundness:
// docs/spec/circuits/state-tables.md.
namespace rpp {

namespace bus {
inline constexpr const char* kEffectsNote = "effects-note";  // inside the table
}  // namespace bus

inline constexpr std::size_t kEffectsNoteWidth = 10;

// The cells of one row.
template <class E>
struct EffectsRow {
  E u[8], v[8];
  E index, sender;
  E bits[EffectsColumns::kBitCount];
  E part, offset, gap;
  E extra[2];
  E row[EffectsColumns::kRows];
  E start;

  template <bool kBelow, class B>
  P3_INLINE static EffectsRow read(B& b) {
    using C = EffectsColumns;
    EffectsRow row;
    read_cells<8, kBelow>(b, C::kU, row.u);
    read_cells<8, kBelow>(b, C::kV, row.v);
    read_cells<1, kBelow>(b, C::kIndex, &row.index);
    read_cells<1, kBelow>(b, C::kSender, &row.sender);
    read_cells<C::kBitCount, kBelow>(b, C::kBits, row.bits);
    read_cells<1, kBelow>(b, C::kPart, &row.part);
    read_cells<1, kBelow>(b, C::kOffset, &row.offset);
    read_cells<1, kBelow>(b, C::kGap, &row.gap);
    read_cells<2, kBelow>(b, C::kExtra, row.extra);
    read_cells<C::kRows, kBelow>(b, C::kRow, row.row);
    read_cells<1, kBelow>(b, C::kStart, &row.start);
    return row;
  }

  P3_INLINE const E& bit(std::size_t column) const { return bits[column - EffectsColumns::kBits]; }
  P3_INLINE const E& rotation() const { return bits[0]; }
  P3_INLINE const E& bond() const { return bits[1]; }
  P3_INLINE const E& unbond() const { return bits[2]; }
  // 1 but for transfers.
  P3_INLINE E own() const { return bits[0] + bits[1] + bits[2]; }
  P3_INLINE E kind() const { return bits[0] + bits[1] + bits[1] + bits[2] + bits[2] + bits[2]; }
};

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
    push_notes(b, row);
    push_memory(b, row);
    push_hasher(b, row);
    push_globals(b, row);
    push_ranges(b, row);
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
  template <class Row, std::size_t N>
  P3_INLINE static auto any_of(const Row& row, const std::size_t (&rows)[N]) {
    auto total = row.row[rows[0]];
    for (std::size_t k = 1; k < N; ++k) total = total + row.row[rows[k]];
    return total;
  }

  static constexpr std::size_t kSenderAccesses[] = {
      effects_row::kSender,      effects_row::kFlags,        effects_row::kPreviousSlot,
      effects_row::kPreviousKey, effects_row::kPreviousRoot, effects_row::kVoteSlot,
      effects_row::kVoteRoot,    effects_row::kWalletKey,    effects_row::kStake,
      effects_row::kBalance};
  static constexpr AccountWord kSenderWords[] = {
      AccountWord::kAddress,     AccountWord::kSuccesses,    AccountWord::kPreviousSlot,
      AccountWord::kPreviousKey, AccountWord::kPreviousRoot, AccountWord::kVoteSlot,
      AccountWord::kVoteRoot,    AccountWord::kWalletKey,    AccountWord::kStake,
      AccountWord::kBalance};
  static constexpr std::size_t kRecipientAccesses[] = {effects_row::kRecipient,
                                                       effects_row::kReceived};
  // u_0 .. u_3 + u_4 .. u_7 = v_0 .. v_3, and a carry.
  static constexpr std::size_t kAdders[] = {
      effects_row::kReceive,    effects_row::kBonded, effects_row::kMinimum,
      effects_row::kActivation, effects_row::kPay,    effects_row::kCredit,
      effects_row::kSum,        effects_row::kExpiry, effects_row::kActive};

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
    b.when(any_of(row, kSenderAccesses)).assert_zero(row.offset);
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
    const auto over = carry_out<typename B::Expr>(b.when(any_of(row, kAdders)), row);
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
    balance.assert_eq(row.extra[1], row.u[7] + more);
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

  // Notes of u and of v: the source supplies as many as there are copies.
  template <bool kInV, class B, class Row>
  P3_INLINE static void push_note(B& b, const Row& row) {
    using E = typename B::Expr;
    E note(F::zero()), count(F::zero());
    for (const EffectsNotePlace& place : kEffectsNotes) {
      if (place.in_v != kInV) continue;
      note = note + row.row[place.row] * F::from_u64(static_cast<std::uint32_t>(place.note));
      const std::int64_t copies = place.copies;
      count = count + row.row[place.row] * F::from_i64(copies == 0 ? 1 : -copies);
    }
    TupleWriter<E, kEffectsNoteWidth> w;
    w.add(row.index);
    w.add(note);
    w.add(kInV ? row.v : row.u, 8);
    b.push_global(bus::kEffectsNote, w.filled(), B::Count::bounded(count, 2));
  }

  template <class B, class Row>
  P3_INLINE static void push_notes(B& b, const Row& row) {
    push_note<false>(b, row);
    push_note<true>(b, row);
  }

  // Every access demands the version that was there and supplies the next one.
  template <class B, class Row>
  P3_INLINE static void push_memory(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    E word = row.row[effects_row::kReceived] *
             F::from_u64(static_cast<std::uint32_t>(AccountWord::kBalance));
    for (std::size_t k = 0; k < sizeof(kSenderAccesses) / sizeof(std::size_t); ++k) {
      word = word +
             row.row[kSenderAccesses[k]] * F::from_u64(static_cast<std::uint32_t>(kSenderWords[k]));
    }
    const E late = any_of(row, kRecipientAccesses);
    const E access = any_of(row, kSenderAccesses) + row.row[effects_row::kCount] + late;
    static_assert(sender_time(1) == sender_time(0) + 2 && recipient_time(0) == sender_time(0) + 1);
    const E time = row.index + row.index + late + F::from_u64(sender_time(0));
    const E account = row.sender + row.offset;
    b.push_global(bus::kMemory, memory_tuple(account, word, time - F::one() - row.gap, row.u),
                  Count::bounded(access, 1));
    b.push_global(bus::kMemory, memory_tuple(account, word, time, row.v),
                  Count::bounded(-access, 1));
  }

  // Parts of a sponge: the rows of its blocks, then of its digest. Adds to (flags, offset of ids).
  template <std::size_t N, class Row, class E>
  P3_INLINE static void add_parts(const Row& row, const std::size_t (&rows)[N], E& middle,
                                  E& offset) {
    for (std::size_t j = 1; j + 1 < N; ++j) {
      middle = middle + row.row[rows[j]];
      offset = offset + row.row[rows[j]] * F::from_u64(j);
    }
    offset = offset + row.row[rows[N - 1]] * F::from_u64(N - 2);
  }

  // Both sponges in one: of a rotation the second too.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using namespace effects_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    constexpr std::size_t kAct[] = {kChain,    kKindFrom,   kFromKey, kKeyTo, kToAmount,
                                    kFeeNonce, kExpiryMemo, kMemo,    kHash};
    constexpr std::size_t kKeys[] = {kWalletPart, kRootPart, kSlotPart, kHeightPart, kKeysDigest};
    E acts(F::zero()), keys(F::zero()), offset(F::zero());
    add_parts(row, kAct, acts, offset);
    add_parts(row, kKeys, keys, offset);
    const E first = row.row[kChain] + row.row[kWalletPart];
    const E digest = row.row[kHash] + row.row[kKeysDigest];
    const E all_keys = keys + row.row[kWalletPart] + row.row[kKeysDigest];
    const E all_acts = acts + row.row[kChain] + row.row[kHash];
    const E id = row.index * F::from_u64(kHashIdStride) + offset +
                 all_acts * F::from_u64(hash_id(HashKind::kAct, 0)) +
                 all_keys * F::from_u64(hash_id(HashKind::kKeyChange, 0));
    const E part = first * F::from_u64(static_cast<std::uint32_t>(HasherKind::kFirst)) +
                   (acts + keys) * F::from_u64(static_cast<std::uint32_t>(HasherKind::kNext)) +
                   digest * F::from_u64(static_cast<std::uint32_t>(HasherKind::kDigest));
    const E tag = row.row[kChain] * F::from_u64(static_cast<std::uint32_t>(Tag::kTx)) +
                  row.row[kWalletPart] * F::from_u64(static_cast<std::uint32_t>(Tag::kKeys));
    const E length = row.row[kChain] * F::from_u64(kTransactionTable.num_elements()) +
                     row.row[kWalletPart] * F::from_u64(kKeyChangeTable.num_elements());
    b.push_global(bus::kHasher, hash_part_tuple(part, id, row.v, tag, length),
                  Count::bounded(all_acts + row.rotation() * all_keys, 1));
    push_leaf(b, row);
  }

  // A leaf is a hash of one block, so the digest is C8 minus the block.
  template <class B, class Row>
  P3_INLINE static void push_leaf(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E& at = row.row[effects_row::kHash];
    const E zero(F::zero());
    E leaf[8];
    for (std::size_t k = 0; k < 8; ++k) leaf[k] = row.u[k] - row.v[k];
    b.push_global(bus::kHasher,
                  single_block_tuple(small_constant<E>(static_cast<std::uint32_t>(Tag::kTxLeaf)),
                                     small_constant<E>(8), row.v, leaf),
                  Count::bounded(at, 1));
    const E tree = small_constant<E>(static_cast<std::uint32_t>(StateTree::kTransactions));
    b.push_global(bus::kNode, node_tuple(zero, tree, zero, row.index, leaf),
                  Count::bounded(-at, 1));
  }

  // What the statement exports; and the number and the fees of the transactions before this one,
  // taken from the block before and given to the next one.
  template <class B, class Row>
  P3_INLINE static void push_globals(B& b, const Row& row) {
    using namespace effects_row;
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const auto name = [](GlobalName n) { return F::from_u64(static_cast<std::uint32_t>(n)); };
    b.push_global(bus::kGlobal,
                  global_tuple(row.row[kChain] * name(GlobalName::kChainId) +
                                   row.row[kBlock] * name(GlobalName::kStateBlock) +
                                   row.row[kLeast] * name(GlobalName::kActivation),
                               zero, row.v),
                  Count::bounded(row.row[kChain] + row.row[kBlock] + row.row[kLeast], 1));
    const E end = global_name<E>(GlobalName::kTransactionsEnd);
    E before[8] = {row.index, row.v[4], row.v[5], row.v[6], row.v[7], zero, zero, zero};
    b.push_global(bus::kGlobal, global_tuple(end, zero, before), Count::bounded(row.row[kSum], 1));
    E after[8] = {row.index + row.row[kSum], zero, zero, zero, zero, zero, zero, zero};
    for (std::size_t k = 0; k < 4; ++k) after[1 + k] = row.v[4 + k] + row.u[4 + k];
    b.push_global(bus::kGlobal, global_tuple(end, zero, after),
                  Count::bounded(-(row.row[kSum] + row.start), 1));
  }

  template <class B, class Row>
  P3_INLINE static void push_ranges(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const auto sums = Count::bounded(any_of(row, kAdders), 1);
    for (const E* x : {row.u, row.u + 4, row.v}) {
      b.push_global(bus::kRange, range_tuple(x[0], x[1], x[2], x[3]), sums);
    }
    const E access = any_of(row, kSenderAccesses) + row.row[effects_row::kCount] +
                     any_of(row, kRecipientAccesses);
    b.push_global(bus::kRange, range_tuple(row.gap, row.extra[0], row.extra[1], zero),
                  Count::bounded(access, 1));
  }

  F transfer_tier_, rotation_tier_;
  F minimum_[4];
};

}  // namespace rpp
