// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/forge.h"

#include <utility>

#include "rpp/consensus/derive.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/random.h"
#include "rpp/xmss/one_time.h"

namespace rpp {
namespace {

Rho random_rho(p3::SplitMix64& draws) {
  Rho rho;
  for (Element& x : rho) x = Element::from_u64(draws.next());
  return rho;
}

}  // namespace

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

Rho rho_of_target_sum(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      p3::SplitMix64& draws) {
  Rho rho;
  do {
    rho = random_rho(draws);
  } while (!digits_of(message_digest(pp, leaf, message, rho)));
  return rho;
}

VoteSignature forged_signature(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                               p3::SplitMix64& draws) {
  VoteSignature signature;
  signature.rho = rho_of_target_sum(pp, leaf, message, draws);
  for (ChainValue& value : signature.values) {
    for (Element& x : value) x = Element::from_u64(draws.next());
  }
  return signature;
}

VoteSignature signature_of_other_sum(const XmssKey& key, std::uint32_t leaf, const Digest& message,
                                     p3::SplitMix64& draws) {
  const PublicParameter& pp = key.public_key().pp;
  VoteSignature signature;
  Digest d;
  do {
    signature.rho = random_rho(draws);
    d = message_digest(pp, leaf, message, signature.rho);
  } while (digits_of(d));
  const Digits digits = low_digits(d);
  for (std::size_t c = 0; c < kChains; ++c) {
    signature.values[c] = walk_chain(pp, leaf, c, 0, digits[c], chain_start(key.seed(), leaf, c));
  }
  return signature;
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
