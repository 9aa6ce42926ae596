// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/shape.h"
#include "rpp/consensus/air/links.h"
#include "rpp/consensus/rules.h"
#include "rpp/hash/tags.h"

// Table `members`: the validator set as a whole, and the leader.
//
// A block of 9 rows belongs to one member: it hashes the validator leaf, orders the address after
// the previous member's, adds the powers up, collects the bits, and hands key, address and weight
// to the votes and tickets that the bits ask for. Blocks are chained by messages: a block takes
// what member i - 1 left and leaves it for member i + 1. One more block, the leader's, holds a
// second copy of the leader's leaf, works at the header's slot, and closes the chain.
// Rules and soundness: docs/spec/circuits/consensus-tables.md.
namespace rpp {

// Slots that a vote key serves: both leaves of a slot lie below the attestation leaves.
constexpr std::uint32_t key_slots(unsigned key_height) { return vote_leaves(key_height) / 2; }

struct MembersColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  static constexpr std::size_t kRow = 16;
  static constexpr std::size_t kRows = 9;
  // Constant within a block.
  static constexpr std::size_t kLead = 25;
  static constexpr std::size_t kMember = 26;
  static constexpr std::size_t kPosition = 27;  // in the chain: the member, at the end the count
  static constexpr std::size_t kTree = 28;      // of the key: the member, or kLeaderTree
  static constexpr std::size_t kPrevote = 29;
  static constexpr std::size_t kPrecommit = 30;
  static constexpr std::size_t kActive = 31;  // activation height <= height
  // kBefore row of a member, not of the leader.
  static constexpr std::size_t kTurn = 32;
  static constexpr std::size_t kTotal = 33;
};

// Rows of a block, with the cells of word and aux.
namespace member_row {
// word: previous member's address. aux: which element differs first, one-hot.
inline constexpr std::size_t kPrevious = 0;
// word: address. aux: that element of both, as limbs (previous, own), and the borrow.
inline constexpr std::size_t kAddress = 1;
// word: root of the key.
inline constexpr std::size_t kRoot = 2;
// word: pp (4), first slot (4). aux: tau (2 limbs), borrow of its bound, carries (3).
inline constexpr std::size_t kKey = 3;
// word: difference of the heights (4), its borrows (3). aux: slot (4), height (4).
inline constexpr std::size_t kClock = 4;
// word: activation height (4), power (2), tier, hours. aux: [hours = 0], inverse, weight.
inline constexpr std::size_t kValue = 5;
// word: group, bit weight, two words of bits, power (2), tier, hours. aux: sums so far (6).
inline constexpr std::size_t kBefore = 6;
// word: the same four after this member, members so far, group ends, tier, hours. aux: sums,
// full words.
inline constexpr std::size_t kAfter = 7;
// word: digest of the leaf. aux 0: count of the leader message, 1 in the leader's block.
inline constexpr std::size_t kDigest = 8;
}  // namespace member_row

template <class E>
struct MembersRow {
  E word[8], aux[8], row[MembersColumns::kRows];
  E lead, member, position, tree, prevote, precommit, active, turn;

  template <bool kBelow, class B>
  P3_INLINE static MembersRow read(B& b) {
    using Columns = MembersColumns;
    MembersRow row;
    read_cells<8, kBelow>(b, Columns::kWord, row.word);
    read_cells<8, kBelow>(b, Columns::kAux, row.aux);
    read_cells<Columns::kRows, kBelow>(b, Columns::kRow, row.row);
    read_cells<1, kBelow>(b, Columns::kLead, &row.lead);
    read_cells<1, kBelow>(b, Columns::kMember, &row.member);
    read_cells<1, kBelow>(b, Columns::kPosition, &row.position);
    read_cells<1, kBelow>(b, Columns::kTree, &row.tree);
    read_cells<1, kBelow>(b, Columns::kPrevote, &row.prevote);
    read_cells<1, kBelow>(b, Columns::kPrecommit, &row.precommit);
    read_cells<1, kBelow>(b, Columns::kActive, &row.active);
    read_cells<1, kBelow>(b, Columns::kTurn, &row.turn);
    return row;
  }

  P3_INLINE E any() const { return sum_of(row, MembersColumns::kRows); }
};

class MembersAir {
 public:
  using F = p3::KoalaBear;
  using Columns = MembersColumns;

  explicit MembersAir(unsigned key_height)
      : key_height_(key_height), last_tau_(key_slots(key_height) - 1) {}

  p3::AirShape<F> shape() const {
    p3::AirShape<F> shape;
    shape.width = Columns::kTotal;
    shape.declared_degree = 3;
    return shape;
  }

  template <class B>
  P3_INLINE void eval(B& b) const {
    using Row = MembersRow<typename B::Expr>;
    const Row row = Row::template read<false>(b), next = Row::template read<true>(b);
    eval_blocks(b, row, next);
    eval_kind(b, row);
    eval_order(b, row, next);
    eval_window(b, row, next);
    eval_activation(b, row, next);
    eval_weight(b, row);
    eval_chain(b, row, next);
    eval_closing(b, row);
    push_hasher(b, row);
    push_node(b, row);
    push_link(b, row, next);
    push_global(b, row);
    push_range(b, row, next);
    push_canonical(b, row);
  }

 private:
  P3_INLINE static F power(unsigned bits) { return F::from_u64(std::uint64_t{1} << bits); }
  template <class E>
  P3_INLINE static E one() {
    return E(F::one());
  }

  template <class B, class Row>
  P3_INLINE void eval_blocks(B& b, const Row& row, const Row& next) const {
    b.label("members/flags");
    b.assert_bools(row.row);
    b.assert_bool(row.any());
    b.label("members/sequence");
    for (std::size_t k = 0; k + 1 < Columns::kRows; ++k) b.assert_eq(next.row[k + 1], row.row[k]);
    b.label("members/carry");
    auto inside = b.when(row.any() - row.row[Columns::kRows - 1]);
    inside.assert_eq(next.lead, row.lead);
    inside.assert_eq(next.member, row.member);
    inside.assert_eq(next.position, row.position);
    inside.assert_eq(next.tree, row.tree);
    inside.assert_eq(next.prevote, row.prevote);
    inside.assert_eq(next.precommit, row.precommit);
    inside.assert_eq(next.active, row.active);
  }

  template <class B, class Row>
  P3_INLINE void eval_kind(B& b, const Row& row) const {
    using E = typename B::Expr;
    b.label("members/kind");
    b.assert_bool(row.lead);
    auto member = b.when(one<E>() - row.lead);
    member.assert_eq(row.position, row.member);
    member.assert_eq(row.tree, row.member);
    b.when(row.lead).assert_eq(row.tree, small_constant<E>(kLeaderTree));
    b.assert_eq(row.turn, row.row[member_row::kBefore] * (one<E>() - row.lead));
    b.label("members/bits");
    b.assert_bool(row.prevote);
    b.assert_bool(row.precommit);
    b.assert_zero(row.precommit * (one<E>() - row.prevote));
    b.when(row.lead).assert_zero(row.prevote);
  }

  // previous < own: equal before the selected element, and smaller there, as integers.
  template <class B, class Row>
  P3_INLINE void eval_order(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    const E* selected = row.aux;
    const E* previous = row.word;
    const E* own = next.word;
    b.label("members/order");
    auto here = b.when(row.row[member_row::kPrevious]);
    E later(F::zero()), previous_element(F::zero()), own_element(F::zero());
    for (std::size_t k = 8; k-- > 0;) {
      here.assert_bool(selected[k]);
      if (k != 7) here.when(later).assert_eq(previous[k], own[k]);
      later = later + selected[k];
      previous_element = previous_element + selected[k] * previous[k];
      own_element = own_element + selected[k] * own[k];
    }
    here.assert_eq(later, one<E>() - row.lead);
    here.assert_eq(previous_element, next.aux[0] + next.aux[1] * power(16));
    here.assert_eq(own_element, next.aux[2] + next.aux[3] * power(16));
    b.when(row.row[member_row::kAddress]).assert_bool(row.aux[4]);
  }

  // slot = first slot + tau without overflow, where the key is used.
  template <class B, class Row>
  P3_INLINE void eval_window(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    const E* first_slot = row.word + 4;
    const E* carry = row.aux + 3;
    const E* slot = next.aux;
    b.label("members/window");
    auto here = b.when(row.row[member_row::kKey]);
    for (std::size_t k = 2; k < 6; ++k) here.assert_bool(row.aux[k]);
    auto used = b.when(row.row[member_row::kKey] * (row.prevote + row.lead));
    for (std::size_t k = 0; k < 4; ++k) {
      E sum = first_slot[k];
      if (k < 2) sum = sum + row.aux[k];
      if (k > 0) sum = sum + carry[k - 1];
      if (k < 3) sum = sum - carry[k] * power(16);
      used.assert_eq(sum, slot[k]);
    }
  }

  // active: height - activation = difference >= 0; else activation - height - 1 = difference.
  template <class B, class Row>
  P3_INLINE void eval_activation(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    const E* difference = row.word;
    const E* borrow = row.word + 4;
    const E* height = row.aux + 4;
    const E* activation = next.word;
    b.label("members/activation");
    b.assert_bool(row.active);
    const E sign = row.active + row.active - one<E>();
    auto here = b.when(row.row[member_row::kClock]);
    for (std::size_t k = 0; k < 4; ++k) {
      E limb = sign * (height[k] - activation[k]);
      if (k == 0) limb = limb - (one<E>() - row.active);
      if (k > 0) limb = limb - borrow[k - 1];
      if (k < 3) limb = limb + borrow[k] * power(16);
      here.assert_eq(limb, difference[k]);
      if (k < 3) here.assert_bool(borrow[k]);
    }
    b.label("members/leader-active");
    b.when(row.lead).assert_one(row.active);
  }

  // weight = (tier + 1) * max(hours, 1).
  template <class B, class Row>
  P3_INLINE void eval_weight(B& b, const Row& row) const {
    const auto& tier = row.word[6];
    const auto& hours = row.word[7];
    const auto& none = row.aux[0];
    b.label("members/weight");
    auto here = b.when(row.row[member_row::kValue]);
    here.assert_eq(hours * row.aux[1], b.constant(F::one()) - none);
    here.assert_zero(hours * none);
    here.assert_eq(row.aux[2], (tier + F::one()) * (hours + none));
  }

  // What a member adds to what it found.
  template <class B, class Row>
  P3_INLINE void eval_chain(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    b.label("members/copies");
    for (std::size_t k = 4; k < 8; ++k) {
      b.when(row.row[member_row::kValue]).assert_eq(next.word[k], row.word[k]);
    }
    for (std::size_t k = 6; k < 8; ++k) {
      b.when(row.row[member_row::kBefore]).assert_eq(next.word[k], row.word[k]);
    }
    auto turn = b.when(row.turn);
    b.label("members/sums");
    for (std::size_t k = 0; k < 2; ++k) {
      const E& limb = row.word[4 + k];
      turn.assert_eq(next.aux[k], row.aux[k] + limb);
      turn.assert_eq(next.aux[2 + k], row.aux[2 + k] + row.prevote * limb);
      turn.assert_eq(next.aux[4 + k], row.aux[4 + k] + row.precommit * limb);
    }
    b.label("members/words");
    const E& weight = row.word[1];
    const E& ends = next.word[5];
    auto after = b.when(row.row[member_row::kAfter]);
    after.assert_bool(row.word[5]);
    after.when(row.lead).assert_zero(row.word[5]);
    turn.assert_eq(next.word[0], row.word[0] + ends);
    turn.assert_eq(next.word[1], weight + weight + ends * (one<E>() - weight - weight));
    turn.assert_eq(next.aux[6], row.word[2] + row.prevote * weight);
    turn.assert_eq(next.aux[7], row.word[3] + row.precommit * weight);
    for (std::size_t k = 0; k < 2; ++k) {
      after.assert_eq(row.word[2 + k], row.aux[6 + k] * (one<E>() - row.word[5]));
    }
    b.label("members/position");
    turn.assert_eq(next.word[4], row.member + F::one());
  }

  // The leader block finds every group ended and leaves the state that member 0 begins with.
  template <class B, class Row>
  P3_INLINE void eval_closing(B& b, const Row& row) const {
    b.label("members/groups-ended");
    auto before = b.when(row.row[member_row::kBefore] * row.lead);
    before.assert_one(row.word[1]);
    before.assert_zero(row.word[2]);
    before.assert_zero(row.word[3]);
    // One demand, which only the member with this index and this leaf can supply.
    b.label("members/leader-leaf");
    b.when(row.row[member_row::kDigest] * row.lead).assert_one(row.aux[0]);
    b.label("members/start");
    auto after = b.when(row.row[member_row::kAfter] * row.lead);
    after.assert_zero(row.word[0]);
    after.assert_one(row.word[1]);
    after.assert_zero(row.word[2]);
    after.assert_zero(row.word[3]);
    after.assert_zero(row.word[4]);
    for (std::size_t k = 0; k < 6; ++k) after.assert_zero(row.aux[k]);
  }

  // The leaf: address | root | pp, first slot | activation, power, tier, hours.
  template <class B, class Row>
  P3_INLINE static void push_hasher(B& b, const Row& row) {
    using E = typename B::Expr;
    const E& first = row.row[member_row::kAddress];
    const E& second = row.row[member_row::kRoot];
    const E& third = row.row[member_row::kKey];
    const E& fourth = row.row[member_row::kValue];
    const E& digest = row.row[member_row::kDigest];
    const E id = small_constant<E>(hash_id(HashKind::kValidator, 0)) +
                 row.tree * F::from_u64(kHashIdStride) + second + third * F::from_u64(2) +
                 (fourth + digest) * F::from_u64(3);
    const E kind = first * F::from_u64(2) + (second + third + fourth) * F::from_u64(3) +
                   digest * F::from_u64(4);
    b.push_global(bus::kHasher,
                  hash_part_tuple(kind, id, row.word,
                                  first * F::from_u64(static_cast<std::uint32_t>(Tag::kValidator)),
                                  first * F::from_u64(32)),
                  B::Count::bounded(first + second + third + fourth + digest, 1));
  }

  template <class B, class Row>
  P3_INLINE void push_node(B& b, const Row& row) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E key = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kKey));
    const E statement = small_constant<E>(static_cast<std::uint32_t>(NodeKind::kStatement));
    const E set = small_constant<E>(static_cast<std::uint32_t>(TreeId::kValidators));
    b.push_exclusive(
        bus::kNode,
        b.arm(row.row[member_row::kRoot], Count::bounded(row.prevote + row.lead, 1),
              node_tuple(key, row.tree, small_constant<E>(key_height_), zero, row.word)),
        b.arm(row.row[member_row::kDigest], Count::bounded(row.lead - one<E>(), 1),
              node_tuple(statement, set, zero, row.member, row.word)));
  }

  template <class B, class Row>
  P3_INLINE static void push_link(B& b, const Row& row, const Row& next) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E zeros[8] = {zero, zero, zero, zero, zero, zero, zero, zero};
    const E votes = row.prevote + row.precommit;
    // tau stands in the key row; the root row, above it, sends the prevote's key.
    const E tau = row.aux[0] + row.aux[1] * power(16);
    const E tau_below = next.aux[0] + next.aux[1] * power(16);
    const E state_after[4] = {row.word[0], row.word[1], row.word[2], row.word[3]};
    b.push_exclusive(
        bus::kLink,
        b.arm(row.row[member_row::kPrevious], Count::integer(1),
              address_link(row.position - F::one(), row.word)),
        b.arm(row.row[member_row::kAddress], Count::bounded(row.lead - one<E>() - votes, 3),
              address_link(row.member, row.word)),
        b.arm(row.row[member_row::kRoot], Count::bounded(-row.prevote, 1),
              key_link(zero, row.member, zero, tau_below + tau_below, row.active, next.word)),
        b.arm(row.row[member_row::kKey],
              Count::bounded(-(row.precommit + row.precommit * row.active + row.lead), 2),
              key_link(row.lead, row.member, one<E>(), tau + tau + F::one(), row.active, row.word)),
        b.arm(row.row[member_row::kClock], Count::bounded(-row.lead, 1),
              address_link(zero - F::one(), zeros)),
        b.arm(row.row[member_row::kValue],
              Count::bounded(-(row.precommit * row.active + row.lead), 1),
              weight_link(row.member, row.lead, row.aux[2])),
        b.arm(row.row[member_row::kBefore], Count::integer(1),
              roster_link(row.position, row.word, row.aux)),
        b.arm(row.row[member_row::kAfter], Count::integer(-1),
              roster_link(row.word[4], state_after, row.aux)),
        b.arm(row.row[member_row::kDigest], Count::provided(row.aux[0]),
              leader_link(row.member, row.word)));
  }

  template <class B, class Row>
  P3_INLINE static void push_global(B& b, const Row& row) {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const E zero(F::zero());
    const E& ends = row.word[5];
    const E group[8] = {one<E>(), row.aux[6], row.aux[7], zero, zero, zero, zero, zero};
    const E leader[8] = {row.member, row.word[6], row.word[7], zero, zero, zero, zero, zero};
    const E totals[8] = {row.aux[0], row.aux[1], row.aux[2], row.aux[3],
                         row.aux[4], row.aux[5], zero,       zero};
    b.push_exclusive(
        bus::kGlobal,
        b.arm(row.row[member_row::kAddress], Count::bounded(-row.lead, 1),
              global_tuple(global_name<E>(GlobalName::kProposer), zero, row.word)),
        b.arm(row.row[member_row::kClock], Count::integer(1),
              global_tuple(global_name<E>(GlobalName::kSlot), row.lead, row.aux)),
        b.arm(row.row[member_row::kValue], Count::bounded(-row.lead, 1),
              global_tuple(global_name<E>(GlobalName::kLeader), zero, leader)),
        b.arm(row.row[member_row::kBefore], Count::bounded(-row.lead, 1),
              global_tuple(global_name<E>(GlobalName::kTotals), zero, totals)),
        b.arm(row.row[member_row::kAfter], Count::bounded(-ends, 1),
              global_tuple(global_name<E>(GlobalName::kGroup), row.word[0] - F::one(), group)));
  }

  template <class B, class Row>
  P3_INLINE void push_range(B& b, const Row& row, const Row& next) const {
    using E = typename B::Expr;
    using Count = typename B::Count;
    const auto always = Count::integer(1);
    const auto member = Count::bounded(one<E>() - row.lead, 1);
    const E zero(F::zero());
    const E* x = row.aux;
    const E low = x[2] - x[0] - F::one() + x[4] * power(16);
    const E high = x[3] - x[1] - x[4];
    const E* tau = next.aux;
    const E bound_low = small_constant<E>(last_tau_ & 0xffff) - tau[0] + tau[2] * power(16);
    const E bound_high = small_constant<E>(last_tau_ >> 16) - tau[1] - tau[2];
    const E* w = row.word;
    b.push_exclusive(
        bus::kRange,
        b.arm(row.row[member_row::kAddress], member, range_tuple(low, high, zero, zero)),
        b.arm(row.row[member_row::kRoot], always,
              range_tuple(tau[0], tau[1], bound_low, bound_high)),
        b.arm(row.row[member_row::kKey], always, range_tuple(w[4], w[5], w[6], w[7])),
        b.arm(row.row[member_row::kClock], always, range_tuple(w[0], w[1], w[2], w[3])),
        b.arm(row.row[member_row::kValue], always, range_tuple(w[0], w[1], w[2], w[3])),
        // Bit weight and place in the group: a group has at most 16 members.
        b.arm(row.row[member_row::kBefore], member,
              range_tuple(w[4], w[5], w[1], row.member - w[0] * F::from_u64(16))),
        b.arm(row.row[member_row::kAfter], always,
              range_tuple(w[6], small_constant<E>(kMaxTier) - w[6], w[7],
                          small_constant<E>(kMaxTimetokeHours) - w[7])));
  }

  template <class B, class Row>
  P3_INLINE static void push_canonical(B& b, const Row& row) {
    using E = typename B::Expr;
    const E member = row.row[member_row::kAddress] * (one<E>() - row.lead);
    for (std::size_t k = 0; k < 4; k += 2) {
      const E value = row.aux[k] + row.aux[k + 1] * power(16);
      b.push_global(bus::kCanonical, canonical_tuple(value, row.aux[k], row.aux[k + 1]),
                    B::Count::bounded(member, 1));
    }
  }

  unsigned key_height_;
  std::uint32_t last_tau_;  // of the key's window
};

}  // namespace rpp
