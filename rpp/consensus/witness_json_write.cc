// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <span>

#include "p3/base/check.h"
#include "rpp/consensus/facts.h"
#include "rpp/consensus/witness_json.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/json_write.h"
#include "rpp/lists/validator_json.h"

namespace rpp {
namespace {

std::string json_of_precommit(const Precommit& precommit, bool active) {
  ObjectText object;
  add_signature(object, precommit.signature)
      .add("vrf_commitment", json_of(precommit.vrf_commitment));
  if (active) object.add("vrf_secret", json_of(precommit.vrf_secret));
  return object.end();
}

std::string json_of_member(const ConsensusMember& member, std::uint64_t height) {
  const ValidatorLeaf& leaf = member.leaf;
  ObjectText object;
  add_validator(object, leaf);
  if (member.prevote) {
    ObjectText prevote;
    object.add("prevote", add_signature(prevote, *member.prevote).end());
  }
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
  return FileText(kConsensusWitnessFormat, kConsensusWitnessVersion)
      .add("rules", rules_text)
      .add("header", json_of_header(witness.header))
      .add("round", json_of_number(witness.round))
      .add("vote_slot", json_of_u64(witness.vote_slot))
      .add("beacon_before", json_of(witness.beacon_before))
      .add("leader", leader)
      .add("witness_commitments", json_of_list(witness.witness_commitments))
      .add("reputation_roots", json_of_list(witness.reputation_roots))
      .add("members", json_lines(members))
      .end();
}

}  // namespace rpp
