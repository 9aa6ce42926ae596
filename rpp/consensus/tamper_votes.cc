// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <utility>

#include "rpp/consensus/facts.h"
#include "rpp/consensus/tamper_attack.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/forged_signature.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

using Tampered = std::optional<TamperedCertificate>;
constexpr ConsensusRule kForged = ConsensusRule::kInvalidVoteSignature;

std::uint32_t leaf_of(const Attack& attack, std::uint32_t i, Stage stage) {
  const CertificateDraft& draft = attack.draft();
  return wrapped_leaf(draft.rules, draft.members[i].leaf.first_slot, draft.vote_slot, stage);
}

Digest message_of(const Attack& attack, std::uint32_t i, Stage stage) {
  const CertificateDraft& draft = attack.draft();
  return vote_by_digest(vote_digests(draft)[static_cast<std::size_t>(stage)],
                        draft.members[i].leaf.address);
}

// What a member that may not have voted shows of its key: path and leaves are no secrets once it
// did, so the attacker knows them.
void show_path(const Attack& attack, ConsensusMember& member, std::uint32_t i) {
  const XmssKey& key = *attack.draft().members[i].key;
  const Stage stage = member.prevote ? Stage::kPrevote : Stage::kPrecommit;
  const MerklePath path = key.path(leaf_of(attack, i, stage));
  member.sibling_leaf = member.votes_once() ? path.front() : Digest{};
  member.path.assign(path.begin() + 1, path.end());
}

VoteSignature forge(Attack& attack, std::uint32_t i, Stage stage) {
  return forged_signature(attack.draft().members[i].leaf.key_pp, leaf_of(attack, i, stage),
                          message_of(attack, i, stage), attack.draws);
}

Tampered set_bit(Attack& attack, Stage stage) {
  const std::optional<std::uint32_t> i =
      attack.pick([stage](const CertificateDraft& draft, std::uint32_t k) {
        const DraftMember& member = draft.members[k];
        return stage == Stage::kPrevote ? !member.prevote : !member.precommit;
      });
  if (!i) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  ConsensusMember& member = witness.members[*i];
  if (!member.prevote) member.prevote = forge(attack, *i, Stage::kPrevote);
  if (stage == Stage::kPrecommit) {
    Precommit& precommit = member.precommit.emplace();
    precommit.signature = forge(attack, *i, stage);
    precommit.vrf_secret = random_digest(attack.draws);
    precommit.vrf_commitment =
        vrf_commitment(member.leaf.key_pp, leaf_of(attack, *i, stage), precommit.vrf_secret);
  }
  show_path(attack, member, *i);
  return attack.edited(std::move(witness), kForged);
}

// One member's votes over other messages.
Tampered sign_other(Attack& attack, const std::array<Digest, 2>& votes) {
  const std::optional<std::uint32_t> i = attack.pick(is_prevoter);
  if (!i) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  witness.members[*i] = sign_member(attack.draft(), *i, votes);
  return attack.edited(std::move(witness), kForged);
}

std::array<Digest, 2> other_votes(ConsensusTamper tamper, Attack& attack) {
  const CertificateDraft& draft = attack.draft();
  BlockHeader header = draft.header;
  std::uint32_t round = draft.round;
  Digest hash = block_hash(header);
  if (tamper == ConsensusTamper::kVoteOfOtherRound) ++round;
  if (tamper == ConsensusTamper::kVoteOfOtherHeight) ++header.height;
  if (tamper == ConsensusTamper::kVoteOfOtherBlock) hash = random_digest(attack.draws);
  return {vote_digest(header, hash, Stage::kPrevote, draft.vote_slot, round),
          vote_digest(header, hash, Stage::kPrecommit, draft.vote_slot, round)};
}

Tampered sign_other_slot(Attack& attack) {
  CertificateDraft later = attack.draft();
  ++later.vote_slot;
  const auto can_sign = [&later](const CertificateDraft& draft, std::uint32_t k) {
    const DraftMember& member = draft.members[k];
    return member.prevote && member.key->holds(wrapped_leaf(later.rules, member.leaf.first_slot,
                                                            later.vote_slot, Stage::kPrecommit));
  };
  const std::optional<std::uint32_t> i = attack.pick(can_sign);
  if (!i) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  witness.members[*i] = sign_member(later, *i, vote_digests(later));
  return attack.edited(std::move(witness), kForged);
}

Tampered exchange_stages(Attack& attack) {
  const std::optional<std::uint32_t> i = attack.pick(votes_twice);
  if (!i) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  ConsensusMember& member = witness.members[*i];
  std::swap(*member.prevote, member.precommit->signature);
  return attack.edited(std::move(witness), kForged);
}

Tampered use_other_member(Attack& attack) {
  const std::optional<std::uint32_t> i = attack.pick(votes_twice);
  const std::optional<std::uint32_t> j = attack.pick(votes_twice, i);
  if (!i || !j) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  ConsensusMember& member = witness.members[*i];
  const ConsensusMember& other = witness.members[*j];
  member.prevote = other.prevote;
  member.precommit->signature = other.precommit->signature;
  member.path = other.path;
  return attack.edited(std::move(witness), kForged);
}

// The owner signs the prevote where its precommit belongs.
Tampered sign_at_other_leaf(Attack& attack) {
  const std::optional<std::uint32_t> i = attack.pick(is_prevoter);
  if (!i) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  witness.members[*i].prevote =
      sign_leaf(*attack.draft().members[*i].key, leaf_of(attack, *i, Stage::kPrecommit),
                message_of(attack, *i, Stage::kPrevote));
  return attack.edited(std::move(witness), kForged);
}

Tampered double_validator(Attack& attack) {
  const std::optional<std::uint32_t> i = attack.pick(votes_twice);
  CertificateDraft draft = attack.draft();
  if (!i || draft.members.size() == kMembers) return std::nullopt;
  const DraftMember copy = draft.members[*i];
  draft.members.insert(draft.members.begin() + *i, copy);
  settle_all(draft);
  return attack.signed_again(draft, ConsensusRule::kValidatorOrder);
}

}  // namespace

Tampered tamper_votes(ConsensusTamper tamper, Attack& attack) {
  switch (tamper) {
    case ConsensusTamper::kPrevoteBitSet:
      return set_bit(attack, Stage::kPrevote);
    case ConsensusTamper::kPrecommitBitSet:
      return set_bit(attack, Stage::kPrecommit);
    case ConsensusTamper::kVoteOfOtherRound:
    case ConsensusTamper::kVoteOfOtherHeight:
    case ConsensusTamper::kVoteOfOtherBlock:
      return sign_other(attack, other_votes(tamper, attack));
    case ConsensusTamper::kVoteOfOtherSlot:
      return sign_other_slot(attack);
    case ConsensusTamper::kStagesExchanged:
      return exchange_stages(attack);
    case ConsensusTamper::kSignatureOfOtherMember:
      return use_other_member(attack);
    case ConsensusTamper::kLeafOfOtherPurpose:
      return sign_at_other_leaf(attack);
    case ConsensusTamper::kValidatorDoubled:
      return double_validator(attack);
    default: {
      // A member that does not lead: the leader's key has to count.
      const std::optional<std::uint32_t> i =
          attack.pick(votes_twice, attack.draft().header.leader_index);
      if (!i) return std::nullopt;
      return TamperedCertificate{
          votes_outside_window(attack.draft(), *i, attack.draws, attack.pool),
          ConsensusRule::kVoteOutsideKeyWindow};
    }
  }
}

}  // namespace rpp
