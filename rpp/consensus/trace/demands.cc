// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/demands.h"

#include <algorithm>
#include <string_view>

#include "rpp/gadgets/table_messages.h"

namespace rpp {
namespace {

using Message = TableMessage;

std::uint32_t integer(Element x) { return static_cast<std::uint32_t>(x.as_canonical_u64()); }

// Leaves of statement trees only: those of key trees come with their paths.
void record_leaf(Message node, SharedTraces& shared) {
  if (integer(node[0]) != static_cast<std::uint32_t>(NodeKind::kStatement)) return;
  MerkleTrace::Leaf leaf{integer(node[3]), {}};
  std::copy_n(node.begin() + 4, kDigestElements, leaf.digest.elements.begin());
  shared.leaves[integer(node[1])].push_back(leaf);
}

void record_signatures(const BallotsInput& input, const ConsensusWitness& witness,
                       const CertificateFacts& facts, SharedTraces& shared) {
  for (const VoteEntry& vote : input.votes) {
    const auto s = static_cast<std::size_t>(vote.stage);
    const ConsensusMember& member = witness.members[vote.member];
    const VoteSignature& signature =
        vote.stage == Stage::kPrecommit ? member.precommit->signature : *member.prevote;
    shared.wots.add(static_cast<std::uint32_t>(2 * vote.member + s), vote.leaf, vote.pp,
                    facts.members[vote.member].votes[s]->d, signature.values, shared.hasher,
                    shared.range);
  }
}

// One path serves both votes of a member.
void record_paths(const ConsensusWitness& witness, const CertificateFacts& facts,
                  SharedTraces& shared) {
  for (std::uint32_t i = 0; i < witness.members.size(); ++i) {
    const ConsensusMember& member = witness.members[i];
    const auto& votes = facts.members[i].votes;
    if (!member.votes()) continue;
    const bool both = votes[0].has_value() && votes[1].has_value();
    const VoteFacts& own = votes[0] ? *votes[0] : *votes[1];
    MerklePath path{both ? votes[1]->key_leaf : member.sibling_leaf};
    path.insert(path.end(), member.path.begin(), member.path.end());
    shared.merkle.add_opening(i, own.leaf, own.key_leaf, path, both, shared.hasher);
  }
  if (!facts.leader) return;
  const Digest leaf = compress(witness.leader.wots, facts.leader->commitment);
  shared.merkle.add_opening(kLeaderTree, facts.leader->leaf, leaf, witness.leader.path, false,
                            shared.hasher);
}

}  // namespace

void record_messages(const TableAir& air, const Trace& trace, SharedTraces& shared) {
  record_table(air, trace, {shared.hasher, shared.range, shared.canonical},
               [&](std::string_view name, Message tuple, Element) {
                 if (name == bus::kNode) record_leaf(tuple, shared);
               });
}

StatementUsers record_structures(const TablesInput& input, const ConsensusWitness& witness,
                                 const CertificateFacts& facts, SharedTraces& shared) {
  constexpr Tag kLeafTags[kTreeCount] = {Tag::kValidator, Tag::kSig,     Tag::kVrfOut,
                                         Tag::kVrfProof,  Tag::kWitness, Tag::kReputation};
  record_signatures(input.ballots, witness, facts, shared);
  record_paths(witness, facts, shared);
  StatementUsers users;
  for (std::uint32_t t = 0; t < kTreeCount; ++t) {
    auto& leaves = shared.leaves[t];
    std::ranges::sort(leaves, {}, &MerkleTrace::Leaf::position);
    users.empties[t] =
        shared.merkle.add_tree(t, kTreeDepth[t], hash_empty(kLeafTags[t]), leaves, shared.hasher)
            .empty_leaves;
  }
  for (const VoteEntry& vote : input.ballots.votes) {
    ++users.votes[static_cast<std::size_t>(vote.stage)];
  }
  for (const OpenEntry& open : input.ballots.opens) ++users.mus[open.lead ? 1 : 0];
  users.slots = {input.members.members.size(), 1};
  users.tickets = 1;
  return users;
}

}  // namespace rpp
