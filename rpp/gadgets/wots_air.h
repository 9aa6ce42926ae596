// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/wots_columns.h"
#include "rpp/hash/tags.h"

// Table `wots`: one-time signatures. Row c of a signature takes digit c from the signed limbs, asks
// for the walk of chain c from there, and sends the chain's end, two rows to a block, into the hash
// of the public key.
//
// Rules hold cyclically, as in hasher_air.h: a circle of active rows cannot close, because the
// chain number grows by one from row to row.
namespace rpp {

class WotsAir {
 public:
  using C = WotsColumns;

  p3::AirShape<p3::KoalaBear> shape() const {
    p3::AirShape<p3::KoalaBear> shape;
    shape.width = C::kWidth;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    eval_flags(b);
    eval_rows(b);
    eval_limb_ends(b);
    eval_limbs(b);
    eval_sum(b);
    push_chain(b);
    push_block(b);
  }

 private:
  template <class B>
  using Expr = typename B::Expr;
  template <class B>
  P3_INLINE static Expr<B> digit(const Expr<B>& bit0, const Expr<B>& bit1, const Expr<B>& bit2) {
    const Expr<B> twice = bit2 + bit2 + bit1;
    return twice + twice + bit0;
  }
  template <class B>
  P3_INLINE static Expr<B> digit(B& b) {
    return digit<B>(b.local(C::kBits), b.local(C::kBits + 1), b.local(C::kBits + 2));
  }
  template <class B>
  P3_INLINE static Expr<B> next_digit(B& b) {
    return digit<B>(b.next(C::kBits), b.next(C::kBits + 1), b.next(C::kBits + 2));
  }
  // Rows that another row of the signature, of the limb, or of another limb follows.
  template <class B>
  P3_INLINE static Expr<B> goes_on(B& b) {
    return b.local(C::kActive) - b.local(C::kLast);
  }
  template <class B>
  P3_INLINE static Expr<B> within_limb(B& b) {
    return b.local(C::kActive) - b.local(C::kLimbEnd);
  }
  template <class B>
  P3_INLINE static Expr<B> between_limbs(B& b) {
    return b.local(C::kLimbEnd) - b.local(C::kLast);
  }

  template <class B>
  P3_INLINE static void eval_flags(B& b) {
    b.label("wots/flags");
    for (std::size_t i = 0; i < C::kFlags; ++i) b.assert_bool(b.local(i));
    // The others imply `active`, or rows without meaning would reach the buses.
    const Expr<B> inactive = Expr<B>(p3::KoalaBear::one()) - b.local(C::kActive);
    for (const std::size_t flag : {C::kFirst, C::kLimbEnd, C::kEven, C::kIsSeven}) {
      b.when(inactive).assert_zero(b.local(flag));
    }
    b.label("wots/digit");
    for (std::size_t i = 0; i < 3; ++i) b.assert_bool(b.local(C::kBits + i));
    b.assert_eq(b.local(C::kIsSeven),
                b.local(C::kBits) * b.local(C::kBits + 1) * b.local(C::kBits + 2));
  }

  template <class B>
  P3_INLINE static void eval_rows(B& b) {
    const Expr<B> on = goes_on(b);
    b.label("wots/order");
    b.assert_eq(b.next(C::kActive) - b.next(C::kFirst), on);
    b.label("wots/first-chain");
    b.when(b.local(C::kFirst)).assert_zero(b.local(C::kChain));
    b.label("wots/next-chain");
    b.when(on).assert_eq(b.next(C::kChain), b.local(C::kChain) + p3::KoalaBear::one());
    b.label("wots/last-chain");
    b.when(b.local(C::kLast))
        .assert_eq(b.local(C::kChain), small_constant<Expr<B>>(kWotsChains - 1));
    b.label("wots/carry");
    for (std::size_t i = C::kSid; i < C::kPp + 4; ++i) {
      b.when(on).assert_eq(b.next(i), b.local(i));
    }
    b.label("wots/even");
    b.when(b.local(C::kFirst)).assert_one(b.local(C::kEven));
    b.when(on).assert_one(b.local(C::kEven) + b.next(C::kEven));
  }

  // Limb ends are forced, not chosen: the weight is 8^6 once after every reset (8^k repeats no
  // value for k up to 41), and the last chain must be a limb end.
  template <class B>
  P3_INLINE static void eval_limb_ends(B& b) {
    const Expr<B> weight = b.local(C::kWeight);
    b.label("wots/weight");
    b.when(b.local(C::kFirst)).assert_one(weight);
    b.when(within_limb(b)).assert_eq(b.next(C::kWeight), weight * p3::KoalaBear::from_u64(8));
    b.when(between_limbs(b)).assert_one(b.next(C::kWeight));
    b.label("wots/limb-end");
    b.when(b.local(C::kLimbEnd)).assert_eq(weight, small_constant<Expr<B>>(1u << 18));
    b.when(b.local(C::kLast)).assert_one(b.local(C::kLimbEnd));
  }

  // limb = low + 2^21 high with high at most 1015: every element but p - 1 = 1016 * 2^21 in exactly
  // one way.
  template <class B>
  P3_INLINE static void eval_limbs(B& b) {
    const Expr<B> low = b.local(C::kLow), high = b.local(C::kHigh);
    const Expr<B> next = next_digit(b);
    b.label("wots/low");
    b.when(b.local(C::kFirst)).assert_eq(low, digit(b));
    b.when(within_limb(b)).assert_eq(b.next(C::kLow), low + next * b.next(C::kWeight));
    b.when(between_limbs(b)).assert_eq(b.next(C::kLow), next);
    b.label("wots/limb");
    b.when(b.local(C::kLimbEnd))
        .assert_eq(b.local(C::kLimbs), low + high * p3::KoalaBear::from_u64(1u << 21));
    b.label("wots/limbs");
    for (std::size_t i = 0; i < kWotsLimbs; ++i) {
      b.when(within_limb(b)).assert_eq(b.next(C::kLimbs + i), b.local(C::kLimbs + i));
    }
    for (std::size_t i = 0; i + 1 < kWotsLimbs; ++i) {
      b.when(between_limbs(b)).assert_eq(b.next(C::kLimbs + i), b.local(C::kLimbs + i + 1));
    }
    const Expr<B> zero = Expr<B>(p3::KoalaBear::zero());
    b.push_global(bus::kRange,
                  range_tuple(high, small_constant<Expr<B>>(kWotsMaxHigh) - high, zero, zero),
                  B::Count::bounded(b.local(C::kLimbEnd), 1));
  }

  template <class B>
  P3_INLINE static void eval_sum(B& b) {
    const Expr<B> sum = b.local(C::kSum);
    b.label("wots/sum");
    b.when(b.local(C::kFirst)).assert_eq(sum, digit(b));
    b.when(goes_on(b)).assert_eq(b.next(C::kSum), sum + next_digit(b));
    b.label("wots/digit-sum");
    b.when(b.local(C::kLast)).assert_eq(sum, small_constant<Expr<B>>(kWotsDigitSum));
  }

  template <class B>
  P3_INLINE static void push_chain(B& b) {
    using Count = typename B::Count;
    Expr<B> pp[4], end[4], limbs[kWotsLimbs];
    for (std::size_t i = 0; i < 4; ++i) {
      pp[i] = b.local(C::kPp + i);
      end[i] = b.local(C::kEnd + i);
    }
    for (std::size_t i = 0; i < kWotsLimbs; ++i) limbs[i] = b.local(C::kLimbs + i);
    const Expr<B> tweak =
        b.local(C::kChain) * p3::KoalaBear::from_u64(256) + p3::KoalaBear::from_u64(kChainTweak);
    b.push_global(bus::kHasher, chain_tuple(tweak, b.local(C::kLeaf), pp, digit(b), end),
                  Count::bounded(b.local(C::kActive) - b.local(C::kIsSeven), 1));
    b.push_global(bus::kWots, wots_tuple(b.local(C::kSid), b.local(C::kLeaf), pp, limbs),
                  Count::bounded(-b.local(C::kFirst), 1));
  }

  template <class B>
  P3_INLINE static void push_block(B& b) {
    using Count = typename B::Count;
    Expr<B> block[8];
    for (std::size_t i = 0; i < 4; ++i) {
      block[i] = b.local(C::kEnd + i);
      block[4 + i] = b.next(C::kEnd + i);
    }
    constexpr p3::KoalaBear kHalf = p3::KoalaBear::from_u64((p3::KoalaBear::kOrder + 1) / 2);
    const Expr<B> id = b.local(C::kSid) * p3::KoalaBear::from_u64(kHashIdStride) +
                       p3::KoalaBear::from_u64(hash_id(HashKind::kWots, 0));
    const Expr<B> tag = small_constant<Expr<B>>(static_cast<std::uint32_t>(Tag::kXmssLeaf));
    const Expr<B> length = small_constant<Expr<B>>(4 * kWotsChains);
    const Count demand = Count::integer(1);
    b.push_exclusive(bus::kHasher,
                     b.arm(b.local(C::kFirst), demand, hash_first_tuple(id, tag, length, block)),
                     b.arm(b.local(C::kEven) - b.local(C::kFirst), demand,
                           hash_next_tuple(id + b.local(C::kChain) * kHalf, block)));
  }
};

}  // namespace rpp
