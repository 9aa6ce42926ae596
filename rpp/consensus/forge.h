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

// A member's votes signed with a key of its own at the first leaves behind the window, which its
// first slot makes those of the vote slot. The key does not count at this height.
ForgedCertificate votes_outside_window(const CertificateDraft& original, std::uint32_t member,
                                       p3::SplitMix64& draws, p3::ThreadPool& pool);

}  // namespace rpp
