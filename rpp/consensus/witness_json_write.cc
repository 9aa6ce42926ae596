// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <initializer_list>
#include <span>
#include <utility>

#include "p3/base/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/fields/fields_json.h"

namespace rpp {
namespace {

// The members of one object, in the order in which they are added, on one line.
class ObjectText {
 public:
  ObjectText& add(const char* name, const std::string& json) {
    text_ += text_.empty() ? "{\"" : ", \"";
    text_ += std::string(name) + "\": " + json;
    return *this;
  }
  std::string end() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

// One item per line, so that texts can be compared by people.
std::string lines_of(const std::vector<std::string>& items) {
  if (items.empty()) return "[]";
  std::string text = "[\n    ";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += ",\n    ";
    text += items[i];
  }
  return text + "\n  ]";
}

std::string json_of_path(const MerklePath& path) {
  std::string text = "[";
  for (std::size_t i = 0; i < path.size(); ++i) text += (i > 0 ? ", " : "") + json_of(path[i]);
  return text + "]";
}

std::string json_of_list(const std::vector<Digest>& digests) {
  std::vector<std::string> items;
  items.reserve(digests.size());
  for (const Digest& digest : digests) items.push_back(json_of(digest));
  return lines_of(items);
}

std::string json_of_number(std::uint32_t x) { return std::to_string(x); }

ObjectText signature_members(const VoteSignature& signature) {
  std::vector<Element> values;
  for (const ChainValue& value : signature.values) {
    values.insert(values.end(), value.begin(), value.end());
  }
  ObjectText object;
  object.add("rho", json_of(std::span<const Element>(signature.rho)));
  object.add("values", json_of(std::span<const Element>(values)));
  return object;
}

std::string json_of_precommit(const Precommit& precommit, bool active) {
  ObjectText object = signature_members(precommit.signature);
  object.add("vrf_commitment", json_of(precommit.vrf_commitment));
  if (active) object.add("vrf_secret", json_of(precommit.vrf_secret));
  return object.end();
}

std::string json_of_member(const ConsensusMember& member, std::uint64_t height) {
  const ValidatorLeaf& leaf = member.leaf;
  ObjectText object;
  object.add("address", json_of(leaf.address))
      .add("key_root", json_of(leaf.key_root))
      .add("key_pp", json_of(std::span<const Element>(leaf.key_pp)))
      .add("first_slot", json_of_u64(leaf.first_slot))
      .add("activation_height", json_of_u64(leaf.activation_height))
      .add("voting_power", json_of_number(leaf.voting_power))
      .add("tier", json_of_number(leaf.tier))
      .add("timetoke_hours", json_of_number(leaf.timetoke_hours));
  if (member.prevote) object.add("prevote", signature_members(*member.prevote).end());
  if (member.precommit) {
    object.add("precommit", json_of_precommit(*member.precommit, key_active(leaf, height)));
  }
  if (member.votes()) object.add("path", json_of_path(member.path));
  if (member.votes_once()) object.add("sibling_leaf", json_of(member.sibling_leaf));
  return object.end();
}

std::string json_of_header(const BlockHeader& header) {
  std::string text = write_fields_json(kHeaderTable, values_of(kHeaderFields, header));
  text.pop_back();  // the line break behind the object
  return text;
}

}  // namespace

std::string write_consensus_witness(const ConsensusRules& rules, const ConsensusWitness& witness) {
  P3_CHECK(!check_shape(rules, witness), "a witness of another shape");
  std::vector<std::string> members;
  members.reserve(witness.members.size());
  for (const ConsensusMember& member : witness.members) {
    members.push_back(json_of_member(member, witness.header.height));
  }
  const std::string rules_text = ObjectText()
                                     .add("epoch_length", json_of_u64(rules.epoch_length))
                                     .add("key_height", json_of_number(rules.key_height))
                                     .end();
  const std::string leader = ObjectText()
                                 .add("vrf_secret", json_of(witness.leader.vrf_secret))
                                 .add("wots", json_of(witness.leader.wots))
                                 .add("path", json_of_path(witness.leader.path))
                                 .end();
  const std::pair<const char*, std::string> parts[] = {
      {"format", '"' + std::string(kConsensusWitnessFormat) + '"'},
      {"version", std::to_string(kConsensusWitnessVersion)},
      {"rules", rules_text},
      {"header", json_of_header(witness.header)},
      {"round", json_of_number(witness.round)},
      {"vote_slot", json_of_u64(witness.vote_slot)},
      {"beacon_before", json_of(witness.beacon_before)},
      {"leader", leader},
      {"witness_commitments", json_of_list(witness.witness_commitments)},
      {"reputation_roots", json_of_list(witness.reputation_roots)},
      {"members", lines_of(members)},
  };
  std::string text = "{";
  for (const auto& [name, json] : parts) {
    text += text.size() == 1 ? "\n  \"" : ",\n  \"";
    text += std::string(name) + "\": " + json;
  }
  return text + "\n}\n";
}

}  // namespace rpp
