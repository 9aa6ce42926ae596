// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/trace/demands.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "p3/air/dag_eval.h"
#include "p3/air/trace_window.h"

namespace rpp {
namespace {

using Message = std::span<const Element>;

std::uint32_t integer(Element x) { return static_cast<std::uint32_t>(x.as_canonical_u64()); }

// Calls use(bus, tuple) for every tuple that the rows of a table put on a bus with a count other
// than zero, row by row.
template <class Use>
void for_each_message(const TableAir& air, const Trace& trace, const Use& use) {
  const p3::ConstraintDag<Element>& dag = air.dag();
  std::vector<Element> periodic, tuple;
  for (std::size_t r = 0; r < trace.height(); ++r) {
    p3::WindowColumns<Element, Element> columns(
        p3::window_at(air.shape(), {trace.view(), {}, {}}, r, periodic));
    const std::vector<Element> values = p3::evaluate_nodes<Element>(dag, columns);
    for (const p3::DagLookup& lookup : dag.lookups) {
      const bool exclusive = lookup.kind == p3::LookupKind::kExclusive;
      for (const p3::DagInteraction& message : lookup.interactions) {
        const Element flag = exclusive ? values[message.flag] : Element::one();
        if (flag * values[message.count.node] == Element::zero()) continue;
        tuple.clear();
        for (const std::uint32_t node : message.tuple) tuple.push_back(values[node]);
        use(std::string_view(lookup.bus), Message(tuple));
      }
    }
  }
}

// The sponge calls of a table: parts come in any order of rows.
class SpongeCalls {
 public:
  void add(Message part) {
    const auto kind = static_cast<HasherKind>(integer(part[0]));
    if (kind != HasherKind::kFirst && kind != HasherKind::kNext) return;
    const std::uint32_t id = integer(part[1]);
    std::copy_n(part.begin() + 2, kRate, blocks_[id].begin());
    if (kind == HasherKind::kFirst) calls_.push_back({id, integer(part[10]), integer(part[11])});
  }

  void record(HasherTrace& hasher) {
    std::vector<Element> input;
    for (const Call& call : calls_) {
      input.clear();
      for (std::uint32_t j = 0; kRate * j < call.length; ++j) {
        input.insert(input.end(), blocks_[call.id + j].begin(), blocks_[call.id + j].end());
      }
      input.resize(call.length);
      hasher.hash(call.id, static_cast<Tag>(call.tag), input);
    }
  }

 private:
  struct Call {
    std::uint32_t id, tag, length;
  };
  std::vector<Call> calls_;
  std::unordered_map<std::uint32_t, std::array<Element, kRate>> blocks_;
};

void record_compression(Message tuple, HasherTrace& hasher) {
  if (integer(tuple[0]) != static_cast<std::uint32_t>(HasherKind::kC8)) return;
  HashState in;
  std::copy_n(tuple.begin() + 1, kWidth, in.begin());
  hasher.c8(in);
}

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
  SpongeCalls sponges;
  for_each_message(air, trace, [&](std::string_view name, Message tuple) {
    if (name == bus::kHasher) {
      record_compression(tuple, shared.hasher);
      sponges.add(tuple);
    } else if (name == bus::kCanonical) {
      shared.canonical.add(tuple[0]);
    } else if (name == bus::kRange) {
      shared.range.add({tuple[0], tuple[1], tuple[2], tuple[3]});
    } else if (name == bus::kNode) {
      record_leaf(tuple, shared);
    }
  });
  sponges.record(shared.hasher);
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
