// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/chain/limits.h"
#include "rpp/fields/fields_json.h"
#include "rpp/fields/signature_json.h"
#include "rpp/identity/witness_json.h"
#include "rpp/lists/validator_json.h"
#include "rpp/lists/wallet_json.h"

namespace rpp {
namespace {

using p3::JsonValue;

class WitnessReader {
 public:
  IdentityWitnessFile read(const JsonValue& file);
  bool failed() const { return in_.failed(); }
  JsonTextError take_error() { return in_.take_text_error(); }

 private:
  // The fields of a table as member `name` of an object; zero after an error.
  template <class Bound>
  auto fields(const Bound& bound, const FieldTable& table, const JsonValue& object,
              const std::string& place, const char* name) {
    const FieldValues values =
        read_field_members(in_, table, in_.member(object, place, name), member_place(place, name));
    using Struct = decltype(struct_of(bound, values));
    return in_.failed() ? Struct{} : struct_of(bound, values);
  }
  MerklePath path(const JsonValue& object, const std::string& place, const char* name,
                  std::size_t length) {
    return in_.digests(in_.member(object, place, name), member_place(place, name), length, length);
  }

  IdentityRules rules(const JsonValue& file);
  Attestation attestation(const JsonValue& object, const std::string& place);
  SignedIdentity identity(const JsonValue& object, const std::string& place);

  ChainJsonReader in_;
  unsigned key_height_ = kVoteHeight;
};

IdentityRules WitnessReader::rules(const JsonValue& file) {
  const JsonValue& object = in_.member(file, "", "rules");
  in_.only(object, "rules", {"epoch_length", "key_height"});
  IdentityRules rules;
  rules.epoch_length = in_.u64(object, "rules", "epoch_length");
  rules.key_height = in_.u32(object, "rules", "key_height", kMaxHeight);
  if (in_.failed()) return {};
  if (rules.epoch_length == 0 || rules.epoch_length > kMaxIdentityEpochLength) {
    in_.syntax("rules.epoch_length",
               "expected 1 to 4294967295, got " + std::to_string(rules.epoch_length));
  }
  if (rules.key_height < kMinAttestationHeight) {
    in_.syntax("rules.key_height", "expected at least 6, got " + std::to_string(rules.key_height));
  }
  return rules;
}

Attestation WitnessReader::attestation(const JsonValue& object, const std::string& place) {
  in_.only(object, place, {"index", "member", "member_path", "leaf", "rho", "values", "path"});
  Attestation attestation;
  attestation.index = in_.u32(object, place, "index");
  const std::string member = member_place(place, "member");
  const JsonValue& leaf = in_.member(object, place, "member");
  in_.only(leaf, member,
           {"address", "key_root", "key_pp", "first_slot", "activation_height", "voting_power",
            "tier", "timetoke_hours"});
  attestation.member = read_validator(in_, leaf, member);
  attestation.member_path = path(object, place, "member_path", kValidatorSetDepth);
  attestation.leaf = in_.u32(object, place, "leaf");
  attestation.signature = read_signature(in_, object, place);
  attestation.path = path(object, place, "path", key_height_);
  return attestation;
}

SignedIdentity WitnessReader::identity(const JsonValue& object, const std::string& place) {
  in_.only(object, place,
           {"body", "signature", "low", "low_index", "low_path", "new_path", "attestations"});
  SignedIdentity identity;
  identity.body =
      fields(kIdentityDeclarationFields, kIdentityDeclarationTable, object, place, "body");
  if (in_.failed()) return identity;
  identity.signature = read_wallet_signature(in_, in_.member(object, place, "signature"),
                                             member_place(place, "signature"));
  identity.low = fields(kAccountFields, kAccountTable, object, place, "low");
  identity.low_index = in_.u32(object, place, "low_index");
  identity.low_path = path(object, place, "low_path", kAccountDepth);
  identity.new_path = path(object, place, "new_path", kAccountDepth);
  const std::string list = member_place(place, "attestations");
  for (const JsonValue& item :
       in_.items(in_.member(object, place, "attestations"), list, 0, kMaxAttestations)) {
    identity.attestations.push_back(attestation(item, p3::at(list, identity.attestations.size())));
    if (in_.failed()) break;
  }
  return identity;
}

IdentityWitnessFile WitnessReader::read(const JsonValue& json) {
  in_.format(json, kIdentityWitnessFormat, kIdentityWitnessVersion);
  in_.only(json, "",
           {"format", "version", "rules", "chain_id", "height", "timestamp", "epoch_nonce",
            "validator_set_root", "state", "identities"});
  IdentityWitnessFile file;
  file.rules = rules(json);
  if (in_.failed()) return file;
  key_height_ = file.rules.key_height;
  IdentityWitness& witness = file.witness;
  witness.chain_id = in_.digest(json, "", "chain_id");
  witness.height = in_.u64(json, "", "height");
  witness.timestamp = in_.u64(json, "", "timestamp");
  witness.epoch_nonce = in_.digest(json, "", "epoch_nonce");
  witness.validator_set_root = in_.digest(json, "", "validator_set_root");
  witness.state = fields(kStateFields, kStateTable, json, "", "state");
  for (const JsonValue& item :
       in_.items(in_.member(json, "", "identities"), "identities", 0, kMaxIdentities)) {
    witness.identities.push_back(identity(item, p3::at("identities", witness.identities.size())));
    if (in_.failed()) break;
  }
  return file;
}

}  // namespace

p3::Result<IdentityWitnessFile, JsonTextError> read_identity_witness(std::string_view text) {
  const auto json = parse_json_text(text, kMaxIdentityWitnessText);
  if (!json) return p3::Err{json.error()};
  WitnessReader reader;
  IdentityWitnessFile file = reader.read(json.value());
  if (reader.failed()) return p3::Err{reader.take_error()};
  return file;
}

}  // namespace rpp
