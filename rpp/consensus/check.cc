// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/check.h"

#include "rpp/consensus/derive.h"

namespace rpp {
namespace {

// Asks the rules of one witness and keeps those that do not hold.
class Judge {
 public:
  Judge(const ConsensusRules& rules, const ConsensusWitness& witness, const CertificateFacts& facts)
      : rules_(rules), witness_(witness), header_(witness.header), facts_(facts) {}

  void header();
  void validator_set();
  void votes();
  void leader();
  void public_fields(const ConsensusPublic& fields);
  std::vector<ConsensusError> take_errors() { return std::move(errors_); }

 private:
  void demand(bool holds, ConsensusRule rule, std::optional<std::uint32_t> member = {},
              std::optional<Stage> stage = {}) {
    if (!holds) errors_.push_back({rule, member, stage});
  }
  void member_votes(std::uint32_t i);
  void election(const ValidatorLeaf& leader);

  const ConsensusRules& rules_;
  const ConsensusWitness& witness_;
  const BlockHeader& header_;
  const CertificateFacts& facts_;
  std::vector<ConsensusError> errors_;
};

void Judge::header() {
  demand(header_.height <= kMaxBlockHeight, ConsensusRule::kHeightRange);
  demand(header_.validator_set_root == facts_.validator_set_root,
         ConsensusRule::kHeaderValidatorSetRoot);
  demand(header_.witness_commitment_root == facts_.witness_commitment_root,
         ConsensusRule::kHeaderWitnessCommitmentRoot);
  demand(header_.reputation_root == facts_.reputation_root, ConsensusRule::kHeaderReputationRoot);
  demand(header_.beacon_after == facts_.beacon_after, ConsensusRule::kInvalidBeacon);
  demand(witness_.vote_slot >= header_.slot, ConsensusRule::kVoteSlotBeforeSlot);
}

void Judge::validator_set() {
  const std::vector<ConsensusMember>& members = witness_.members;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    const ValidatorLeaf& leaf = members[i].leaf;
    // Address 0 is the sentinel's, no validator's.
    const Digest previous = i > 0 ? members[i - 1].leaf.address : Digest{};
    demand(previous < leaf.address, ConsensusRule::kValidatorOrder, i);
    demand(leaf.tier <= kMaxTier, ConsensusRule::kTierRange, i);
    demand(leaf.timetoke_hours <= kMaxTimetokeHours, ConsensusRule::kTimetokeRange, i);
  }
  demand(facts_.total_power >> 32 == 0, ConsensusRule::kTotalPowerOverflow);
}

void Judge::member_votes(std::uint32_t i) {
  const ConsensusMember& member = witness_.members[i];
  const MemberFacts& facts = facts_.members[i];
  if (!member.votes()) return;
  demand(!member.precommit || member.prevote, ConsensusRule::kPrecommitMissingPrevote, i);
  demand(facts.in_window, ConsensusRule::kVoteOutsideKeyWindow, i);
  for (const Stage stage : kStages) {
    const std::optional<VoteFacts>& vote = facts.votes[static_cast<std::size_t>(stage)];
    demand(!vote || vote->encoding_valid, ConsensusRule::kInvalidVoteEncoding, i, stage);
  }
  // A path that both leaves share cannot tell which of them is wrong.
  std::optional<Stage> stage;
  if (!member.precommit) stage = Stage::kPrevote;
  if (!member.prevote) stage = Stage::kPrecommit;
  demand(facts.root == member.leaf.key_root, ConsensusRule::kInvalidVoteSignature, i, stage);
  if (facts.commitment) {
    demand(*facts.commitment == member.precommit->vrf_commitment, ConsensusRule::kInvalidVrfProof,
           i);
  }
}

void Judge::votes() {
  for (std::uint32_t i = 0; i < witness_.members.size(); ++i) member_votes(i);
  const std::uint64_t threshold = quorum_threshold(facts_.total_power);
  demand(facts_.power[0] >= threshold, ConsensusRule::kPrevoteQuorumShortfall);
  demand(facts_.power[1] >= threshold, ConsensusRule::kPrecommitQuorumShortfall);
}

void Judge::election(const ValidatorLeaf& leader) {
  // Votes of a later slot open outputs of that slot, which are no tickets of the header's.
  if (witness_.vote_slot != header_.slot) return;
  const Candidate chosen{vrf_ticket(header_.leader_output),
                         vrf_weight(leader.tier, leader.timetoke_hours), header_.leader_index};
  for (std::uint32_t i = 0; i < witness_.members.size(); ++i) {
    const std::optional<Digest>& output = facts_.members[i].output;
    if (!output) continue;
    const ValidatorLeaf& leaf = witness_.members[i].leaf;
    const Candidate other{vrf_ticket(*output), vrf_weight(leaf.tier, leaf.timetoke_hours), i};
    demand(!precedes(other, chosen), ConsensusRule::kLeaderPreceded, i);
  }
}

void Judge::leader() {
  demand(facts_.leader.has_value(), ConsensusRule::kLeaderOutOfRange);
  if (!facts_.leader) return;
  const LeaderFacts& facts = *facts_.leader;
  const ValidatorLeaf& leaf = witness_.members[header_.leader_index].leaf;
  demand(facts.active, ConsensusRule::kLeaderKeyInactive);
  demand(facts.in_window, ConsensusRule::kLeaderOutsideKeyWindow);
  demand(facts.root == leaf.key_root, ConsensusRule::kInvalidLeaderOpening);
  demand(facts.output == header_.leader_output, ConsensusRule::kLeaderOutputMismatch);
  demand(header_.proposer == leaf.address, ConsensusRule::kProposerMismatch);
  demand(header_.leader_tier == leaf.tier, ConsensusRule::kLeaderTierMismatch);
  demand(header_.leader_timetoke == leaf.timetoke_hours, ConsensusRule::kLeaderTimetokeMismatch);
  election(leaf);
}

void Judge::public_fields(const ConsensusPublic& fields) {
  const FieldValues claimed = values_of(fields);
  const FieldValues derived = values_of(derive_public(rules_, witness_, facts_));
  for (std::size_t i = 0; i < claimed.size(); ++i) {
    demand(claimed[i] == derived[i], mismatch_of_field(i));
  }
}

}  // namespace

std::vector<ConsensusError> consensus_errors(const ConsensusRules& rules,
                                             const ConsensusWitness& witness,
                                             const CertificateFacts& facts,
                                             const ConsensusPublic& fields) noexcept {
  Judge judge(rules, witness, facts);
  judge.header();
  judge.validator_set();
  judge.votes();
  judge.leader();
  judge.public_fields(fields);
  return judge.take_errors();
}

std::vector<ConsensusError> consensus_errors(const ConsensusRules& rules,
                                             const ConsensusWitness& witness,
                                             const ConsensusPublic& fields) noexcept {
  if (const auto error = check_shape(rules, witness)) return {*error};
  return consensus_errors(rules, witness, certificate_facts(rules, witness), fields);
}

std::optional<ConsensusError> check_consensus(const ConsensusRules& rules,
                                              const ConsensusWitness& witness,
                                              const ConsensusPublic& fields) noexcept {
  const std::vector<ConsensusError> errors = consensus_errors(rules, witness, fields);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
