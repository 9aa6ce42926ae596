// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/facts.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

VoteFacts vote_facts(const ConsensusRules& rules, const ConsensusWitness& witness,
                     const ValidatorLeaf& validator, const Digest& vote, Stage stage,
                     const VoteSignature& signature, const Digest& c) {
  const std::uint32_t leaf = wrapped_leaf(rules, validator.first_slot, witness.vote_slot, stage);
  return leaf_facts(validator.key_pp, leaf, vote_by_digest(vote, validator.address), signature, c);
}

// Both votes share the path from the parent of their leaves.
Digest votes_root(const ConsensusMember& member, const MemberFacts& facts, std::uint32_t leaf) {
  const Digest& left = facts.votes[0] ? facts.votes[0]->key_leaf : member.sibling_leaf;
  const Digest& right = facts.votes[1] ? facts.votes[1]->key_leaf : member.sibling_leaf;
  return root_from_path(compress(left, right), leaf >> 1, member.path);
}

MemberFacts member_facts(const ConsensusRules& rules, const ConsensusWitness& witness,
                         const ConsensusMember& member, const CertificateFacts& certificate) {
  const ValidatorLeaf& validator = member.leaf;
  MemberFacts facts;
  facts.in_window =
      slot_leaf(rules, validator.first_slot, witness.vote_slot, Stage::kPrevote).has_value();
  facts.active = key_active(validator, witness.header.height);
  if (member.prevote) {
    facts.votes[0] = vote_facts(rules, witness, validator, certificate.votes[0], Stage::kPrevote,
                                *member.prevote, vrf_none());
  }
  if (member.precommit) {
    const Precommit& precommit = *member.precommit;
    facts.votes[1] = vote_facts(rules, witness, validator, certificate.votes[1], Stage::kPrecommit,
                                precommit.signature, precommit.vrf_commitment);
    if (facts.active) {
      facts.commitment =
          vrf_commitment(validator.key_pp, facts.votes[1]->leaf, precommit.vrf_secret);
      facts.output = vrf_output(precommit.vrf_secret, certificate.mu_vote_slot);
    }
  }
  if (member.votes()) {
    const std::uint32_t leaf =
        wrapped_leaf(rules, validator.first_slot, witness.vote_slot, Stage::kPrevote);
    facts.root = votes_root(member, facts, leaf);
  }
  return facts;
}

LeaderFacts leader_facts(const ConsensusRules& rules, const ConsensusWitness& witness,
                         const VrfInput& mu) {
  const BlockHeader& header = witness.header;
  const ValidatorLeaf& validator = witness.members[header.leader_index].leaf;
  const LeaderOpening& opening = witness.leader;
  LeaderFacts facts;
  facts.in_window =
      slot_leaf(rules, validator.first_slot, header.slot, Stage::kPrecommit).has_value();
  facts.active = key_active(validator, header.height);
  facts.leaf = wrapped_leaf(rules, validator.first_slot, header.slot, Stage::kPrecommit);
  facts.commitment = vrf_commitment(validator.key_pp, facts.leaf, opening.vrf_secret);
  facts.root = root_from_path(key_leaf(opening.wots, facts.commitment), facts.leaf, opening.path);
  facts.output = vrf_output(opening.vrf_secret, mu);
  return facts;
}

void add_powers(const ConsensusWitness& witness, CertificateFacts& facts) {
  for (std::size_t i = 0; i < witness.members.size(); ++i) {
    const ConsensusMember& member = witness.members[i];
    facts.bits[0][i] = member.prevote.has_value();
    facts.bits[1][i] = member.precommit.has_value();
    const std::uint64_t power = member.leaf.voting_power;
    facts.total_power += power;
    for (const Stage stage : kStages) {
      const auto s = static_cast<std::size_t>(stage);
      facts.power[s] += facts.bits[s][i] ? power : 0;
    }
  }
  facts.bitmap_root = HashInput(Tag::kBitmap)
                          .elements(bitmap_elements(facts.bits[0]))
                          .elements(bitmap_elements(facts.bits[1]))
                          .hash();
}

// The trees over what was checked: positions of members that did not sign or open stay empty.
void add_roots(const ConsensusWitness& witness, CertificateFacts& facts) {
  const std::size_t n = witness.members.size();
  std::vector<Digest> signatures(2 * n, hash_empty(Tag::kSig));
  std::vector<Digest> outputs(n, hash_empty(Tag::kVrfOut));
  std::vector<Digest> proofs(n, hash_empty(Tag::kVrfProof));
  for (std::size_t i = 0; i < n; ++i) {
    const MemberFacts& member = facts.members[i];
    for (const Stage stage : kStages) {
      const auto s = static_cast<std::size_t>(stage);
      const std::optional<VoteFacts>& vote = member.votes[s];
      if (!vote) continue;
      signatures[2 * i + s] = HashInput(Tag::kSig).digest(vote->d).digest(vote->key_leaf).hash();
    }
    if (!member.output) continue;
    outputs[i] = HashInput(Tag::kVrfOut).digest(*member.output).hash();
    proofs[i] = HashInput(Tag::kVrfProof)
                    .digest(witness.members[i].precommit->vrf_secret)
                    .digest(member.votes[1]->wots)
                    .hash();
  }
  facts.signature_root = packed_root(kQuorumSignatureDepth, Tag::kSig, std::move(signatures));
  facts.vrf_output_root = packed_root(kVrfDepth, Tag::kVrfOut, std::move(outputs));
  facts.vrf_proof_root = packed_root(kVrfDepth, Tag::kVrfProof, std::move(proofs));
}

// Integers that stand for one element: others have no hash. The rules want them smaller still.
std::optional<ConsensusError> check_small(const ConsensusWitness& witness) {
  for (std::uint32_t i = 0; i < witness.members.size(); ++i) {
    const ValidatorLeaf& leaf = witness.members[i].leaf;
    if (leaf.tier >= Element::kPrime) return ConsensusError{ConsensusRule::kTierRange, i, {}};
    if (leaf.timetoke_hours >= Element::kPrime) {
      return ConsensusError{ConsensusRule::kTimetokeRange, i, {}};
    }
  }
  if (witness.header.leader_tier >= Element::kPrime) {
    return ConsensusError{ConsensusRule::kLeaderTierMismatch, {}, {}};
  }
  if (witness.header.leader_timetoke >= Element::kPrime) {
    return ConsensusError{ConsensusRule::kLeaderTimetokeMismatch, {}, {}};
  }
  return std::nullopt;
}

bool path_fits(const ConsensusRules& rules, const ConsensusMember& member) {
  return member.path.size() == (member.votes() ? rules.key_height - 1 : 0);
}

}  // namespace

Digest vote_digest(const BlockHeader& header, const Digest& block_hash, Stage stage,
                   std::uint64_t vote_slot, std::uint32_t round) noexcept {
  return HashInput(Tag::kVote)
      .digest(header.chain_id)
      .small(static_cast<std::uint32_t>(stage))
      .u64(vote_slot)
      .u64(header.height)
      .u32(round)
      .digest(block_hash)
      .hash();
}

Digest vote_by_digest(const Digest& vote, const Digest& address) noexcept {
  return HashInput(Tag::kVoteBy).digest(vote).digest(address).hash();
}

Digest validator_set_root(std::vector<Digest> validator_leaves) noexcept {
  return packed_root(kValidatorSetDepth, Tag::kValidator, std::move(validator_leaves));
}
Digest witness_commitment_root(const std::vector<Digest>& digests) noexcept {
  return packed_root_of(kWitnessDepth, Tag::kWitness, digests);
}
Digest reputation_root(const std::vector<Digest>& digests) noexcept {
  return packed_root_of(kReputationDepth, Tag::kReputation, digests);
}

std::optional<ConsensusError> check_shape(const ConsensusRules& rules,
                                          const ConsensusWitness& witness) noexcept {
  P3_CHECK(rules.epoch_length > 0, "an epoch has blocks");
  P3_CHECK(rules.key_height >= kMinVoteHeight && rules.key_height <= kMaxHeight,
           "the height of vote keys");
  const auto error = [](ConsensusRule rule) { return ConsensusError{rule, {}, {}}; };
  const std::size_t n = witness.members.size();
  if (n == 0 || n > kMembers) return error(ConsensusRule::kMemberCount);
  if (witness.witness_commitments.size() > kMaxWitnessCommitments) {
    return error(ConsensusRule::kWitnessCommitmentCount);
  }
  if (witness.reputation_roots.size() > kMaxReputationRoots) {
    return error(ConsensusRule::kReputationRootCount);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!path_fits(rules, witness.members[i])) {
      return ConsensusError{ConsensusRule::kPathLength, i, {}};
    }
  }
  if (witness.leader.path.size() != rules.key_height) return error(ConsensusRule::kPathLength);
  return check_small(witness);
}

CertificateFacts certificate_facts(const ConsensusRules& rules,
                                   const ConsensusWitness& witness) noexcept {
  P3_CHECK(!check_shape(rules, witness), "facts of a witness without shape");
  const BlockHeader& header = witness.header;
  CertificateFacts facts;
  facts.block_hash = block_hash(header);
  for (const Stage stage : kStages) {
    facts.votes[static_cast<std::size_t>(stage)] =
        vote_digest(header, facts.block_hash, stage, witness.vote_slot, witness.round);
  }
  facts.mu_vote_slot = vrf_input(header.chain_id, witness.beacon_before, witness.vote_slot);
  facts.mu_slot = vrf_input(header.chain_id, witness.beacon_before, header.slot);
  for (const ConsensusMember& member : witness.members) {
    facts.validator_leaves.push_back(validator_hash(member.leaf));
    facts.members.push_back(member_facts(rules, witness, member, facts));
  }
  facts.validator_set_root = validator_set_root(facts.validator_leaves);
  if (header.leader_index < witness.members.size()) {
    facts.leader = leader_facts(rules, witness, facts.mu_slot);
  }
  add_powers(witness, facts);
  add_roots(witness, facts);
  facts.witness_commitment_root = witness_commitment_root(witness.witness_commitments);
  facts.reputation_root = reputation_root(witness.reputation_roots);
  facts.beacon_after =
      next_beacon(header.chain_id, witness.beacon_before, header.slot, header.leader_output);
  return facts;
}

}  // namespace rpp
