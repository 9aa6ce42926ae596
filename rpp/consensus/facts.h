// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/consensus/errors.h"
#include "rpp/consensus/witness.h"
#include "rpp/hash/bitmap.h"
#include "rpp/xmss/leaf_facts.h"
#include "rpp/xmss/vrf.h"

// CertificateFacts: everything that follows from a witness by hashing and adding, in one pass.
//
// Facts judge nothing: check.h compares them, derive.h turns them into public fields. Where a
// witness breaks a rule, its facts are what the formulas give without the rule: indices are taken
// modulo the size of the tree, digits are walked whatever their sum.
namespace rpp {

using VoteFacts = LeafFacts;  // the message is H(vote-by; ...)

struct MemberFacts {
  bool in_window = false;                         // the vote slot is one that the key serves
  bool active = false;                            // the key counts at this height
  std::array<std::optional<VoteFacts>, 2> votes;  // by stage
  std::optional<Digest> root;                     // where the votes' path leads; for voters
  std::optional<Digest> commitment;  // C8(r | pp | tweak), for precommits with an active key
  std::optional<Digest> output;      // y for the vote slot, for the same
};

// Of the member that the header names.
struct LeaderFacts {
  bool in_window = false;
  bool active = false;
  std::uint32_t leaf = 0;
  Digest commitment;  // c
  Digest root;        // where the opening leads
  Digest output;      // y for the header's slot
};

struct CertificateFacts {
  Digest block_hash;
  std::array<Digest, 2> votes;  // H(vote; ...), by stage
  VrfInput mu_vote_slot{};
  VrfInput mu_slot{};
  std::vector<Digest> validator_leaves;
  Digest validator_set_root;
  std::uint64_t total_power = 0;  // at most kMembers * (2^32 - 1)
  std::array<std::uint64_t, 2> power{};
  std::array<Bitmap, 2> bits;
  Digest bitmap_root;
  std::vector<MemberFacts> members;
  std::optional<LeaderFacts> leader;  // none if the index is out of range
  Digest signature_root;
  Digest vrf_output_root;
  Digest vrf_proof_root;
  Digest witness_commitment_root;
  Digest reputation_root;
  Digest beacon_after;
};

// The first count, path length or one-element integer that does not fit; a witness of this shape
// has facts.
[[nodiscard]] std::optional<ConsensusError> check_shape(const ConsensusRules& rules,
                                                        const ConsensusWitness& witness) noexcept;

// check_shape(rules, witness) must be nothing.
CertificateFacts certificate_facts(const ConsensusRules& rules,
                                   const ConsensusWitness& witness) noexcept;

// H(vote; chain id, stage, vote slot, height, round, block hash).
Digest vote_digest(const BlockHeader& header, const Digest& block_hash, Stage stage,
                   std::uint64_t vote_slot, std::uint32_t round) noexcept;
// H(vote-by; vote, member's address): what a member signs.
Digest vote_by_digest(const Digest& vote, const Digest& address) noexcept;

// The root of a set of validators.
Digest validator_set_root(std::vector<Digest> validator_leaves) noexcept;
// The roots of the two lists of digests.
Digest witness_commitment_root(const std::vector<Digest>& digests) noexcept;
Digest reputation_root(const std::vector<Digest>& digests) noexcept;

// floor(2 * total / 3) + 1.
constexpr std::uint64_t quorum_threshold(std::uint64_t total_power) {
  return 2 * total_power / 3 + 1;
}

}  // namespace rpp
