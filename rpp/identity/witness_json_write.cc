// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/base/check.h"
#include "rpp/fields/json_write.h"
#include "rpp/identity/facts.h"
#include "rpp/identity/witness_json.h"
#include "rpp/lists/validator_json.h"
#include "rpp/lists/wallet_json.h"

namespace rpp {
namespace {

std::string json_of(const Attestation& attestation) {
  ObjectText member;
  ObjectText object;
  object.add("index", json_of_number(attestation.index))
      .add("member", add_validator(member, attestation.member).end())
      .add("member_path", json_of_path(attestation.member_path))
      .add("leaf", json_of_number(attestation.leaf));
  return add_signature(object, attestation.signature)
      .add("path", json_of_path(attestation.path))
      .end();
}

std::string json_of(const SignedIdentity& identity) {
  ObjectText body;
  ObjectText low;
  std::string attestations = "[";
  for (const Attestation& attestation : identity.attestations) {
    attestations += (attestations.size() > 1 ? ", " : "") + json_of(attestation);
  }
  add_fields(body, kIdentityDeclarationTable, values_of(kIdentityDeclarationFields, identity.body));
  add_fields(low, kAccountTable, values_of(kAccountFields, identity.low));
  return ObjectText()
      .add("body", body.end())
      .add("signature", json_of(identity.signature))
      .add("low", low.end())
      .add("low_index", json_of_number(identity.low_index))
      .add("low_path", json_of_path(identity.low_path))
      .add("new_path", json_of_path(identity.new_path))
      .add("attestations", attestations + "]")
      .end();
}

}  // namespace

std::string write_identity_witness(const IdentityRules& rules, const IdentityWitness& witness) {
  P3_CHECK(!check_shape(rules, witness), "a witness of another shape");
  std::vector<std::string> identities;
  for (const SignedIdentity& identity : witness.identities) {
    identities.push_back(json_of(identity));
  }
  const std::string rules_text = ObjectText()
                                     .add("epoch_length", json_of_u64(rules.epoch_length))
                                     .add("key_height", json_of_number(rules.key_height))
                                     .end();
  ObjectText state;
  add_fields(state, kStateTable, values_of(kStateFields, witness.state));
  return FileText(kIdentityWitnessFormat, kIdentityWitnessVersion)
      .add("rules", rules_text)
      .add("chain_id", json_of(witness.chain_id))
      .add("height", json_of_u64(witness.height))
      .add("timestamp", json_of_u64(witness.timestamp))
      .add("epoch_nonce", json_of(witness.epoch_nonce))
      .add("validator_set_root", json_of(witness.validator_set_root))
      .add("state", state.end())
      .add("identities", json_lines(identities))
      .end();
}

}  // namespace rpp
