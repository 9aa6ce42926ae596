// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/facts.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"

namespace rpp {
namespace {

bool paths_fit(const IdentityRules& rules, const SignedIdentity& identity) {
  const auto fits = [&rules](const Attestation& attestation) {
    return attestation.member_path.size() == kValidatorSetDepth &&
           attestation.path.size() == rules.key_height;
  };
  return identity.signature.path.size() == kWalletHeight &&
         identity.low_path.size() == kAccountDepth && identity.new_path.size() == kAccountDepth &&
         std::ranges::all_of(identity.attestations, fits);
}

// Integers that stand for one element: others have no hash.
bool elements_fit(const SignedIdentity& identity) {
  const auto fits = [](std::uint32_t x) { return x < Element::kPrime; };
  const auto member_fits = [&fits](const Attestation& attestation) {
    return fits(attestation.member.tier) && fits(attestation.member.timetoke_hours);
  };
  const Account& low = identity.low;
  return fits(low.tier) && fits(low.hours) && fits(low.flags) &&
         std::ranges::all_of(identity.attestations, member_fits);
}

AttestationFacts attestation_facts(const IdentityRules& rules, const Digest& declaration,
                                   const Attestation& attestation) {
  const ValidatorLeaf& member = attestation.member;
  AttestationFacts facts;
  facts.member_leaf = validator_hash(member);
  const std::uint32_t position = attestation.index % kMaxValidators;
  facts.set_root = root_from_path(facts.member_leaf, position, attestation.member_path);
  const std::uint32_t leaf = attestation.leaf & ((std::uint32_t{1} << rules.key_height) - 1);
  facts.leaf = leaf_facts(member.key_pp, leaf, attest_hash(declaration, member.address),
                          attestation.signature, vrf_none());
  facts.key_root = root_from_path(facts.leaf.key_leaf, leaf, attestation.path);
  return facts;
}

// The insertion of one account into the list by address, and the state it leaves.
void insert(const IdentityWitness& witness, const SignedIdentity& identity, IdentityFacts& facts) {
  const std::uint32_t position = facts.before.account_count;
  facts.low_leaf = account_hash(identity.low);
  facts.low_root = root_from_path(facts.low_leaf, identity.low_index, identity.low_path);
  facts.low_after = identity.low;
  facts.low_after.next_address = identity.body.address;
  facts.low_after.next_index = position;
  facts.low_leaf_after = account_hash(facts.low_after);
  facts.middle_root = root_from_path(facts.low_leaf_after, identity.low_index, identity.low_path);
  facts.empty_root = root_from_path(hash_empty(Tag::kAccount), position, identity.new_path);
  facts.account = new_account(identity.body.address, identity.body.vote_key, witness.timestamp);
  facts.account.next_address = identity.low.next_address;
  facts.account.next_index = identity.low.next_index;
  facts.new_leaf = account_hash(facts.account);
  facts.after = facts.before;
  facts.after.accounts_root = root_from_path(facts.new_leaf, position, identity.new_path);
  ++facts.after.account_count;
}

IdentityListPublic fields_of(const IdentityRules& rules, const IdentityWitness& witness,
                             const IdentityListFacts& facts) {
  IdentityListPublic fields;
  fields.chain_id = witness.chain_id;
  fields.count = static_cast<std::uint32_t>(facts.identities.size());
  fields.list_root = identity_list_root(facts.claims.statements);
  fields.state_root_before = state_root(witness.state);
  fields.state_root_after = facts.identities.empty() ? fields.state_root_before
                                                     : state_root(facts.identities.back().after);
  fields.height = witness.height;
  fields.timestamp = witness.timestamp;
  fields.epoch = epoch_of(witness.height, rules.epoch_length);
  fields.epoch_nonce = witness.epoch_nonce;
  fields.validator_set_root = witness.validator_set_root;
  return fields;
}

}  // namespace

std::optional<IdentityError> check_shape(const IdentityRules& rules,
                                         const IdentityWitness& witness) noexcept {
  if (witness.identities.size() > kMaxIdentities) {
    return IdentityError{IdentityRule::kStatementCount, {}};
  }
  for (std::uint32_t i = 0; i < witness.identities.size(); ++i) {
    const SignedIdentity& identity = witness.identities[i];
    const Where where{.item = i};
    if (identity.attestations.size() > kMaxAttestations) {
      return IdentityError{IdentityRule::kAttestationCount, where};
    }
    if (!paths_fit(rules, identity)) return IdentityError{IdentityRule::kPathLength, where};
    if (!elements_fit(identity)) return IdentityError{IdentityRule::kElementRange, where};
  }
  return std::nullopt;
}

SignatureFacts signature_facts(const IdentityRules& rules,
                               const SignedIdentity& identity) noexcept {
  SignatureFacts facts;
  facts.hash = declaration_hash(identity.body);
  facts.wallet = wallet_facts(/*nonce=*/0, facts.hash, identity.signature);
  for (const Attestation& attestation : identity.attestations) {
    facts.attestations.push_back(attestation_facts(rules, facts.hash, attestation));
  }
  return facts;
}

IdentityListFacts identity_list_facts(const IdentityRules& rules, const IdentityWitness& witness,
                                      std::vector<SignatureFacts> signatures) noexcept {
  P3_CHECK(signatures.size() == witness.identities.size(), "facts of another witness");
  IdentityListFacts facts;
  StateSummary state = witness.state;
  for (std::size_t i = 0; i < witness.identities.size(); ++i) {
    const SignedIdentity& identity = witness.identities[i];
    IdentityFacts& one = facts.identities.emplace_back();
    one.signatures = std::move(signatures[i]);
    one.before = state;
    insert(witness, identity, one);
    state = one.after;
    const auto attestations = static_cast<std::uint32_t>(identity.attestations.size());
    one.statement =
        statement_of(identity.body, witness.height, witness.validator_set_root, attestations);
    one.statement_digest = statement_hash(one.statement);
    one.list_leaf = list_leaf(one.statement_digest);
    facts.claims.statements.push_back(one.statement);
  }
  facts.claims.fields = fields_of(rules, witness, facts);
  return facts;
}

IdentityListFacts identity_list_facts(const IdentityRules& rules,
                                      const IdentityWitness& witness) noexcept {
  std::vector<SignatureFacts> signatures;
  for (const SignedIdentity& identity : witness.identities) {
    signatures.push_back(signature_facts(rules, identity));
  }
  return identity_list_facts(rules, witness, std::move(signatures));
}

}  // namespace rpp
