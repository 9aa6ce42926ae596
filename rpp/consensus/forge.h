// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>

#include "p3/base/split_mix.h"
#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/draft.h"
#include "rpp/consensus/public_fields.h"

// What attackers have in common: certificates whose every dependent hash follows what they changed.
// For tests and simnet only.
namespace rpp {

struct ForgedCertificate {
  ConsensusWitness witness;
  ConsensusPublic fields;
};

// The fields recomputed from a witness of good shape.
ForgedCertificate with_fields(const ConsensusRules& rules, ConsensusWitness witness);

// The draft signed by everybody, and its fields.
ForgedCertificate certified(const CertificateDraft& draft, p3::ThreadPool& pool);

// Settles everything that the header says about the draft, with the elected leader.
void settle_all(CertificateDraft& draft);

// A rho whose digits of the message sum to the target. Anybody can find one: 834 draws on average.
Rho rho_of_target_sum(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                      p3::SplitMix64& draws);

// A signature whose rho gives the target sum over random chain values: the best that can be made
// without a key.
VoteSignature forged_signature(const PublicParameter& pp, std::uint32_t leaf, const Digest& message,
                               p3::SplitMix64& draws);

// The key's own signature at a leaf, but for a rho whose digits do not sum to the target.
VoteSignature signature_of_other_sum(const XmssKey& key, std::uint32_t leaf, const Digest& message,
                                     p3::SplitMix64& draws);

// A member's votes signed with a key of its own at the first leaves behind the window, which its
// first slot makes those of the vote slot. The key does not count at this height.
ForgedCertificate votes_outside_window(const CertificateDraft& original, std::uint32_t member,
                                       p3::SplitMix64& draws, p3::ThreadPool& pool);

}  // namespace rpp
