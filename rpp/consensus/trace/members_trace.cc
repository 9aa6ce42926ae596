// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/members_trace.h"

#include "rpp/consensus/air/members_air.h"
#include "rpp/hash/limbs.h"
#include "rpp/xmss/vrf.h"

namespace rpp {
namespace {

using Columns = MembersColumns;

// What a member finds and leaves behind: the state of the chain.
struct Roster {
  std::uint64_t group = 0;
  std::uint64_t bit_weight = 1;
  std::uint64_t words[2] = {0, 0};
  std::uint64_t sums[6] = {0, 0, 0, 0, 0, 0};
  Digest address;
};

std::uint64_t limb(std::uint64_t x, unsigned k) { return (x >> (16 * k)) & 0xffff; }

class BlockWriter {
 public:
  BlockWriter(Trace& trace, std::size_t first, const MembersInput& input, const MemberEntry& member,
              std::uint32_t index, bool lead)
      : trace_(trace), first_(first), input_(input), member_(member), index_(index), lead_(lead) {}

  // Rows that member and leader have alike; `position` is the place in the chain.
  void fill_leaf(std::uint32_t position) {
    const ValidatorLeaf& leaf = member_.leaf;
    carry(position);
    word(member_row::kAddress, leaf.address.elements);
    word(member_row::kRoot, leaf.key_root.elements);
    word(member_row::kKey, leaf.key_pp);
    put_limbs(member_row::kKey, 4, leaf.first_slot, 4);
    word(member_row::kValue, u64_limbs(leaf.activation_height));
    word(member_row::kDigest, validator_hash(leaf).elements);
    // Power, tier and hours, and their copies in the rows below.
    for (const std::size_t row : {member_row::kValue, member_row::kBefore, member_row::kAfter}) {
      if (row != member_row::kAfter) put_limbs(row, 4, leaf.voting_power, 2);
      set(row, Columns::kWord + 6, leaf.tier);
      set(row, Columns::kWord + 7, leaf.timetoke_hours);
    }
    aux(member_row::kDigest, 0, element(lead_ ? 1 : 0));
    fill_window();
    fill_activation();
    fill_weight();
  }

  void fill_order(const Digest& previous) {
    word(member_row::kPrevious, previous.elements);
    if (lead_) return;
    const Digest& own = member_.leaf.address;
    std::size_t k = 0;
    while (k < 7 && previous[k] == own[k]) ++k;
    aux(member_row::kPrevious, k, Element::one());
    const std::uint64_t a = previous[k].as_canonical_u64(), b = own[k].as_canonical_u64();
    const std::uint64_t limbs[5] = {limb(a, 0), limb(a, 1), limb(b, 0), limb(b, 1),
                                    limb(b, 0) < limb(a, 0) + 1 ? 1u : 0u};
    for (std::size_t j = 0; j < 5; ++j) aux(member_row::kAddress, j, element(limbs[j]));
  }

  void fill_before(const Roster& roster) {
    state(member_row::kBefore, roster);
    set(member_row::kBefore, Columns::kTurn, lead_ ? 0 : 1);
  }
  // `members` so far; `full` are the words before a group's end clears them.
  void fill_after(const Roster& roster, std::uint64_t members, const std::uint64_t* full,
                  bool ends) {
    state(member_row::kAfter, roster);
    set(member_row::kAfter, Columns::kWord + 4, members);
    set(member_row::kAfter, Columns::kWord + 5, ends ? 1 : 0);
    for (std::size_t s = 0; s < 2; ++s) {
      aux(member_row::kAfter, 6 + s, element(full == nullptr ? 0 : full[s]));
    }
  }
  void answer_leader() { aux(member_row::kDigest, 0, Element::from_i64(-1)); }

 private:
  void set(std::size_t row, std::size_t column, std::uint64_t value) {
    trace_.at(first_ + row, column) = element(value);
  }
  void word(std::size_t row, std::span<const Element> values) {
    put(trace_, first_ + row, Columns::kWord, values);
  }
  void aux(std::size_t row, std::size_t k, Element value) {
    trace_.at(first_ + row, Columns::kAux + k) = value;
  }
  void put_limbs(std::size_t row, std::size_t column, std::uint64_t value, unsigned limbs) {
    for (unsigned k = 0; k < limbs; ++k) set(row, column + k, limb(value, k));
  }
  std::uint64_t slot() const { return lead_ ? input_.slot : input_.vote_slot; }

  void carry(std::uint32_t position) {
    for (std::size_t row = 0; row < Columns::kRows; ++row) {
      set(row, Columns::kRow + row, 1);
      set(row, Columns::kLead, lead_ ? 1 : 0);
      set(row, Columns::kMember, index_);
      set(row, Columns::kPosition, position);
      set(row, Columns::kTree, lead_ ? kLeaderTree : index_);
      set(row, Columns::kPrevote, !lead_ && member_.prevote ? 1 : 0);
      set(row, Columns::kPrecommit, !lead_ && member_.precommit ? 1 : 0);
      set(row, Columns::kActive, active() ? 1 : 0);
    }
  }
  bool active() const { return key_active(member_.leaf, input_.height); }

  // tau = 0 where the key is not used, or not for this slot: the latter does not add up.
  void fill_window() {
    put_limbs(member_row::kClock, Columns::kAux, slot(), 4);
    put_limbs(member_row::kClock, Columns::kAux + 4, input_.height, 4);
    const bool used = lead_ || member_.prevote;
    const std::uint64_t first_slot = member_.leaf.first_slot;
    const bool inside = slot() >= first_slot && slot() - first_slot < slots();
    const std::uint64_t tau = used && inside ? slot() - first_slot : 0;
    put_limbs(member_row::kKey, Columns::kAux, tau, 2);
    const bool borrows = limb(slots() - 1, 0) < limb(tau, 0);
    aux(member_row::kKey, 2, element(borrows ? 1 : 0));
    std::uint64_t carried = 0;
    for (unsigned k = 0; k < 3; ++k) {
      carried = (limb(first_slot, k) + limb(tau, k) + carried) >> 16;
      aux(member_row::kKey, 3 + k, element(carried));
    }
  }
  std::uint64_t slots() const { return key_slots(input_.key_height); }

  void fill_activation() {
    const std::uint64_t activation = member_.leaf.activation_height;
    const std::uint64_t large = active() ? input_.height : activation;
    const std::uint64_t small = active() ? activation : input_.height;
    std::uint64_t borrow = active() ? 0 : 1;
    for (unsigned k = 0; k < 4; ++k) {
      const std::uint64_t take = limb(small, k) + borrow;
      borrow = limb(large, k) < take ? 1 : 0;
      set(member_row::kClock, Columns::kWord + k, limb(large, k) + (borrow << 16) - take);
      if (k < 3) set(member_row::kClock, Columns::kWord + 4 + k, borrow);
    }
  }

  void fill_weight() {
    const ValidatorLeaf& leaf = member_.leaf;
    const Element hours = element(leaf.timetoke_hours);
    const bool none = leaf.timetoke_hours == 0;
    aux(member_row::kValue, 0, element(none ? 1 : 0));
    aux(member_row::kValue, 1, none ? Element::zero() : hours.inverse());
    aux(member_row::kValue, 2, element(vrf_weight(leaf.tier, leaf.timetoke_hours)));
  }

  void state(std::size_t row, const Roster& roster) {
    set(row, Columns::kWord, roster.group);
    set(row, Columns::kWord + 1, roster.bit_weight);
    for (std::size_t s = 0; s < 2; ++s) set(row, Columns::kWord + 2 + s, roster.words[s]);
    for (std::size_t k = 0; k < 6; ++k) aux(row, k, element(roster.sums[k]));
  }

  Trace& trace_;
  std::size_t first_;
  const MembersInput& input_;
  const MemberEntry& member_;
  std::uint32_t index_;
  bool lead_;
};

void fill_member(Trace& trace, const MembersInput& input, std::uint32_t index, Roster& roster) {
  const MemberEntry& member = input.members[index];
  BlockWriter block(trace, index * Columns::kRows, input, member, index, false);
  block.fill_leaf(index);
  block.fill_order(roster.address);
  block.fill_before(roster);
  if (index == input.leader) block.answer_leader();

  const bool bits[3] = {true, member.prevote, member.precommit};
  for (std::size_t s = 0; s < 3; ++s) {
    for (unsigned k = 0; k < 2 && bits[s]; ++k) {
      roster.sums[2 * s + k] += limb(member.leaf.voting_power, k);
    }
  }
  for (std::size_t s = 0; s < 2; ++s) roster.words[s] += bits[1 + s] ? roster.bit_weight : 0;
  const std::uint64_t full[2] = {roster.words[0], roster.words[1]};
  const bool ends = index % 16 == 15 || index + 1 == input.members.size();
  roster.bit_weight *= 2;
  if (ends) {
    ++roster.group;
    roster.bit_weight = 1;
    roster.words[0] = roster.words[1] = 0;
  }
  roster.address = member.leaf.address;
  block.fill_after(roster, index + 1, full, ends);
}

}  // namespace

Trace members_trace(const MembersInput& input) {
  static const MemberEntry kNobody;
  const std::size_t blocks = input.members.size() + 1;
  Trace trace = Trace::zeros(table_rows(blocks * Columns::kRows), Columns::kTotal);
  Roster roster;
  for (std::uint32_t i = 0; i < input.members.size(); ++i) fill_member(trace, input, i, roster);
  BlockWriter leader(trace, input.members.size() * Columns::kRows, input,
                     input.leader < input.members.size() ? input.members[input.leader] : kNobody,
                     input.leader, true);
  leader.fill_leaf(static_cast<std::uint32_t>(input.members.size()));
  leader.fill_order(roster.address);
  leader.fill_before(roster);
  leader.fill_after(Roster{}, 0, nullptr, false);
  return trace;
}

}  // namespace rpp
