// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/chain/limits.h"
#include "rpp/chain/score.h"
#include "rpp/gadgets/deep_tree.h"
#include "rpp/gadgets/rows.h"
#include "rpp/identity/air/identities_row.h"
#include "rpp/identity/air/trees.h"
#include "rpp/xmss/leaves.h"

// The constraints of the table `identities`, group by group: docs/spec/circuits/identity-tables.md.
namespace rpp::identities {

namespace rows = identity_row;
namespace aux = identity_aux;

template <class B>
class Rules {
 public:
  using F = p3::KoalaBear;
  using C = IdentitiesColumns;
  using E = typename B::Expr;
  using Row = IdentitiesRow<E>;

  P3_INLINE Rules(B& b, const Row& row, const Row& next) : b_(b), row_(row), next_(next) {}

  P3_INLINE void blocks() {
    b_.label("identities/flags");
    b_.assert_bools(row_.row);
    b_.assert_bool(row_.start);
    b_.assert_bool(row_.end);
    b_.assert_bool(sum_of(row_.row, C::kRows) + row_.start + row_.end);
    b_.label("identities/sequence");
    for (std::size_t k = 0; k + 1 < C::kRows; ++k) b_.assert_eq(next_.row[k + 1], row_.row[k]);
    b_.label("identities/carry");
    auto inside = b_.when(sum_of(row_.row, C::kRows - 1));
    inside.assert_eq(next_.index, row_.index);
    for (std::size_t k = 0; k < 8; ++k) inside.assert_eq(next_.address[k], row_.address[k]);
    b_.label("identities/start");
    b_.when(row_.start).assert_zero(row_.index);
  }

  // The same until the last row, which has the position of the next account.
  P3_INLINE void position() {
    b_.label("identities/position");
    auto inside = b_.when(sum_of(row_.row, C::kRows - 2));
    for (std::size_t k = 0; k < 2; ++k) inside.assert_eq(next_.position[k], row_.position[k]);
    auto last = at(rows::kAccountsBefore);
    const E& carry = row_.aux[aux::kCarry];
    last.assert_bool(carry);
    last.assert_eq(next_.position[0], row_.position[0] + F::one() - carry * power(16));
    last.assert_eq(next_.position[1], row_.position[1] + carry);
  }

  // The address, the vote key and its activation height stand in several rows.
  P3_INLINE void declared() {
    b_.label("identities/address");
    for (std::size_t k = 0; k < 8; ++k) {
      at(rows::kAddress).assert_eq(row_.word[k], row_.address[k]);
      if (k < 6) at(rows::kWallet).assert_eq(row_.word[k], row_.address[k + 2]);
      if (k >= 6) at(rows::kStake).assert_eq(row_.word[k], row_.address[k - 6]);
    }
    b_.label("identities/vote-key");
    copy(rows::kWallet, row_.word + 6, next_.word, 2);
    copy(rows::kRoot, row_.word + 2, next_.word, 6);
    copy(rows::kRootRest, row_.word + 6, next_.word, 2);
    copy(rows::kParameter, row_.word + 2, next_.word, 6);
    copy(rows::kParameter, row_.word + 4, row_.aux + aux::kFirstSlot, 4);
    b_.label("identities/activation-copy");
    copy(rows::kSlot, row_.word + 6, next_.word, 2);
    copy(rows::kEpoch, row_.word + 2, next_.word, 2);
    copy(rows::kEpoch, row_.word, next_.aux + aux::kActivation, 4);
    copy(rows::kActivation, row_.aux + aux::kActivation, next_.word, 4);
  }

  // Fields of the list.
  P3_INLINE void shared() {
    b_.label("identities/times");
    copy(rows::kEpoch, row_.word + 4, row_.aux + aux::kEpoch, 4);
    copy(rows::kEpoch, row_.aux + aux::kHeight, next_.aux + aux::kHeightCopy, 4);
    copy(rows::kActivation, row_.aux + aux::kHeightCopy, next_.word + 4, 4);
    b_.label("identities/set");
    copy(rows::kSet, row_.word + 4, next_.word, 4);
    b_.label("identities/timestamp");
    copy(rows::kWindow, row_.word + 2, row_.aux + aux::kTimestamp, 4);
    copy(rows::kWindow, row_.word + 6, row_.aux + aux::kTimestamp, 2);
    copy(rows::kWindow, row_.aux + aux::kTimestamp + 2, next_.word, 2);
  }

  // least + difference = activation height in 16-bit limbs, none carried out of the last.
  P3_INLINE void activation() {
    b_.label("identities/activation");
    auto here = at(rows::kHeight);
    const F unit = power(16).inverse();
    E carry(F::zero());
    for (std::size_t k = 0; k < 4; ++k) {
      const E rest =
          row_.aux[aux::kLeast + k] + next_.aux[aux::kDifference + k] + carry - row_.word[k];
      if (k == 3) {
        here.assert_zero(rest);
      } else {
        carry = rest * unit;
        here.assert_bool(carry);
      }
    }
  }

  // 3 to 8 attestations, and what the chain of them begins and ends with; attempt 0 to 3.
  P3_INLINE void signers() {
    b_.label("identities/attestations");
    at(rows::kEpochNonce).assert_zero(row_.aux[aux::kAttested]);
    at(rows::kEpochNonce).assert_eq(row_.aux[aux::kMember], -E(F::one()));
    auto count = at(rows::kSetCount);
    count.assert_eq(row_.aux[aux::kAttested], row_.word[4]);
    count.assert_eq(next_.aux[aux::kAboveLeast] + F::from_u64(kMinAttestations), row_.word[4]);
    at(rows::kDeclaration)
        .assert_eq(row_.aux[aux::kAboveLeast] + row_.aux[aux::kBelowMost],
                   small_constant<E>(kMaxAttestations - kMinAttestations));
    b_.label("identities/attempt");
    at(rows::kAddress).assert_zero(row_.aux[aux::kKeyLeaf]);
    at(rows::kDeclaration)
        .assert_eq(row_.aux[aux::kKeyLeaf] + row_.aux[aux::kAttemptsLeft],
                   small_constant<E>(kAttempts - 1));
  }

  // What no declaration says about a new account, and the fill of last blocks.
  P3_INLINE void fixed() {
    b_.label("identities/new-account");
    zeros(rows::kActivation, 2, 8);
    zeros(rows::kStake, 0, 6);
    zeros(rows::kPrevious, 0, 8);
    zeros(rows::kStanding, 0, 6);
    at(rows::kStanding).assert_one(row_.word[6]);
    at(rows::kStanding).assert_eq(row_.word[7], small_constant<E>(kBaseScore & 0xffff));
    at(rows::kWindow).assert_eq(row_.word[0], small_constant<E>(kBaseScore >> 16));
    zeros(rows::kWindow, 1, 2);
    zeros(rows::kDecay, 2, 8);
    zeros(rows::kNewLink, 2, 6);
    at(rows::kNewLink).assert_one(row_.word[6]);
    zeros(rows::kNewLink, 7, 8);
    b_.label("identities/zeros");
    zeros(rows::kSetCount, 5, 8);
    for (std::size_t k = 5; k < 8; ++k) {
      b_.when(row_.row[rows::kRest + rows::kRestRows - 1]).assert_zero(row_.word[k]);
    }
  }

  // The low account's link moves to the new one, which takes what it was; all else stays.
  P3_INLINE void link() {
    b_.label("identities/next-index");
    copy(rows::kNewLink, row_.word, next_.word, 2);
    b_.label("identities/low-account");
    copy(rows::kLowLink, row_.word + 2, next_.word + 2, 6);
    b_.label("identities/low-link");
    copy(rows::kLowLinkAfter, row_.word, row_.position, 2);
  }

  // low < new < next, or nothing is next.
  P3_INLINE void order() {
    const E one(F::one());
    b_.label("identities/low-order");
    smaller(rows::kLow, row_.word, row_.address, E(F::zero()));
    b_.label("identities/next-order");
    const E& last = next_.aux[aux::kLast];
    smaller(rows::kNext, row_.address, row_.word, last);
    at(rows::kNewLink).assert_bool(row_.aux[aux::kLast]);
    b_.label("identities/end");
    for (std::size_t k = 0; k < 8; ++k) at(rows::kNext).when(last).assert_zero(row_.word[k]);
    for (std::size_t k = 0; k < 2; ++k) {
      at(rows::kNewLink).when(row_.aux[aux::kLast]).assert_zero(row_.word[k]);
    }
  }

  // Trees and positions of what goes to the bus `node`.
  P3_INLINE void places(const Digest& empty) {
    b_.label("identities/places");
    const auto place = [&](std::size_t k, const E& tree, const E& index) {
      at(k).assert_eq(row_.aux[aux::kTree], tree);
      at(k).assert_eq(row_.aux[aux::kPlace], index);
    };
    const E zero(F::zero());
    const E deep = (row_.index + F::one()) * F::from_u64(kDeepStride);
    place(rows::kLeaf, small_constant<E>(kIdentityListTree), row_.index);
    place(rows::kSet, row_.index + F::from_u64(kFirstSetTree), zero);
    place(rows::kAccountsBefore, deep, zero);
    place(rows::kAccountsAfter, deep, zero);
    for (const std::size_t k : {rows::kBefore, rows::kAfter, rows::kNew, rows::kEmpty}) {
      at(k).assert_eq(row_.aux[aux::kTree], deep + F::one() + row_.aux[aux::kUpper]);
    }
    b_.label("identities/low-position");
    copy(rows::kBefore, row_.aux, next_.aux, 2);
    b_.label("identities/new-position");
    for (const std::size_t k : {rows::kNew, rows::kEmpty}) {
      at(k).assert_eq(row_.aux[aux::kPlace], row_.position[0]);
      at(k).assert_eq(row_.aux[aux::kUpper], row_.position[1]);
    }
    b_.label("identities/empty");
    for (std::size_t k = 0; k < 8; ++k) {
      at(rows::kEmpty).assert_eq(row_.word[k], b_.constant(empty[k]));
    }
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }
  P3_INLINE auto at(std::size_t k) { return b_.when(row_.row[k]); }
  P3_INLINE void copy(std::size_t k, const E* from, const E* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) at(k).assert_eq(to[i], from[i]);
  }
  P3_INLINE void zeros(std::size_t k, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) at(k).assert_zero(row_.word[i]);
  }

  // small < large as sequences of integers: equal before the selected element, smaller there, as
  // the limbs in the row below say. With `none` nothing is selected.
  P3_INLINE void smaller(std::size_t k, const E* small, const E* large, const E& none) {
    const E* selected = row_.aux + aux::kSelected;
    const E* limbs = next_.aux;
    auto here = at(k);
    E later(F::zero()), small_element(F::zero()), large_element(F::zero());
    for (std::size_t i = 8; i-- > 0;) {
      here.assert_bool(selected[i]);
      if (i != 7) here.when(later).assert_eq(small[i], large[i]);
      later = later + selected[i];
      small_element = small_element + selected[i] * small[i];
      large_element = large_element + selected[i] * large[i];
    }
    here.assert_eq(later, E(F::one()) - none);
    here.assert_eq(small_element, limbs[aux::kSmall] + limbs[aux::kSmall + 1] * power(16));
    here.assert_eq(large_element, limbs[aux::kLarge] + limbs[aux::kLarge + 1] * power(16));
    const E& borrow = limbs[aux::kBorrow];
    here.assert_bool(borrow);
    here.assert_eq(limbs[aux::kLarge] - limbs[aux::kSmall] - F::one() + none + borrow * power(16),
                   limbs[aux::kGap]);
    here.assert_eq(limbs[aux::kLarge + 1] - limbs[aux::kSmall + 1] - borrow, limbs[aux::kGap + 1]);
  }

  B& b_;
  const Row& row_;
  const Row& next_;
};

}  // namespace rpp::identities
