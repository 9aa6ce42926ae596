// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/inputs.h"

#include "rpp/xmss/one_time.h"
#include "rpp/xmss/vrf.h"

namespace rpp {
namespace {

void add_vote(const ConsensusMember& member, const CertificateFacts& facts, std::uint32_t index,
              Stage stage, BallotsInput& out) {
  const auto s = static_cast<std::size_t>(stage);
  const std::optional<VoteFacts>& vote = facts.members[index].votes[s];
  if (!vote) return;
  const bool precommit = stage == Stage::kPrecommit;
  const VoteSignature& signature = precommit ? member.precommit->signature : *member.prevote;
  out.votes.push_back({.member = index,
                       .stage = stage,
                       .leaf = vote->leaf,
                       .active = facts.members[index].active,
                       .pp = member.leaf.key_pp,
                       .vote = facts.votes[s],
                       .address = member.leaf.address,
                       .rho = signature.rho,
                       .wots = vote->wots,
                       .c = precommit ? member.precommit->vrf_commitment : vrf_none()});
}

void add_openings(const ConsensusWitness& witness, const CertificateFacts& facts,
                  BallotsInput& out) {
  for (std::uint32_t i = 0; i < witness.members.size(); ++i) {
    if (!facts.members[i].output) continue;
    const VoteFacts& vote = *facts.members[i].votes[1];
    out.opens.push_back({i, false, vote.leaf, witness.members[i].leaf.key_pp, vote.wots,
                         witness.members[i].precommit->vrf_secret, facts.mu_vote_slot});
  }
  if (!facts.leader) return;
  const std::uint32_t leader = witness.header.leader_index;
  out.opens.push_back({leader, true, facts.leader->leaf, witness.members[leader].leaf.key_pp,
                       witness.leader.wots, witness.leader.vrf_secret, facts.mu_slot});
}

}  // namespace

TablesInput tables_input(const ConsensusRules& rules, const ConsensusWitness& witness,
                         const CertificateFacts& facts) {
  TablesInput out;
  out.members.leader = witness.header.leader_index;
  out.members.vote_slot = witness.vote_slot;
  out.members.slot = witness.header.slot;
  out.members.height = witness.header.height;
  out.members.key_height = rules.key_height;
  for (std::uint32_t i = 0; i < witness.members.size(); ++i) {
    const ConsensusMember& member = witness.members[i];
    out.members.members.push_back(
        {member.leaf, member.prevote.has_value(), member.precommit.has_value()});
    for (const Stage stage : kStages) add_vote(member, facts, i, stage, out.ballots);
  }
  add_openings(witness, facts, out.ballots);
  out.tickets.same_slot = witness.vote_slot == witness.header.slot;
  for (const OpenEntry& open : out.ballots.opens) {
    const ValidatorLeaf& leaf = witness.members[open.member].leaf;
    out.tickets.entries.push_back(
        {open.member, open.lead, vrf_output_of(open), vrf_weight(leaf.tier, leaf.timetoke_hours)});
  }
  out.witnesses = witness.witness_commitments;
  out.reputations = witness.reputation_roots;
  return out;
}

}  // namespace rpp
