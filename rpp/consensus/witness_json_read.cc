// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <utility>

#include "rpp/consensus/witness_json.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/signature_json.h"
#include "rpp/lists/validator_json.h"

namespace rpp {
namespace {

using p3::JsonValue;

class WitnessReader {
 public:
  ConsensusWitnessFile read(const JsonValue& file);
  bool failed() const { return in_.failed(); }
  JsonTextError take_error() { return in_.take_text_error(); }

 private:
  // A member that must be there exactly if `wanted`; nothing if it is not there or not right.
  const JsonValue* member_if(const JsonValue& object, const std::string& place, const char* name,
                             bool wanted, const char* condition);

  ConsensusRules rules(const JsonValue& file);
  LeaderOpening leader(const JsonValue& file, unsigned key_height);
  Precommit precommit(const JsonValue& object, const std::string& place, bool active);
  ConsensusMember member(const JsonValue& object, const std::string& place,
                         const ConsensusWitnessFile& file);
  void members(const JsonValue& value, ConsensusWitnessFile& file);

  ChainJsonReader in_;
};

const JsonValue* WitnessReader::member_if(const JsonValue& object, const std::string& place,
                                          const char* name, bool wanted, const char* condition) {
  const JsonValue* found = object.find(name);
  if ((found != nullptr) == wanted) return found;
  in_.syntax(place, std::string(wanted ? "missing" : "unexpected") + " member \"" + name +
                        "\": it stands exactly where " + condition);
  return nullptr;
}

ConsensusRules WitnessReader::rules(const JsonValue& file) {
  const JsonValue& object = in_.member(file, "", "rules");
  in_.only(object, "rules", {"epoch_length", "key_height"});
  ConsensusRules rules;
  rules.epoch_length = in_.u64(object, "rules", "epoch_length");
  rules.key_height = in_.u32(object, "rules", "key_height", kMaxHeight);
  if (!in_.failed() && rules.epoch_length == 0) {
    in_.syntax("rules.epoch_length", "expected at least 1, got 0");
  }
  if (!in_.failed() && rules.key_height < kMinVoteHeight) {
    in_.syntax("rules.key_height", "expected at least " + std::to_string(kMinVoteHeight) +
                                       ", got " + std::to_string(rules.key_height));
  }
  return rules;
}

LeaderOpening WitnessReader::leader(const JsonValue& file, unsigned key_height) {
  const JsonValue& object = in_.member(file, "", "leader");
  in_.only(object, "leader", {"vrf_secret", "wots", "path"});
  LeaderOpening opening;
  opening.vrf_secret = in_.digest(object, "leader", "vrf_secret");
  opening.wots = in_.digest(object, "leader", "wots");
  opening.path =
      in_.digests(in_.member(object, "leader", "path"), "leader.path", key_height, key_height);
  return opening;
}

Precommit WitnessReader::precommit(const JsonValue& object, const std::string& place, bool active) {
  in_.only(object, place, {"rho", "values", "vrf_commitment", "vrf_secret"});
  Precommit precommit;
  precommit.signature = read_signature(in_, object, place);
  precommit.vrf_commitment = in_.digest(object, place, "vrf_commitment");
  if (const JsonValue* secret =
          member_if(object, place, "vrf_secret", active, "the member's key is active")) {
    precommit.vrf_secret = in_.digest(*secret, member_place(place, "vrf_secret"));
  }
  return precommit;
}

ConsensusMember WitnessReader::member(const JsonValue& object, const std::string& place,
                                      const ConsensusWitnessFile& file) {
  in_.only(object, place,
           {"address", "key_root", "key_pp", "first_slot", "activation_height", "voting_power",
            "tier", "timetoke_hours", "prevote", "precommit", "path", "sibling_leaf"});
  ConsensusMember member;
  member.leaf = read_validator(in_, object, place);
  if (in_.failed()) return member;
  if (const JsonValue* prevote = object.find("prevote")) {
    const std::string inner = member_place(place, "prevote");
    in_.only(*prevote, inner, {"rho", "values"});
    member.prevote = read_signature(in_, *prevote, inner);
  }
  if (const JsonValue* precommit_value = object.find("precommit")) {
    member.precommit = precommit(*precommit_value, member_place(place, "precommit"),
                                 key_active(member.leaf, file.witness.header.height));
  }
  if (in_.failed()) return member;
  if (const JsonValue* path =
          member_if(object, place, "path", member.votes(), "the member votes")) {
    const std::size_t length = file.rules.key_height - 1;
    member.path = in_.digests(*path, member_place(place, "path"), length, length);
  }
  if (const JsonValue* sibling = member_if(object, place, "sibling_leaf", member.votes_once(),
                                           "the member votes in one stage of two")) {
    member.sibling_leaf = in_.digest(*sibling, member_place(place, "sibling_leaf"));
  }
  return member;
}

void WitnessReader::members(const JsonValue& value, ConsensusWitnessFile& file) {
  for (const JsonValue& item : in_.items(value, "members", 1, kMembers)) {
    std::vector<ConsensusMember>& members = file.witness.members;
    members.push_back(member(item, p3::at("members", members.size()), file));
    if (in_.failed()) return;
  }
}

ConsensusWitnessFile WitnessReader::read(const JsonValue& json) {
  ConsensusWitnessFile file;
  in_.format(json, kConsensusWitnessFormat, kConsensusWitnessVersion);
  in_.only(json, "",
           {"format", "version", "rules", "header", "round", "vote_slot", "beacon_before", "leader",
            "witness_commitments", "reputation_roots", "members"});
  file.rules = rules(json);
  const FieldValues header =
      read_field_members(in_, kHeaderTable, in_.member(json, "", "header"), "header");
  if (in_.failed()) return file;
  ConsensusWitness& witness = file.witness;
  witness.header = struct_of(kHeaderFields, header);
  witness.round = in_.u32(json, "", "round");
  witness.vote_slot = in_.u64(json, "", "vote_slot");
  witness.beacon_before = in_.digest(json, "", "beacon_before");
  witness.leader = leader(json, file.rules.key_height);
  witness.witness_commitments = in_.digests(in_.member(json, "", "witness_commitments"),
                                            "witness_commitments", 0, kMaxWitnessCommitments);
  witness.reputation_roots = in_.digests(in_.member(json, "", "reputation_roots"),
                                         "reputation_roots", 0, kMaxReputationRoots);
  members(in_.member(json, "", "members"), file);
  return file;
}

}  // namespace

p3::Result<ConsensusWitnessFile, JsonTextError> read_consensus_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxConsensusWitnessText);
  if (!json) return p3::Err{json.error()};
  WitnessReader reader;
  ConsensusWitnessFile file = reader.read(json.value());
  if (reader.failed()) return p3::Err{reader.take_error()};
  return file;
}

}  // namespace rpp
