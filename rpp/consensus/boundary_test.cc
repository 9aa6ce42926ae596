// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "rpp/consensus/check.h"
#include "rpp/consensus/derive.h"
#include "rpp/consensus/forge.h"
#include "rpp/consensus/sample.h"
#include "rpp/hash/random_digest.h"
#include "rpp/xmss/one_time.h"

// Values at the edge of a rule: the last that holds and the first that does not.
namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool the_pool(2);
  return the_pool;
}

ConsensusSampleOptions small_options() {
  ConsensusSampleOptions options;
  options.rules.key_height = 8;
  return options;
}

// Four members, all voting, everything settled and not yet signed.
const ConsensusSample& base() {
  static const ConsensusSample kBase = make_consensus_draft(77, small_options(), pool());
  return kBase;
}

std::string verdict(const ConsensusRules& rules, const ForgedCertificate& forged) {
  const auto error = check_consensus(rules, forged.witness, forged.fields);
  return error ? describe(*error) : "valid";
}

std::string verdict(const CertificateDraft& draft) {
  return verdict(draft.rules, certified(draft, pool()));
}

TEST(Boundary, ThresholdIsTwoThirdsPlusOne) {
  EXPECT_EQ(quorum_threshold(0), 1u);
  EXPECT_EQ(quorum_threshold(1), 1u);
  EXPECT_EQ(quorum_threshold(2), 2u);
  EXPECT_EQ(quorum_threshold(3), 3u);
  EXPECT_EQ(quorum_threshold(4), 3u);
  EXPECT_EQ(quorum_threshold(100), 67u);
  EXPECT_EQ(quorum_threshold(0xffffffffu), 2863311531u);
}

// Powers p, p, p, rest: the three voters have exactly the threshold, or one less.
TEST(Boundary, PowerAtTheThreshold) {
  CertificateDraft draft = base().draft;
  // With a total of 300 the threshold is 201.
  const std::uint32_t powers[] = {67, 67, 67, 99};
  for (std::size_t i = 0; i < 4; ++i) draft.members[i].leaf.voting_power = powers[i];
  draft.members[3].prevote = draft.members[3].precommit = false;
  settle_set(draft);
  EXPECT_EQ(verdict(draft), "valid");
  draft.members[3].prevote = true;  // more prevotes than needed
  EXPECT_EQ(verdict(draft), "valid");
  draft.members[3].prevote = false;
  draft.members[2].leaf.voting_power = 66;
  draft.members[3].leaf.voting_power = 100;
  settle_set(draft);
  EXPECT_EQ(verdict(draft), "prevote_quorum_shortfall");
  draft.members[3].prevote = true;
  EXPECT_EQ(verdict(draft), "precommit_quorum_shortfall");
}

TEST(Boundary, LargestTotalPower) {
  CertificateDraft draft = base().draft;
  const std::uint32_t powers[] = {0x7fffffffu, 0x7fffffffu, 1, 0};
  for (std::size_t i = 0; i < 4; ++i) draft.members[i].leaf.voting_power = powers[i];
  settle_set(draft);
  const ForgedCertificate largest = certified(draft, pool());
  EXPECT_EQ(verdict(draft.rules, largest), "valid");
  EXPECT_EQ(largest.fields.total_power, 0xffffffffu);
  draft.members[3].leaf.voting_power = 1;
  settle_set(draft);
  EXPECT_EQ(verdict(draft), "total_power_overflow");
}

TEST(Boundary, LargestHeight) {
  CertificateDraft draft = base().draft;
  draft.header.height = 0xfffffffeu;
  EXPECT_EQ(verdict(draft), "valid");
  draft.header.height = 0xffffffffu;
  EXPECT_EQ(verdict(draft), "height_range");
}

TEST(Boundary, TierAndHours) {
  CertificateDraft draft = base().draft;
  draft.members[0].leaf.tier = kMaxTier;
  draft.members[0].leaf.timetoke_hours = kMaxTimetokeHours;
  draft.members[1].leaf.tier = 0;
  draft.members[1].leaf.timetoke_hours = 0;
  settle_all(draft);
  EXPECT_EQ(verdict(draft), "valid");
}

// A key counts from its activation height on.
TEST(Boundary, ActivationHeight) {
  const ConsensusSample& sample = base();
  const std::uint32_t leader = sample.draft.header.leader_index;
  for (const std::uint32_t i : {leader, (leader + 1) % 4}) {
    CertificateDraft draft = sample.draft;
    draft.members[i].leaf.activation_height = draft.header.height;
    settle_set(draft);
    const ForgedCertificate active = certified(draft, pool());
    EXPECT_EQ(verdict(draft.rules, active), "valid");
    draft.members[i].leaf.activation_height = draft.header.height + 1;
    settle_set(draft);
    const ForgedCertificate inactive = certified(draft, pool());
    EXPECT_EQ(verdict(draft.rules, inactive), i == leader ? "leader_key_inactive" : "valid");
    // Its vote counts as before, its output is in no tree.
    EXPECT_EQ(inactive.fields.precommit_power, active.fields.precommit_power);
    EXPECT_NE(inactive.fields.vrf_output_root, active.fields.vrf_output_root);
  }
}

// An inactive member that would win does not.
TEST(Boundary, InactiveKeysDoNotLead) {
  CertificateDraft draft = base().draft;
  const std::uint32_t winner = draft.header.leader_index;
  draft.members[winner].leaf.activation_height = draft.header.height + 1;
  settle_all(draft);
  EXPECT_NE(draft.header.leader_index, winner);
  EXPECT_EQ(verdict(draft), "valid");
}

// A member whose vote-slot leaves are those of `offset` slots into its window.
CertificateDraft with_offset(std::uint64_t offset, const XmssKey& key, std::uint32_t i) {
  CertificateDraft draft = base().draft;
  DraftMember& member = draft.members[i];
  member.key = &key;
  member.leaf.key_root = key.public_key().root;
  member.leaf.key_pp = key.public_key().pp;
  member.leaf.first_slot = draft.vote_slot - offset;
  settle_all(draft);
  return draft;
}

TEST(Boundary, FirstAndLastSlotOfTheWindow) {
  const unsigned height = base().draft.rules.key_height;
  const std::uint32_t slots = vote_leaves(height) / 2;
  p3::SplitMix64 draws(5);
  for (const std::uint32_t offset : {0u, slots - 1}) {
    const XmssKey key(SecretSeed(random_digest(draws).elements),
                      {KeyKind::kVote, height, 2 * offset, 1}, pool());
    for (std::uint32_t i = 0; i < 4; ++i) {
      EXPECT_EQ(verdict(with_offset(offset, key, i)), "valid") << offset;
    }
  }
}

// One slot before the first and one behind the last: the member signs where the index would wrap.
TEST(Boundary, SlotsBesideTheWindow) {
  const unsigned height = base().draft.rules.key_height;
  const std::uint32_t leaves = std::uint32_t{1} << height;
  const std::uint32_t slots = vote_leaves(height) / 2;
  p3::SplitMix64 draws(6);
  const std::uint32_t i = base().draft.header.leader_index == 0 ? 1 : 0;
  for (const std::uint32_t first_leaf : {leaves - 2, 2 * slots}) {
    const XmssKey key(SecretSeed(random_digest(draws).elements),
                      {KeyKind::kVote, height, first_leaf, 1}, pool());
    CertificateDraft draft = base().draft;
    DraftMember& member = draft.members[i];
    member.key = &key;
    member.leaf.key_root = key.public_key().root;
    member.leaf.key_pp = key.public_key().pp;
    const bool before = first_leaf == leaves - 2;
    member.leaf.first_slot = before ? draft.vote_slot + 1 : draft.vote_slot - slots;
    member.leaf.activation_height = draft.header.height + 1;
    settle_all(draft);
    const ForgedCertificate forged = certified(draft, pool());
    const auto errors = consensus_errors(draft.rules, forged.witness, forged.fields);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0], (ConsensusError{ConsensusRule::kVoteOutsideKeyWindow, i, {}}));
  }
}

// Two members with equal tickets: the smaller index leads. Equal tickets need equal secrets, which
// only owners who share a seed have.
TEST(Boundary, EqualTicketsGoToTheSmallerIndex) {
  CertificateDraft draft = base().draft;
  const std::uint32_t winner = draft.header.leader_index;
  const std::uint32_t twin = winner == 3 ? 2 : 3;
  const Digest address = draft.members[twin].leaf.address;
  draft.members[twin] = draft.members[winner];
  draft.members[twin].leaf.address = address;
  settle_all(draft);
  EXPECT_EQ(draft.header.leader_index, std::min(winner, twin));
  EXPECT_EQ(verdict(draft), "valid");
  settle_leader(draft, std::max(winner, twin));
  settle_beacon(draft);
  EXPECT_EQ(verdict(draft), "leader_preceded: member " + std::to_string(std::min(winner, twin)));
}

// An equal ratio from unequal weights is a tie too: half the weight and half the ticket.
TEST(Boundary, TicketsAreComparedAsRatios) {
  EXPECT_FALSE(precedes({10, 2, 1}, {5, 1, 0}));
  EXPECT_TRUE(precedes({10, 2, 0}, {5, 1, 1}));
  EXPECT_TRUE(precedes({9, 2, 1}, {5, 1, 0}));
  EXPECT_FALSE(precedes({11, 2, 0}, {5, 1, 1}));
}

// Votes of a later slot do not compete with the leader, whatever their tickets.
TEST(Boundary, LaterVotesDoNotDecideTheElection) {
  ConsensusSampleOptions options = small_options();
  options.later_slots = 1;
  const ConsensusSample sample = make_consensus_draft(3, options, pool());
  for (std::uint32_t leader = 0; leader < 4; ++leader) {
    CertificateDraft draft = sample.draft;
    settle_leader(draft, leader);
    settle_beacon(draft);
    EXPECT_EQ(verdict(draft), "valid");
  }
}

TEST(Boundary, EqualAddressesAreNotIncreasing) {
  CertificateDraft draft = base().draft;
  draft.members[2].leaf.address = draft.members[1].leaf.address;
  settle_all(draft);
  EXPECT_EQ(verdict(draft), "validator_order: member 2");
}

// Order is by canonical integers, element 0 first; stored words are in another order.
TEST(Boundary, AddressesAreOrderedAsIntegers) {
  CertificateDraft draft = base().draft;
  for (std::size_t i = 0; i < 4; ++i) {
    Digest address;
    address[0] = Element::from_u64(i < 2 ? 0 : Element::kOrder - 1);
    address[7] = Element::from_u64(i % 2 == 0 ? 1 : Element::kOrder - 1);
    draft.members[i].leaf.address = address;
  }
  settle_all(draft);
  EXPECT_EQ(verdict(draft), "valid");
}

TEST(Boundary, EpochChangesWithTheHeight) {
  CertificateDraft draft = base().draft;
  draft.header.height = 3 * draft.rules.epoch_length - 1;
  for (DraftMember& member : draft.members) member.leaf.activation_height = 0;
  settle_all(draft);
  EXPECT_EQ(certified(draft, pool()).fields.epoch, 2u);
  ++draft.header.height;
  EXPECT_EQ(certified(draft, pool()).fields.epoch, 3u);
}

// Integers of one element that are none: refused by name before anything is hashed.
TEST(Boundary, SmallIntegersAboveTheFieldAreRefused) {
  const ForgedCertificate good = certified(base().draft, pool());
  const auto verdict_with = [&good](auto change) {
    ForgedCertificate bad = good;
    change(bad.witness);
    return verdict(base().draft.rules, bad);
  };
  EXPECT_EQ(verdict_with([](auto& w) { w.members[1].leaf.tier = Element::kPrime; }),
            "tier_range: member 1");
  EXPECT_EQ(verdict_with([](auto& w) { w.members[1].leaf.timetoke_hours = 0xffffffffu; }),
            "timetoke_range: member 1");
  EXPECT_EQ(verdict_with([](auto& w) { w.header.leader_tier = Element::kPrime; }),
            "leader_tier_mismatch");
  EXPECT_EQ(verdict_with([](auto& w) { w.header.leader_timetoke = Element::kPrime; }),
            "leader_timetoke_mismatch");
}

}  // namespace
}  // namespace rpp
