// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/check.h"

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/lists/claims.h"

namespace rpp {
namespace {

using Rule = IdentityRule;

// Asks the rules of one identity.
class IdentityJudge {
 public:
  IdentityJudge(const IdentityRules& rules, const IdentityWitness& witness, std::uint32_t index,
                const IdentityFacts& facts, RuleJudge<Rule>& judge)
      : rules_(rules),
        witness_(witness),
        identity_(witness.identities[index]),
        facts_(facts),
        index_(index),
        judge_(judge) {}

  void judge() {
    declaration();
    signature();
    insertion();
    demand(identity_.attestations.size() >= kMinAttestations, Rule::kAttestationCount);
    for (std::uint32_t k = 0; k < identity_.attestations.size(); ++k) attestation(k);
  }

 private:
  void demand(bool holds, Rule rule, std::optional<std::uint32_t> part = {}) {
    judge_.demand(holds, rule, {.item = index_, .part = part});
  }
  void declaration();
  void signature();
  void insertion();
  void attestation(std::uint32_t k);

  const IdentityRules& rules_;
  const IdentityWitness& witness_;
  const SignedIdentity& identity_;
  const IdentityFacts& facts_;
  std::uint32_t index_;
  RuleJudge<Rule>& judge_;
};

void IdentityJudge::declaration() {
  const IdentityDeclaration& body = identity_.body;
  demand(body.chain_id == witness_.chain_id, Rule::kChainId);
  demand(body.epoch == epoch_of(witness_.height, rules_.epoch_length), Rule::kEpoch);
  demand(body.epoch_nonce == witness_.epoch_nonce, Rule::kEpochNonce);
  // As integers: a height near 2^64, which breaks its own rule, does not wrap.
  const std::uint64_t activation = body.vote_key.activation_height;
  demand(activation >= witness_.height && activation - witness_.height >= 2 * rules_.epoch_length,
         Rule::kActivationHeight);
}

void IdentityJudge::signature() {
  const WalletFacts& wallet = facts_.signatures.wallet;
  demand(wallet.key_digest == identity_.body.address, Rule::kAddress);
  demand(identity_.signature.attempt < kAttempts, Rule::kAttemptRange);
  demand(wallet.leaf.encoding_valid, Rule::kSignatureEncoding);
  demand(wallet.root == identity_.signature.key_root, Rule::kSignature);
}

void IdentityJudge::insertion() {
  const Account& low = identity_.low;
  const Digest& address = identity_.body.address;
  demand(facts_.low_root == facts_.before.accounts_root, Rule::kLowPath);
  demand(low.address < address, Rule::kLowNotBelow);
  const bool last = low.next_address == Digest{} && low.next_index == 0;
  demand(last || address < low.next_address, Rule::kNextNotAbove);
  demand(facts_.before.account_count != ~std::uint32_t{0}, Rule::kAccountCount);
  demand(facts_.empty_root == facts_.middle_root, Rule::kNewPath);
}

void IdentityJudge::attestation(std::uint32_t k) {
  const Attestation& attestation = identity_.attestations[k];
  const AttestationFacts& facts = facts_.signatures.attestations[k];
  demand(attestation.index < kMaxValidators, Rule::kMemberRange, k);
  demand(k == 0 || identity_.attestations[k - 1].index < attestation.index, Rule::kMemberOrder, k);
  demand(facts.set_root == witness_.validator_set_root, Rule::kMemberPath, k);
  demand(is_attestation_leaf(rules_.key_height, attestation.leaf), Rule::kAttestationLeaf, k);
  demand(facts.leaf.encoding_valid, Rule::kAttestationEncoding, k);
  demand(facts.key_root == attestation.member.key_root, Rule::kAttestation, k);
}

}  // namespace

std::vector<IdentityError> identity_errors(const IdentityRules& rules,
                                           const IdentityWitness& witness,
                                           const IdentityListFacts& facts,
                                           const IdentityClaims& claims) noexcept {
  RuleJudge<Rule> judge;
  judge.demand(witness.height <= kMaxBlockHeight, Rule::kHeightRange);
  for (std::uint32_t i = 0; i < witness.identities.size(); ++i) {
    IdentityJudge(rules, witness, i, facts.identities[i], judge).judge();
  }
  if (judge_statements(kIdentityStatementTable, claims.statements, facts.claims.statements,
                       Rule::kStatementMismatch, judge)) {
    IdentityListPublic fields = facts.claims.fields;
    fields.list_root = identity_list_root(claims.statements);
    judge_fields(kIdentityListTable, values_of(claims.fields), values_of(fields),
                 Rule::kPublicFieldMismatch, {}, judge);
  }
  return judge.take();
}

std::vector<IdentityError> identity_errors(const IdentityRules& rules,
                                           const IdentityWitness& witness,
                                           const IdentityClaims& claims) noexcept {
  P3_CHECK(rules.epoch_length > 0 && rules.epoch_length <= kMaxIdentityEpochLength, "epoch length");
  P3_CHECK(rules.key_height >= kMinAttestationHeight && rules.key_height <= kMaxHeight,
           "height of vote keys");
  if (const auto error = check_shape(rules, witness)) return {*error};
  return identity_errors(rules, witness, identity_list_facts(rules, witness), claims);
}

std::optional<IdentityError> check_identities(const IdentityRules& rules,
                                              const IdentityWitness& witness,
                                              const IdentityClaims& claims) noexcept {
  const std::vector<IdentityError> errors = identity_errors(rules, witness, claims);
  if (errors.empty()) return std::nullopt;
  return errors.front();
}

}  // namespace rpp
