// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/header.h"
#include "rpp/chain/validator.h"
#include "rpp/consensus/rules.h"
#include "rpp/hash/merkle_path.h"
#include "rpp/xmss/signature.h"

// ConsensusWitness: everything that the proof of a finalised block is made from, as plain data.
//
// Nothing here is judged: a witness may break every rule (check.h names the first one that it
// breaks). Values that no rule reads are zero or empty; the text form leaves them out.
namespace rpp {

// One signature without what the member's path shares between its two votes.
using VoteSignature = OneTimeSignature;

// A precommit opens the member's VRF: the other half of its leaf is c.
struct Precommit {
  VoteSignature signature;
  Digest vrf_commitment;  // c; the leaf is C8(wots | c)
  Digest vrf_secret;      // r with c = C8(r | pp | tweak); read only if the key is active

  friend bool operator==(const Precommit&, const Precommit&) = default;
};

struct ConsensusMember {
  ValidatorLeaf leaf;
  // A value is a set bit of the quorum bitmap. A prevote's leaf holds H(vrf-none; empty).
  std::optional<VoteSignature> prevote;
  std::optional<Precommit> precommit;
  // From the parent of the two leaves of the vote slot up: key height - 1 siblings, level 1 first;
  // empty for a member without a vote.
  MerklePath path;
  // The leaf of the stage without a vote, read if exactly one stage has one.
  Digest sibling_leaf;

  bool votes() const { return prevote.has_value() || precommit.has_value(); }
  bool votes_once() const { return prevote.has_value() != precommit.has_value(); }
  friend bool operator==(const ConsensusMember&, const ConsensusMember&) = default;
};

// The leader's opening at the precommit leaf of the header's slot, whether or not it voted.
struct LeaderOpening {
  Digest vrf_secret;  // r
  Digest wots;        // the other half of the leaf
  MerklePath path;    // key height siblings, level 0 first

  friend bool operator==(const LeaderOpening&, const LeaderOpening&) = default;
};

struct ConsensusWitness {
  BlockHeader header;
  std::uint32_t round = 0;
  std::uint64_t vote_slot = 0;
  Digest beacon_before;                  // the previous header's beacon after
  std::vector<ConsensusMember> members;  // position = index in the validator set
  LeaderOpening leader;
  std::vector<Digest> witness_commitments;  // up to kMaxWitnessCommitments
  std::vector<Digest> reputation_roots;     // up to kMaxReputationRoots

  friend bool operator==(const ConsensusWitness&, const ConsensusWitness&) = default;
};

}  // namespace rpp
