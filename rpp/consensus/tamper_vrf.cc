// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <utility>

#include "rpp/consensus/facts.h"
#include "rpp/consensus/tamper_attack.h"
#include "rpp/hash/random_digest.h"
#include "rpp/xmss/one_time.h"
#include "rpp/xmss/sign.h"

namespace rpp {
namespace {

using Tampered = std::optional<TamperedCertificate>;

std::uint32_t precommit_leaf(const Attack& attack, std::uint32_t i) {
  const CertificateDraft& draft = attack.draft();
  return wrapped_leaf(draft.rules, draft.members[i].leaf.first_slot, draft.vote_slot,
                      Stage::kPrecommit);
}

// Puts a secret into a member's precommit; `deep` makes the commitment fit.
void open_secret(const Attack& attack, ConsensusWitness& witness, std::uint32_t i,
                 const Digest& secret, bool deep) {
  Precommit& precommit = *witness.members[i].precommit;
  precommit.vrf_secret = secret;
  if (deep) {
    precommit.vrf_commitment =
        vrf_commitment(witness.members[i].leaf.key_pp, precommit_leaf(attack, i), secret);
  }
}

// A commitment that fits is another leaf, so that the path leads elsewhere.
ConsensusRule broken_opening(bool deep) {
  return deep ? ConsensusRule::kInvalidVoteSignature : ConsensusRule::kInvalidVrfProof;
}

Tampered swap_outputs(Attack& attack, bool deep) {
  const std::optional<std::uint32_t> i = attack.pick(is_active_precommitter);
  const std::optional<std::uint32_t> j = attack.pick(is_active_precommitter, i);
  if (!i || !j) return std::nullopt;
  ConsensusWitness witness = attack.sample.witness;
  const Digest first = witness.members[*i].precommit->vrf_secret;
  open_secret(attack, witness, *i, witness.members[*j].precommit->vrf_secret, deep);
  open_secret(attack, witness, *j, first, deep);
  return attack.edited(std::move(witness), broken_opening(deep));
}

Tampered replace_output(Attack& attack, bool deep, bool of_next_slot) {
  const std::optional<std::uint32_t> i = attack.pick(is_active_precommitter);
  if (!i) return std::nullopt;
  Digest secret = random_digest(attack.draws);
  if (of_next_slot) {
    secret = vrf_secret(attack.draft().members[*i].key->seed(), precommit_leaf(attack, *i) + 2);
  }
  ConsensusWitness witness = attack.sample.witness;
  open_secret(attack, witness, *i, secret, deep);
  return attack.edited(std::move(witness), broken_opening(deep));
}

Candidate candidate_of(const CertificateDraft& draft, std::uint32_t i, const Digest& output) {
  const ValidatorLeaf& leaf = draft.members[i].leaf;
  return {vrf_ticket(output), vrf_weight(leaf.tier, leaf.timetoke_hours), i};
}

// Whether the sample's leader competes with the others: its precommit opens the header's slot.
bool winner_competes(const CertificateDraft& draft) {
  return draft.vote_slot == draft.header.slot &&
         is_active_precommitter(draft, draft.header.leader_index);
}

// Another member leads and everybody signs, though the winner's own opening is there.
Tampered prefer_loser(Attack& attack) {
  CertificateDraft draft = attack.draft();
  const std::optional<std::uint32_t> loser =
      attack.pick(is_active_precommitter, draft.header.leader_index);
  if (!winner_competes(draft) || !loser) return std::nullopt;
  settle_leader(draft, *loser);
  settle_beacon(draft);
  return attack.signed_again(draft, ConsensusRule::kLeaderPreceded);
}

// The member that comes second: whoever needs the fewest lies to lead.
std::optional<std::uint32_t> runner_up(const Attack& attack) {
  const CertificateDraft& draft = attack.draft();
  const CertificateFacts facts = certificate_facts(draft.rules, attack.sample.witness);
  std::optional<Candidate> best;
  for (std::uint32_t i = 0; i < draft.members.size(); ++i) {
    if (i == draft.header.leader_index || !facts.members[i].output) continue;
    const Candidate candidate = candidate_of(draft, i, *facts.members[i].output);
    if (!best || precedes(candidate, *best)) best = candidate;
  }
  if (!best) return std::nullopt;
  return best->index;
}

// A secret whose ticket does not precede the leader's. A winner of great weight has none where the
// leader's ticket is poor: then the last of some tries.
Digest losing_secret(Attack& attack, const CertificateDraft& draft, std::uint32_t winner) {
  constexpr int kTries = 1000;
  const BlockHeader& header = draft.header;
  const Candidate leader = candidate_of(draft, header.leader_index, header.leader_output);
  const VrfInput mu = vrf_input(header.chain_id, draft.beacon_before, header.slot);
  Digest secret;
  for (int k = 0; k < kTries; ++k) {
    secret = random_digest(attack.draws);
    if (!precedes(candidate_of(draft, winner, vrf_output(secret, mu)), leader)) break;
  }
  return secret;
}

// The runner-up leads, and the winner's opening is replaced by one that loses.
Tampered hide_winner(Attack& attack) {
  CertificateDraft draft = attack.draft();
  const std::uint32_t winner = draft.header.leader_index;
  if (!winner_competes(draft)) return std::nullopt;
  const std::optional<std::uint32_t> second = runner_up(attack);
  if (!second) return std::nullopt;
  settle_leader(draft, *second);
  settle_beacon(draft);
  ConsensusWitness witness = certify(draft, attack.pool);
  open_secret(attack, witness, winner, losing_secret(attack, draft, winner), /*deep=*/false);
  return attack.edited(std::move(witness), ConsensusRule::kInvalidVrfProof);
}

Tampered replace_leader_output(Attack& attack) {
  CertificateDraft draft = attack.draft();
  draft.header.leader_output = random_digest(attack.draws);
  settle_beacon(draft);
  return attack.signed_again(draft, ConsensusRule::kLeaderOutputMismatch);
}

Tampered open_other_slot_as_leader(Attack& attack) {
  CertificateDraft draft = attack.draft();
  BlockHeader& header = draft.header;
  const DraftMember& member = draft.members[header.leader_index];
  const std::uint32_t leaf =
      wrapped_leaf(draft.rules, member.leaf.first_slot, header.slot + 1, Stage::kPrecommit);
  if (!member.key->holds(leaf)) return std::nullopt;
  VrfProof proof = prove_vrf(*member.key, leaf);
  header.leader_output =
      vrf_output(proof.r, vrf_input(header.chain_id, draft.beacon_before, header.slot));
  settle_beacon(draft);
  draft.leader = {proof.r, proof.wots, std::move(proof.path)};
  return attack.signed_again(draft, ConsensusRule::kInvalidLeaderOpening);
}

}  // namespace

Tampered tamper_vrf(ConsensusTamper tamper, Attack& attack) {
  switch (tamper) {
    case ConsensusTamper::kVrfOutputsSwapped:
      return swap_outputs(attack, /*deep=*/false);
    case ConsensusTamper::kVrfOutputsSwappedDeep:
      return swap_outputs(attack, /*deep=*/true);
    case ConsensusTamper::kVrfOutputReplaced:
      return replace_output(attack, /*deep=*/false, /*of_next_slot=*/false);
    case ConsensusTamper::kVrfOutputReplacedDeep:
      return replace_output(attack, /*deep=*/true, /*of_next_slot=*/false);
    case ConsensusTamper::kVrfOutputOfOtherSlot:
      return replace_output(attack, /*deep=*/false, /*of_next_slot=*/true);
    case ConsensusTamper::kWinnerHidden:
      return hide_winner(attack);
    case ConsensusTamper::kLaterLeaderPreferred:
      return prefer_loser(attack);
    case ConsensusTamper::kLeaderOutputReplaced:
      return replace_leader_output(attack);
    default:
      return open_other_slot_as_leader(attack);
  }
}

}  // namespace rpp
