// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/witness_fields.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>
#include <variant>

#include "rpp/consensus/facts.h"
#include "rpp/fields/changed_value.h"

namespace rpp {
namespace {

// A field that witness and draft have in the same place, which `get` finds in both.
template <class Get, class Change>
WitnessField shared_field(std::string name, FieldPart part, bool derived, Get get, Change apply) {
  return {.name = std::move(name),
          .part = part,
          .derived = derived,
          .in_witness = [get, apply](ConsensusWitness& w, const ConsensusRules&,
                                     FieldTurn t) { apply(get(w, t), t.turn); },
          .in_draft = [get, apply](CertificateDraft& d, FieldTurn t) { apply(get(d, t), t.turn); }};
}

constexpr auto kChange = [](auto& value, std::uint64_t turn) { change(value, turn); };
constexpr auto kChangeSmall = [](std::uint32_t& value, std::uint64_t turn) {
  change_small(value, turn);
};

// Header fields that say something about the rest of the certificate.
constexpr std::string_view kDerivedHeaderFields[] = {
    "validator_set_root", "witness_commitment_root", "reputation_root", "beacon_after",
    "leader_index",       "leader_output",           "proposer",        "leader_tier",
    "leader_timetoke"};

void add_header(std::vector<WitnessField>& out) {
  for (const BoundField<BlockHeader>& bound : kHeaderFields) {
    const std::string name = "header." + std::string(bound.spec.name);
    const bool derived = std::ranges::count(kDerivedHeaderFields, bound.spec.name) != 0;
    const bool small = bound.spec.type == FieldType::kSmall;
    std::visit(
        [&](auto member) {
          const auto get = [member](auto& holder, FieldTurn) -> auto& {
            return std::invoke(member, holder.header);
          };
          const auto apply = [small](auto& value, std::uint64_t turn) {
            if constexpr (std::is_same_v<std::uint32_t&, decltype(value)>) {
              if (small) return change_small(value, turn);
            }
            change(value, turn);
          };
          out.push_back(shared_field(name, FieldPart::kHeader, derived, get, apply));
        },
        bound.member);
  }
}

template <class Value, class Change>
void add_leaf(std::vector<WitnessField>& out, const char* name, Value ValidatorLeaf::* member,
              Change apply) {
  const auto get = [member](auto& holder, FieldTurn t) -> auto& {
    return holder.members[t.member].leaf.*member;
  };
  out.push_back(
      shared_field(std::string("validator.") + name, FieldPart::kValidator, false, get, apply));
}

void add_set(std::vector<WitnessField>& out) {
  add_leaf(out, "address", &ValidatorLeaf::address, kChange);
  add_leaf(out, "root", &ValidatorLeaf::key_root, kChange);
  add_leaf(out, "pp", &ValidatorLeaf::key_pp, kChange);
  add_leaf(out, "first_slot", &ValidatorLeaf::first_slot, kChange);
  add_leaf(out, "activation_height", &ValidatorLeaf::activation_height, kChange);
  add_leaf(out, "voting_power", &ValidatorLeaf::voting_power, kChange);
  add_leaf(out, "tier", &ValidatorLeaf::tier, kChangeSmall);
  add_leaf(out, "timetoke_hours", &ValidatorLeaf::timetoke_hours, kChangeSmall);
  // The set without one of its members.
  const auto get = [](auto& holder, FieldTurn) -> auto& { return holder.members; };
  WitnessField count = shared_field(
      "validators.count", FieldPart::kSet, false, get, [](auto& members, std::uint64_t turn) {
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(turn % members.size()));
      });
  out.push_back(std::move(count));
}

// The stage of a vote becomes set or not; what the path needs then is known to whoever saw it.
template <Stage kStage>
void toggle_vote(ConsensusWitness& witness, const ConsensusRules& rules, FieldTurn t) {
  ConsensusMember& member = witness.members[t.member];
  const auto facts = certificate_facts(rules, witness).members[t.member];
  const auto leaf = facts.votes[static_cast<std::size_t>(kStage)]->key_leaf;
  if constexpr (kStage == Stage::kPrevote) {
    member.prevote.reset();
  } else {
    member.precommit.reset();
  }
  member.sibling_leaf = member.votes_once() ? leaf : Digest{};
  if (!member.votes()) member.path.clear();
}

template <class Get>
void add_vote(std::vector<WitnessField>& out, const char* name, FieldOwner owner, Get get) {
  out.push_back({.name = name,
                 .part = FieldPart::kVote,
                 .owner = owner,
                 .in_witness = [get](ConsensusWitness& w, const ConsensusRules&,
                                     FieldTurn t) { change(get(w.members[t.member]), t.turn); },
                 .in_draft = nullptr});
}

void add_votes(std::vector<WitnessField>& out) {
  out.push_back(
      {.name = "prevote.bit",
       .part = FieldPart::kVote,
       .owner = FieldOwner::kPrevoter,
       .in_witness = &toggle_vote<Stage::kPrevote>,
       .in_draft = [](CertificateDraft& d, FieldTurn t) { d.members[t.member].prevote ^= true; }});
  using M = ConsensusMember;
  add_vote(out, "prevote.rho", FieldOwner::kPrevoter, [](M& m) -> auto& { return m.prevote->rho; });
  add_vote(out, "prevote.values", FieldOwner::kPrevoter,
           [](M& m) -> auto& { return m.prevote->values; });
  out.push_back({.name = "precommit.bit",
                 .part = FieldPart::kVote,
                 .owner = FieldOwner::kPrecommitter,
                 .in_witness = &toggle_vote<Stage::kPrecommit>,
                 .in_draft = [](CertificateDraft& d, FieldTurn t) {
                   d.members[t.member].precommit ^= true;
                 }});
  add_vote(out, "precommit.rho", FieldOwner::kPrecommitter,
           [](M& m) -> auto& { return m.precommit->signature.rho; });
  add_vote(out, "precommit.values", FieldOwner::kPrecommitter,
           [](M& m) -> auto& { return m.precommit->signature.values; });
  add_vote(out, "precommit.c", FieldOwner::kPrecommitter,
           [](M& m) -> auto& { return m.precommit->vrf_commitment; });
  add_vote(out, "precommit.r", FieldOwner::kActive,
           [](M& m) -> auto& { return m.precommit->vrf_secret; });
  add_vote(out, "path", FieldOwner::kVoter, [](M& m) -> auto& { return m.path; });
  add_vote(out, "sibling_leaf", FieldOwner::kVotesOnce,
           [](M& m) -> auto& { return m.sibling_leaf; });
}

void add_rest(std::vector<WitnessField>& out) {
  const auto add = [&](const char* name, FieldPart part, bool derived, auto get, auto apply) {
    out.push_back(shared_field(name, part, derived, get, apply));
  };
  add(
      "leader.r", FieldPart::kLeader, true,
      [](auto& h, FieldTurn) -> auto& { return h.leader.vrf_secret; }, kChange);
  add(
      "leader.wots", FieldPart::kLeader, true,
      [](auto& h, FieldTurn) -> auto& { return h.leader.wots; }, kChange);
  add(
      "leader.path", FieldPart::kLeader, true,
      [](auto& h, FieldTurn) -> auto& { return h.leader.path; }, kChange);
  const auto witnesses = [](auto& h, FieldTurn) -> auto& { return h.witness_commitments; };
  const auto reputations = [](auto& h, FieldTurn) -> auto& { return h.reputation_roots; };
  constexpr auto kCount = [](std::vector<Digest>& list, std::uint64_t turn) {
    change_count(list, turn);
  };
  add("witness_commitments", FieldPart::kLists, false, witnesses, kChange);
  add("witness_commitments.count", FieldPart::kLists, false, witnesses, kCount);
  add("reputation_roots", FieldPart::kLists, false, reputations, kChange);
  add("reputation_roots.count", FieldPart::kLists, false, reputations, kCount);
}

std::vector<WitnessField> make_fields() {
  std::vector<WitnessField> out;
  add_header(out);
  const auto add = [&](const char* name, auto get) {
    out.push_back(shared_field(name, FieldPart::kRound, false, get, kChange));
  };
  add("round", [](auto& h, FieldTurn) -> auto& { return h.round; });
  add("vote_slot", [](auto& h, FieldTurn) -> auto& { return h.vote_slot; });
  add("beacon_before", [](auto& h, FieldTurn) -> auto& { return h.beacon_before; });
  add_set(out);
  add_votes(out);
  add_rest(out);
  return out;
}

}  // namespace

const std::vector<WitnessField>& witness_fields() {
  static const std::vector<WitnessField> fields = make_fields();
  return fields;
}

}  // namespace rpp
