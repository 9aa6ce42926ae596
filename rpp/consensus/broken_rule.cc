// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/broken_rule.h"

#include <utility>

#include "p3/base/check.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/fields/other_value.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/forged_signature.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

struct Attack {
  const ConsensusSample& sample;
  p3::ThreadPool& pool;
  p3::SplitMix64 draws;

  const ConsensusRules& rules() const { return sample.draft.rules; }
  // A member that does not lead: most changes of one leave the leader alone.
  std::uint32_t victim() const { return sample.draft.header.leader_index == 0 ? 1 : 0; }
};

// Changes a draft, settles what depends on it and has it signed.
template <class Change>
ForgedCertificate settled(Attack& attack, Change change) {
  CertificateDraft draft = attack.sample.draft;
  change(draft);
  settle_all(draft);
  return certified(draft, attack.pool);
}

// Changes a settled draft and has it signed: what the change contradicts stays.
template <class Change>
ForgedCertificate contradicted(Attack& attack, Change change) {
  CertificateDraft draft = attack.sample.draft;
  change(draft);
  return certified(draft, attack.pool);
}

// Changes a witness that is already signed.
template <class Change>
ForgedCertificate edited(Attack& attack, Change change) {
  ConsensusWitness witness = attack.sample.witness;
  change(witness);
  return with_fields(attack.rules(), std::move(witness));
}

// Changes the shape: fields cannot follow.
template <class Change>
ForgedCertificate misshapen(Attack& attack, Change change) {
  ForgedCertificate forged{attack.sample.witness, attack.sample.fields};
  change(forged.witness);
  return forged;
}

ForgedCertificate break_shape(ConsensusRule rule, Attack& attack) {
  return misshapen(attack, [rule](ConsensusWitness& w) {
    switch (rule) {
      case ConsensusRule::kMemberCount:
        w.members.resize(kMembers + 1, w.members.back());
        break;
      case ConsensusRule::kWitnessCommitmentCount:
        w.witness_commitments.resize(kMaxWitnessCommitments + 1);
        break;
      case ConsensusRule::kReputationRootCount:
        w.reputation_roots.resize(kMaxReputationRoots + 1);
        break;
      default:
        w.members[0].path.pop_back();
    }
  });
}

ForgedCertificate break_header(ConsensusRule rule, Attack& attack) {
  const Digest other = random_digest(attack.draws);
  switch (rule) {
    case ConsensusRule::kHeightRange:
      return settled(attack, [](auto& draft) { draft.header.height = kMaxBlockHeight + 1; });
    case ConsensusRule::kVoteSlotBeforeSlot:
      // The votes keep their slot; the leader opens the one behind it.
      return settled(attack, [](auto& draft) { ++draft.header.slot; });
    default:
      break;
  }
  return contradicted(attack, [&](CertificateDraft& draft) {
    BlockHeader& header = draft.header;
    if (rule == ConsensusRule::kHeaderValidatorSetRoot) header.validator_set_root = other;
    if (rule == ConsensusRule::kHeaderWitnessCommitmentRoot) header.witness_commitment_root = other;
    if (rule == ConsensusRule::kHeaderReputationRoot) header.reputation_root = other;
    if (rule == ConsensusRule::kInvalidBeacon) header.beacon_after = other;
  });
}

ForgedCertificate break_set(ConsensusRule rule, Attack& attack) {
  return settled(attack, [&](CertificateDraft& draft) {
    ValidatorLeaf& first = draft.members[0].leaf;
    switch (rule) {
      case ConsensusRule::kValidatorOrder:
        std::swap(first.address, draft.members[1].leaf.address);
        break;
      case ConsensusRule::kTierRange:
        first.tier = kMaxTier + 1;
        break;
      case ConsensusRule::kTimetokeRange:
        first.timetoke_hours = kMaxTimetokeHours + 1;
        break;
      default:
        first.voting_power = 0xffffffffu;
    }
  });
}

ForgedCertificate other_vrf_secret(Attack& attack) {
  // Some secrets give an output that precedes the leader's: another one then. A victim of great
  // weight may have no other; its twin breaks kLeaderPreceded too.
  constexpr int kTries = 100;
  ForgedCertificate forged;
  for (int k = 0; k < kTries; ++k) {
    forged = edited(attack, [&](ConsensusWitness& w) {
      w.members[attack.victim()].precommit->vrf_secret = random_digest(attack.draws);
    });
    if (consensus_errors(attack.rules(), forged.witness, forged.fields).size() == 1) break;
  }
  return forged;
}

ForgedCertificate break_votes(ConsensusRule rule, Attack& attack) {
  const std::uint32_t i = attack.victim();
  const CertificateDraft& draft = attack.sample.draft;
  switch (rule) {
    case ConsensusRule::kPrecommitMissingPrevote:
      return settled(attack, [i](CertificateDraft& d) {
        d.members[i].prevote = false;
        d.members[i].leaf.voting_power = 1;  // the quorum stands without it
      });
    case ConsensusRule::kVoteOutsideKeyWindow:
      return votes_outside_window(draft, i, attack.draws, attack.pool);
    case ConsensusRule::kInvalidVoteEncoding:
      return edited(attack, [&](ConsensusWitness& w) {
        const VoteFacts facts = *certificate_facts(draft.rules, w).members[i].votes[0];
        w.members[i].prevote =
            signature_of_other_sum(*draft.members[i].key, facts.leaf, facts.message, attack.draws);
      });
    case ConsensusRule::kInvalidVoteSignature:
      return edited(attack, [i](ConsensusWitness& w) {
        w.members[i].prevote->values[kChains - 1][3] += Element::one();
      });
    case ConsensusRule::kInvalidVrfProof:
      return other_vrf_secret(attack);
    case ConsensusRule::kPrevoteQuorumShortfall:
      return contradicted(attack, [](CertificateDraft& d) {
        for (std::size_t k = 1; k < d.members.size(); ++k) {
          d.members[k].prevote = d.members[k].precommit = false;
        }
      });
    default:
      return contradicted(attack, [](CertificateDraft& d) {
        for (std::size_t k = 1; k < d.members.size(); ++k) d.members[k].precommit = false;
      });
  }
}

// The leader opens the first leaf behind its window: a tree made for that.
ForgedCertificate leader_outside_window(Attack& attack) {
  CertificateDraft draft = attack.sample.draft;
  const std::uint32_t slots = vote_leaves(draft.rules.key_height) / 2;
  DraftMember& member = draft.members[draft.header.leader_index];
  // It does not vote, and the votes are of the next slot, so that no other rule is about it.
  member.prevote = member.precommit = false;
  member.leaf.voting_power = 1;
  ++draft.vote_slot;
  member.leaf.first_slot = draft.header.slot - slots;
  const std::uint32_t leaf =
      wrapped_leaf(draft.rules, member.leaf.first_slot, draft.header.slot, Stage::kPrecommit);
  const Digest c = vrf_commitment(member.leaf.key_pp, leaf, draft.leader.vrf_secret);
  member.leaf.key_root = root_from_path(key_leaf(draft.leader.wots, c), leaf, draft.leader.path);
  settle_set(draft);
  return certified(draft, attack.pool);
}

ForgedCertificate break_leader(ConsensusRule rule, Attack& attack) {
  if (rule == ConsensusRule::kLeaderOutsideKeyWindow) return leader_outside_window(attack);
  if (rule == ConsensusRule::kInvalidLeaderOpening) {
    return edited(attack, [](ConsensusWitness& w) { w.leader.wots[0] += Element::one(); });
  }
  return contradicted(attack, [&](CertificateDraft& draft) {
    BlockHeader& header = draft.header;
    const auto count = static_cast<std::uint32_t>(draft.members.size());
    switch (rule) {
      case ConsensusRule::kLeaderOutOfRange:
        header.leader_index = count;
        break;
      case ConsensusRule::kLeaderKeyInactive:
        draft.members[header.leader_index].leaf.activation_height = header.height + 1;
        settle_set(draft);
        break;
      case ConsensusRule::kLeaderOutputMismatch:
        header.leader_output[kDigestElements - 1] += Element::one();  // the ticket is the same
        settle_beacon(draft);
        break;
      case ConsensusRule::kProposerMismatch:
        header.proposer[0] += Element::one();
        break;
      case ConsensusRule::kLeaderTierMismatch:
        header.leader_tier ^= 1;
        break;
      case ConsensusRule::kLeaderTimetokeMismatch:
        header.leader_timetoke ^= 1;
        break;
      default:
        settle_leader(draft, attack.victim());  // the elected one precommits and precedes it
        settle_beacon(draft);
    }
  });
}

ForgedCertificate break_field(std::size_t i, Attack& attack) {
  FieldValues values = values_of(attack.sample.fields);
  values[i] = other_value(kConsensusTable.fields[i], std::move(values[i]));
  return {attack.sample.witness, consensus_public_of(values)};
}

}  // namespace

ConsensusSampleOptions breakable_options() {
  ConsensusSampleOptions options;
  options.rules.key_height = 8;
  options.validators = 5;
  options.witness_commitments = 3;
  options.reputation_roots = 2;
  options.spare_slots = 1;
  return options;
}

ForgedCertificate break_rule(ConsensusRule rule, const ConsensusSample& sample,
                             p3::ThreadPool& pool) {
  P3_CHECK(sample.draft.members.size() >= 5, "a sample of breakable_options()");
  Attack attack{sample, pool, p3::SplitMix64(static_cast<std::uint64_t>(rule))};
  if (rule <= ConsensusRule::kPathLength) return break_shape(rule, attack);
  if (rule <= ConsensusRule::kVoteSlotBeforeSlot) return break_header(rule, attack);
  if (rule <= ConsensusRule::kTotalPowerOverflow) return break_set(rule, attack);
  if (rule <= ConsensusRule::kPrecommitQuorumShortfall) return break_votes(rule, attack);
  if (rule <= ConsensusRule::kLeaderPreceded) return break_leader(rule, attack);
  return break_field(
      static_cast<std::size_t>(rule) - static_cast<std::size_t>(mismatch_of_field(0)), attack);
}

}  // namespace rpp
