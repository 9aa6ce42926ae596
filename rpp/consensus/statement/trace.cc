// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/statement/trace.h"

#include <algorithm>
#include <vector>

#include "p3/base/check.h"

#include "rpp/fields/field_codec.h"
#include "rpp/hash/sponge.h"
#include "rpp/wiring/integers_trace.h"

namespace rpp {
namespace {

Element small(std::uint64_t x) { return Element::from_u64(x); }

void set_header(TapeValues& v, const HeaderCells& cells, const BlockHeader& h) {
  v.set(cells.previous_hash, h.previous_hash);
  v.set(cells.tx_root, h.tx_root);
  v.set(cells.uptime_list_root, h.uptime_list_root);
  v.set(cells.identity_list_root, h.identity_list_root);
  v.set(cells.state_root_after, h.state_root_after);
  v.set(cells.next_validator_set_root, h.next_validator_set_root);
  v.set(cells.history_root, h.history_root);
  v.set(cells.epoch_nonce, h.epoch_nonce);
  v.set(cells.leader_output, h.leader_output);
  v.set(cells.proposer, h.proposer);
  v.set_integer(cells.timestamp, h.timestamp);
  v.set(cells.tier, small(h.leader_tier));
  v.set(cells.hours, small(h.leader_timetoke));
}

void set_groups(TapeValues& v, const StatementLayout& layout, const StatementInput& input) {
  const auto prevotes = bitmap_elements(input.prevotes);
  const auto precommits = bitmap_elements(input.precommits);
  for (std::size_t k = 0; k < kMemberGroups; ++k) {
    const GroupCells& group = layout.groups[k];
    v.set(group.exists, small(kMemberGroups * k < input.members ? 1 : 0));
    v.set(group.prevotes, prevotes[k]);
    v.set(group.precommits, precommits[k]);
  }
}

// Hashes that are no public fields.
void set_digests(TapeValues& v, const StatementLayout& layout, const ConsensusPublic& f) {
  v.set(layout.s, statement_digest(kConsensusTable, values_of(f)));
  for (std::uint32_t stage = 0; stage < 2; ++stage) {
    v.set(layout.votes[stage], HashInput(Tag::kVote)
                                   .digest(f.chain_id)
                                   .small(stage)
                                   .u64(f.vote_slot)
                                   .u64(f.height)
                                   .u32(f.round)
                                   .digest(f.block_hash)
                                   .hash());
  }
  const std::uint64_t slots[] = {f.vote_slot, f.slot};
  for (std::size_t i = 0; i < 2; ++i) {
    v.set(layout.mus[i],
          HashInput(Tag::kVrf).digest(f.chain_id).digest(f.beacon_before).u64(slots[i]).hash());
  }
}

void set_sums(TapeValues& v, const U32Cells& cells, const std::array<std::uint32_t, 2>& sums) {
  for (std::size_t i = 0; i < 2; ++i) v.set(cells[i], small(sums[i]));
}

void add_power(std::array<std::uint32_t, 2>& sums, std::uint32_t power) {
  sums[0] += power & 0xffff;
  sums[1] += power >> kLimbBits;
}

// 2 q + [rest = 2] + 1 = threshold[0] + 2^16 carry on the lower limbs.
void fill_threshold(TapeValues& v, const ThresholdCells& threshold) {
  fill_division(v, threshold.third);
  const std::uint64_t low = 2 * v.integer_of(threshold.third.quotient[0]) + 1 +
                            (v.integer_of(threshold.third.rest) == 2 ? 1 : 0);
  v.set(threshold.carry.x, small(low >> kLimbBits));
  fill_at_most(v, threshold.carry);
}

// Divisions and normalised sums write their results, which the fields then overwrite: a field that
// differs breaks the equations instead of moving them.
void fill_numbers(TapeValues& v, const StatementLayout& layout, const StatementInput& input,
                  std::span<const Element> fields) {
  v.set(layout.fields.message(), fields);
  const PowerSums& powers = input.powers;
  const std::array<std::uint32_t, 2> sums[] = {powers.total, powers.prevotes, powers.precommits};
  for (std::size_t i = 0; i < 3; ++i) {
    set_sums(v, layout.powers[i].sums, sums[i]);
    fill_normalised(v, layout.powers[i]);
  }
  fill_division(v, layout.epoch);
  v.set(layout.fields.message(), fields);
  v.set_integer(layout.next_height, input.fields.height + 1);
  fill_sum(v, layout.height_bound);
  fill_at_least(v, layout.vote_slot);
  fill_zero_test(v, layout.same_slot);
  fill_threshold(v, layout.threshold);
  fill_at_least(v, layout.prevote_quorum);
  fill_at_least(v, layout.precommit_quorum);
}

void set_users(TapeValues& v, const StatementSupplies& supplies, const StatementUsers& users) {
  for (std::size_t i = 0; i < 2; ++i) {
    v.set_users(supplies.votes[i], users.votes[i]);
    v.set_users(supplies.mus[i], users.mus[i]);
    v.set_users(supplies.slots[i], users.slots[i]);
  }
  v.set_users(supplies.tickets, users.tickets);
  for (std::size_t tree = 0; tree < kTreeCount; ++tree) {
    v.set_users(supplies.empties[tree], users.empties[tree]);
  }
}

}  // namespace

StatementInput statement_input(const ConsensusWitness& witness, const ConsensusPublic& fields) {
  P3_CHECK(witness.members.size() <= kMembers, "too many members for the bitmaps");
  StatementInput input{.header = witness.header,
                       .fields = fields,
                       .members = witness.members.size(),
                       .prevotes = {},
                       .precommits = {},
                       .powers = {}};
  for (std::size_t i = 0; i < witness.members.size(); ++i) {
    const ConsensusMember& member = witness.members[i];
    input.prevotes[i] = member.prevote.has_value();
    input.precommits[i] = member.precommit.has_value();
    const std::uint32_t power = member.leaf.voting_power;
    add_power(input.powers.total, power);
    if (member.prevote) add_power(input.powers.prevotes, power);
    if (member.precommit) add_power(input.powers.precommits, power);
  }
  return input;
}

TapeValues statement_values(const StatementLayout& layout, const StatementInput& input,
                            const StatementUsers& users) {
  TapeValues v(layout.tape);
  set_header(v, layout.header, input.header);
  set_groups(v, layout, input);
  set_digests(v, layout, input.fields);
  fill_numbers(v, layout, input, encode_fields(kConsensusTable, values_of(input.fields)));
  set_users(v, layout.supplies, users);
  return v;
}

std::array<Element, 16> statement_public_values(const ConsensusPublic& fields,
                                                const Digest& key_id) {
  std::array<Element, 16> out;
  const Digest s = statement_digest(kConsensusTable, values_of(fields));
  std::copy_n(s.elements.begin(), 8, out.begin());
  std::copy_n(key_id.elements.begin(), 8, out.begin() + 8);
  return out;
}

}  // namespace rpp
