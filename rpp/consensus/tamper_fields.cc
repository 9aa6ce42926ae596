// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <array>
#include <utility>

#include "rpp/consensus/facts.h"
#include "rpp/consensus/tamper_attack.h"
#include "rpp/hash/random_digest.h"
#include "rpp/hash/sponge.h"
#include "rpp/lists/forged_signature.h"

namespace rpp {
namespace {

using Tampered = std::optional<TamperedCertificate>;

TamperedCertificate replaced(const Attack& attack, ConsensusPublic fields, ConsensusRule broken) {
  return {{attack.sample.witness, fields}, broken};
}

// Power that is counted and not there, or counted twice: so many votes' worth more.
TamperedCertificate raise_power(Attack& attack, bool as_second_vote) {
  ConsensusPublic fields = attack.sample.fields;
  const std::uint32_t i = *attack.pick(is_prevoter);
  const std::uint32_t more = as_second_vote ? attack.draft().members[i].leaf.voting_power : 1;
  fields.prevote_power += more;
  if (as_second_vote) fields.precommit_power += more;
  return replaced(attack, fields, ConsensusRule::kPrevotePowerMismatch);
}

TamperedCertificate raise_weight(Attack& attack) {
  ConsensusWitness witness = attack.sample.witness;
  witness.members[*attack.pick(is_prevoter)].leaf.voting_power += 1000;
  return attack.edited(std::move(witness), ConsensusRule::kHeaderValidatorSetRoot);
}

TamperedCertificate hide_voter(Attack& attack) {
  const CertificateFacts facts = certificate_facts(attack.draft().rules, attack.sample.witness);
  std::array<Bitmap, 2> bits = facts.bits;
  bits[0].reset(*attack.pick(is_prevoter));
  ConsensusPublic fields = attack.sample.fields;
  fields.quorum_bitmap_root = HashInput(Tag::kBitmap)
                                  .elements(bitmap_elements(bits[0]))
                                  .elements(bitmap_elements(bits[1]))
                                  .hash();
  return replaced(attack, fields, ConsensusRule::kQuorumBitmapRootMismatch);
}

ConsensusMember without_votes(const ConsensusMember& member) {
  ConsensusMember out;
  out.leaf = member.leaf;
  return out;
}

// Takes votes away from the end until the prevotes are no quorum.
ConsensusWitness below_quorum(const Attack& attack) {
  ConsensusWitness witness = attack.sample.witness;
  std::uint64_t power = attack.sample.fields.prevote_power;
  for (std::size_t i = witness.members.size(); i > 0; --i) {
    if (power < attack.sample.fields.quorum_threshold) break;
    ConsensusMember& member = witness.members[i - 1];
    power -= member.prevote ? member.leaf.voting_power : 0;
    member = without_votes(member);
  }
  return witness;
}

Tampered lower_threshold(Attack& attack, bool through_total) {
  TamperedCertificate out =
      attack.edited(below_quorum(attack), ConsensusRule::kPrevoteQuorumShortfall);
  ConsensusPublic& fields = out.forged.fields;
  const std::uint32_t power = std::min(fields.prevote_power, fields.precommit_power);
  if (power == 0) return std::nullopt;
  fields.quorum_threshold = power;
  if (!through_total) return out;
  // The largest total whose threshold the power reaches.
  fields.total_power = static_cast<std::uint32_t>(3 * (std::uint64_t{power} - 1) / 2);
  fields.quorum_threshold = static_cast<std::uint32_t>(quorum_threshold(fields.total_power));
  out.broken = ConsensusRule::kTotalPowerMismatch;
  return out;
}

Tampered remove_witness(const Attack& attack) {
  ConsensusWitness witness = attack.sample.witness;
  if (witness.witness_commitments.empty()) return std::nullopt;
  witness.witness_commitments.pop_back();
  return attack.edited(std::move(witness), ConsensusRule::kHeaderWitnessCommitmentRoot);
}

// Votes keep their chain values and get rhos that fit the header: all that an attacker without keys
// can do. The old ones would break the sum too, and by sums that no signature has double the
// chains.
void fit_rhos(Attack& attack, ConsensusWitness& witness) {
  CertificateDraft claimed = attack.draft();
  claimed.header = witness.header;
  const std::array<Digest, 2> votes = vote_digests(claimed);
  const auto fit = [&](const ConsensusMember& member, Stage stage, OneTimeSignature& signature) {
    const std::uint32_t leaf =
        wrapped_leaf(claimed.rules, member.leaf.first_slot, claimed.vote_slot, stage);
    const Digest message =
        vote_by_digest(votes[static_cast<std::size_t>(stage)], member.leaf.address);
    signature.rho = rho_of_target_sum(member.leaf.key_pp, leaf, message, attack.draws);
  };
  for (ConsensusMember& member : witness.members) {
    if (member.prevote) fit(member, Stage::kPrevote, *member.prevote);
    if (member.precommit) fit(member, Stage::kPrecommit, member.precommit->signature);
  }
}

// The header says something else under the same votes; the block hash follows.
TamperedCertificate change_header(ConsensusTamper tamper, Attack& attack) {
  ConsensusWitness witness = attack.sample.witness;
  ConsensusRule broken = ConsensusRule::kInvalidVoteSignature;
  switch (tamper) {
    case ConsensusTamper::kHeaderChanged:
      witness.header.state_root_after = random_digest(attack.draws);
      break;
    case ConsensusTamper::kHeightChanged:
      ++witness.header.height;
      break;
    default:
      witness.header.proposer = random_digest(attack.draws);
      broken = ConsensusRule::kProposerMismatch;
  }
  fit_rhos(attack, witness);
  return attack.edited(std::move(witness), broken);
}

TamperedCertificate replace_root(ConsensusTamper tamper, Attack& attack) {
  using Root = Digest ConsensusPublic::*;
  // In the order of the tampers.
  constexpr std::pair<Root, ConsensusRule> kRoots[] = {
      {&ConsensusPublic::quorum_bitmap_root, ConsensusRule::kQuorumBitmapRootMismatch},
      {&ConsensusPublic::quorum_signature_root, ConsensusRule::kQuorumSignatureRootMismatch},
      {&ConsensusPublic::vrf_output_root, ConsensusRule::kVrfOutputRootMismatch},
      {&ConsensusPublic::vrf_proof_root, ConsensusRule::kVrfProofRootMismatch},
      {&ConsensusPublic::witness_commitment_root, ConsensusRule::kWitnessCommitmentRootMismatch},
      {&ConsensusPublic::reputation_root, ConsensusRule::kReputationRootMismatch},
  };
  const auto& [root, broken] =
      kRoots[static_cast<std::size_t>(tamper) -
             static_cast<std::size_t>(ConsensusTamper::kBitmapRootReplaced)];
  ConsensusPublic fields = attack.sample.fields;
  fields.*root = random_digest(attack.draws);
  return replaced(attack, fields, broken);
}

}  // namespace

Tampered tamper_fields(ConsensusTamper tamper, Attack& attack) {
  switch (tamper) {
    case ConsensusTamper::kBitmapBitCleared:
      return hide_voter(attack);
    case ConsensusTamper::kWeightRaised:
      return raise_weight(attack);
    case ConsensusTamper::kPowerRaised:
      return raise_power(attack, /*as_second_vote=*/false);
    case ConsensusTamper::kVoteDoubled:
      return raise_power(attack, /*as_second_vote=*/true);
    case ConsensusTamper::kThresholdLowered:
      return lower_threshold(attack, /*through_total=*/false);
    case ConsensusTamper::kTotalLowered:
      return lower_threshold(attack, /*through_total=*/true);
    case ConsensusTamper::kWitnessRemoved:
      return remove_witness(attack);
    case ConsensusTamper::kHeaderChanged:
    case ConsensusTamper::kHeightChanged:
    case ConsensusTamper::kProposerChanged:
      return change_header(tamper, attack);
    default:
      return replace_root(tamper, attack);
  }
}

}  // namespace rpp
