// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/witness_change.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "p3/base/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/witness_fields.h"

namespace rpp {
namespace {

using Changed = std::optional<ForgedCertificate>;

// Members in turn, among those in which the field says something.
std::optional<std::uint32_t> owner_of(const ConsensusSample& sample, FieldOwner owner,
                                      std::uint64_t turn) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < sample.witness.members.size(); ++i) {
    const ConsensusMember& member = sample.witness.members[i];
    const bool active = key_active(member.leaf, sample.witness.header.height);
    const bool fits = owner == FieldOwner::kAny ||
                      (owner == FieldOwner::kVoter && member.votes()) ||
                      (owner == FieldOwner::kPrevoter && member.prevote) ||
                      (owner == FieldOwner::kPrecommitter && member.precommit) ||
                      (owner == FieldOwner::kActive && member.precommit && active) ||
                      (owner == FieldOwner::kVotesOnce && member.votes_once());
    if (fits) found.push_back(i);
  }
  if (found.empty()) return std::nullopt;
  return found[turn % found.size()];
}

// Whether every member can sign and open at the slots of the draft.
bool can_sign(const CertificateDraft& draft) {
  return std::ranges::all_of(draft.members, [&](const DraftMember& member) {
    return std::ranges::all_of(
        std::array{draft.vote_slot, draft.header.slot}, [&](std::uint64_t slot) {
          return member.key->holds(
              wrapped_leaf(draft.rules, member.leaf.first_slot, slot, Stage::kPrecommit));
        });
  });
}

// What the header says about the rest of a witness, but for the field that was changed.
void follow(const WitnessField& field, ConsensusWitness& witness) {
  BlockHeader& header = witness.header;
  if (field.part == FieldPart::kValidator || field.part == FieldPart::kSet) {
    std::vector<Digest> leaves;
    for (const ConsensusMember& member : witness.members) {
      leaves.push_back(validator_hash(member.leaf));
    }
    header.validator_set_root = validator_set_root(std::move(leaves));
    if (header.leader_index < witness.members.size()) {
      const ValidatorLeaf& leader = witness.members[header.leader_index].leaf;
      header.proposer = leader.address;
      header.leader_tier = leader.tier;
      header.leader_timetoke = leader.timetoke_hours;
    }
  }
  if (field.part == FieldPart::kLists) {
    header.witness_commitment_root = witness_commitment_root(witness.witness_commitments);
    header.reputation_root = reputation_root(witness.reputation_roots);
  }
  if (field.name != "header.beacon_after") {
    header.beacon_after =
        next_beacon(header.chain_id, witness.beacon_before, header.slot, header.leader_output);
  }
}

Changed change_witness(const WitnessField& field, Recomputed recomputed, std::uint32_t member,
                       std::uint64_t turn, const ConsensusSample& sample) {
  ConsensusWitness witness = sample.witness;
  field.in_witness(witness, sample.draft.rules, {member, turn});
  if (recomputed == Recomputed::kNothing) {
    return ForgedCertificate{std::move(witness), sample.fields};
  }
  follow(field, witness);
  return with_fields(sample.draft.rules, std::move(witness));
}

Changed sign_again(const WitnessField& field, std::uint32_t member, std::uint64_t turn,
                   const ConsensusSample& sample, p3::ThreadPool& pool) {
  if (field.in_draft == nullptr) return std::nullopt;
  CertificateDraft draft = sample.draft;
  field.in_draft(draft, {member, turn});
  if (draft.members.empty() || !can_sign(draft)) return std::nullopt;
  // A derived field contradicts what it follows from; the others carry everything with them.
  if (!field.derived) {
    settle_all(draft);
  } else if (field.name != "header.beacon_after") {
    settle_beacon(draft);
  }
  return certified(draft, pool);
}

}  // namespace

const char* recomputed_name(Recomputed recomputed) noexcept {
  if (recomputed == Recomputed::kNothing) return "alone";
  return recomputed == Recomputed::kHashes ? "followed" : "signed again";
}

std::vector<std::string> private_consensus_fields() {
  std::vector<std::string> names;
  for (const WitnessField& field : witness_fields()) names.push_back(field.name);
  return names;
}

Changed change_private_field(std::size_t field, Recomputed recomputed, std::uint64_t turn,
                             const ConsensusSample& sample, p3::ThreadPool& pool) {
  const WitnessField& what = witness_fields()[field];
  const std::optional<std::uint32_t> member = owner_of(sample, what.owner, turn);
  P3_CHECK(member.has_value(), "a sample of make_changeable_sample()");
  if (recomputed == Recomputed::kSignatures) return sign_again(what, *member, turn, sample, pool);
  return change_witness(what, recomputed, *member, turn, sample);
}

ConsensusSample make_changeable_sample(std::uint64_t seed, std::uint32_t validators,
                                       const ConsensusRules& rules, p3::ThreadPool& pool) {
  ConsensusSampleOptions options;
  options.rules = rules;
  options.validators = validators;
  options.witness_commitments = 3;
  options.reputation_roots = 2;
  options.spare_slots = 7;
  ConsensusSample sample = make_consensus_draft(seed, options, pool);
  CertificateDraft& draft = sample.draft;
  // The quorum does not miss a power of 1; tickets do not depend on it.
  DraftMember& once = draft.members[draft.header.leader_index == 0 ? 1 : 0];
  once.leaf.voting_power = 1;
  once.precommit = false;
  settle_all(draft);
  ForgedCertificate made = certified(draft, pool);
  sample.witness = std::move(made.witness);
  sample.fields = made.fields;
  return sample;
}

}  // namespace rpp
