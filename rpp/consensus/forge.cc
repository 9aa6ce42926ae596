// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/forge.h"

#include <utility>

#include "rpp/consensus/derive.h"
#include "rpp/consensus/facts.h"
#include "rpp/hash/random_digest.h"

namespace rpp {

ForgedCertificate with_fields(const ConsensusRules& rules, ConsensusWitness witness) {
  ForgedCertificate forged;
  forged.fields = derive_public(rules, witness, certificate_facts(rules, witness));
  forged.witness = std::move(witness);
  return forged;
}

ForgedCertificate certified(const CertificateDraft& draft, p3::ThreadPool& pool) {
  return with_fields(draft.rules, certify(draft, pool));
}

void settle_all(CertificateDraft& draft) {
  settle_set(draft);
  settle_lists(draft);
  settle_leader(draft, elected_leader(draft));
  settle_beacon(draft);
}

ForgedCertificate votes_outside_window(const CertificateDraft& original, std::uint32_t member,
                                       p3::SplitMix64& draws, p3::ThreadPool& pool) {
  CertificateDraft draft = original;
  const unsigned height = draft.rules.key_height;
  const std::uint32_t slots = vote_leaves(height) / 2;
  const XmssKey key(SecretSeed(random_digest(draws).elements),
                    {KeyKind::kVote, height, 2 * slots, 1}, pool);
  DraftMember& voter = draft.members[member];
  voter.key = &key;
  voter.leaf.key_root = key.public_key().root;
  voter.leaf.key_pp = key.public_key().pp;
  voter.leaf.first_slot = draft.vote_slot - slots;
  // Attestation leaves hold no VRF secret, which would be a second broken rule.
  voter.leaf.activation_height = draft.header.height + 1;
  settle_all(draft);
  return certified(draft, pool);
}

}  // namespace rpp
