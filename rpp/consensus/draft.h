// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/witness.h"
#include "rpp/xmss/key.h"

// CertificateDraft: a certificate before anybody signed it, with the keys of all members.
//
// The holder of a draft can change anything and have it signed again: the strongest attacker, a
// coalition of all validators, against whom the rules alone must stand. Nothing is judged here.
namespace rpp {

struct DraftMember {
  ValidatorLeaf leaf;
  const XmssKey* key = nullptr;  // borrowed; the leaf need not name it
  bool prevote = false;
  bool precommit = false;
};

struct CertificateDraft {
  ConsensusRules rules;
  BlockHeader header;
  std::uint32_t round = 0;
  std::uint64_t vote_slot = 0;
  Digest beacon_before;
  std::vector<DraftMember> members;
  LeaderOpening leader;
  std::vector<Digest> witness_commitments;
  std::vector<Digest> reputation_roots;
};

// What the header says about the rest of the draft. Each sets its fields from the others, so a
// change is followed by the settling of what depends on it.
void settle_set(CertificateDraft& draft);    // validator-set root
void settle_lists(CertificateDraft& draft);  // witness-commitment root, reputation root
// Index, y_L, proposer, tier and timetoke of the header, and the opening, from the member's key.
void settle_leader(CertificateDraft& draft, std::uint32_t index);
void settle_beacon(CertificateDraft& draft);  // beacon after

// The member with an active key that precedes all others, or 0 if no key is active.
std::uint32_t elected_leader(const CertificateDraft& draft);

// Signs for every set bit and opens the VRF of every precommit. A member's key must hold the leaves
// of the vote slot.
ConsensusWitness certify(const CertificateDraft& draft, p3::ThreadPool& pool);

// H(vote; ...) of both stages, as certify has them signed.
std::array<Digest, 2> vote_digests(const CertificateDraft& draft);

// One member with the votes of its bits over these messages, for the draft's vote slot.
ConsensusMember sign_member(const CertificateDraft& draft, std::uint32_t index,
                            const std::array<Digest, 2>& votes);

}  // namespace rpp
