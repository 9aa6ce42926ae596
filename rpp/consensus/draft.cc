// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/draft.h"

#include "p3/base/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/xmss/sign.h"

namespace rpp {
namespace {

Precommit make_precommit(const DraftMember& member, std::uint32_t leaf, const Digest& message,
                         bool active) {
  Precommit precommit;
  precommit.signature = sign_leaf(*member.key, leaf, message);
  precommit.vrf_commitment = member.key->other_half(leaf);
  if (active) precommit.vrf_secret = vrf_secret(member.key->seed(), leaf);
  return precommit;
}

}  // namespace

void settle_set(CertificateDraft& draft) {
  std::vector<Digest> leaves;
  leaves.reserve(draft.members.size());
  for (const DraftMember& member : draft.members) leaves.push_back(validator_hash(member.leaf));
  draft.header.validator_set_root = validator_set_root(std::move(leaves));
}

void settle_lists(CertificateDraft& draft) {
  draft.header.witness_commitment_root = witness_commitment_root(draft.witness_commitments);
  draft.header.reputation_root = reputation_root(draft.reputation_roots);
}

void settle_leader(CertificateDraft& draft, std::uint32_t index) {
  const DraftMember& member = draft.members[index];
  BlockHeader& header = draft.header;
  const std::uint32_t leaf =
      wrapped_leaf(draft.rules, member.leaf.first_slot, header.slot, Stage::kPrecommit);
  VrfProof proof = prove_vrf(*member.key, leaf);
  header.leader_index = index;
  header.leader_output =
      vrf_output(proof.r, vrf_input(header.chain_id, draft.beacon_before, header.slot));
  header.proposer = member.leaf.address;
  header.leader_tier = member.leaf.tier;
  header.leader_timetoke = member.leaf.timetoke_hours;
  draft.leader = {proof.r, proof.wots, std::move(proof.path)};
}

void settle_beacon(CertificateDraft& draft) {
  draft.header.beacon_after = next_beacon(draft.header.chain_id, draft.beacon_before,
                                          draft.header.slot, draft.header.leader_output);
}

std::uint32_t elected_leader(const CertificateDraft& draft) {
  const BlockHeader& header = draft.header;
  const VrfInput mu = vrf_input(header.chain_id, draft.beacon_before, header.slot);
  std::optional<Candidate> best;
  for (std::uint32_t i = 0; i < draft.members.size(); ++i) {
    const DraftMember& member = draft.members[i];
    if (!key_active(member.leaf, header.height)) continue;
    const std::uint32_t leaf =
        wrapped_leaf(draft.rules, member.leaf.first_slot, header.slot, Stage::kPrecommit);
    const Digest output = vrf_output(vrf_secret(member.key->seed(), leaf), mu);
    const Candidate candidate{vrf_ticket(output),
                              vrf_weight(member.leaf.tier, member.leaf.timetoke_hours), i};
    if (!best || precedes(candidate, *best)) best = candidate;
  }
  return best ? best->index : 0;
}

std::array<Digest, 2> vote_digests(const CertificateDraft& draft) {
  const Digest hash = block_hash(draft.header);
  std::array<Digest, 2> votes;
  for (const Stage stage : kStages) {
    votes[static_cast<std::size_t>(stage)] =
        vote_digest(draft.header, hash, stage, draft.vote_slot, draft.round);
  }
  return votes;
}

ConsensusMember sign_member(const CertificateDraft& draft, std::uint32_t index,
                            const std::array<Digest, 2>& votes) {
  const DraftMember& member = draft.members[index];
  ConsensusMember out;
  out.leaf = member.leaf;
  if (!member.prevote && !member.precommit) return out;
  const auto leaf_of = [&](Stage stage) {
    return wrapped_leaf(draft.rules, member.leaf.first_slot, draft.vote_slot, stage);
  };
  if (member.prevote) {
    out.prevote = sign_leaf(*member.key, leaf_of(Stage::kPrevote),
                            vote_by_digest(votes[0], member.leaf.address));
  }
  if (member.precommit) {
    out.precommit = make_precommit(member, leaf_of(Stage::kPrecommit),
                                   vote_by_digest(votes[1], member.leaf.address),
                                   key_active(member.leaf, draft.header.height));
  }
  const Stage stage = member.prevote ? Stage::kPrevote : Stage::kPrecommit;
  const MerklePath path = member.key->path(leaf_of(stage));
  if (member.prevote != member.precommit) out.sibling_leaf = path.front();
  out.path.assign(path.begin() + 1, path.end());
  return out;
}

ConsensusWitness certify(const CertificateDraft& draft, p3::ThreadPool& pool) {
  ConsensusWitness witness;
  witness.header = draft.header;
  witness.round = draft.round;
  witness.vote_slot = draft.vote_slot;
  witness.beacon_before = draft.beacon_before;
  witness.leader = draft.leader;
  witness.witness_commitments = draft.witness_commitments;
  witness.reputation_roots = draft.reputation_roots;
  witness.members.resize(draft.members.size());
  const std::array<Digest, 2> votes = vote_digests(draft);
  pool.for_ranges(draft.members.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      witness.members[i] = sign_member(draft, static_cast<std::uint32_t>(i), votes);
    }
  });
  return witness;
}

}  // namespace rpp
