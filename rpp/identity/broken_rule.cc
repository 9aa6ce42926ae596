// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/broken_rule.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/hash/sparse_tree.h"
#include "rpp/identity/facts.h"
#include "rpp/lists/changed_field.h"
#include "rpp/lists/forged_signature.h"
#include "rpp/lists/sample_wallet.h"

namespace rpp {
namespace {

using Rule = IdentityRule;

// The last one: nothing in the list starts from what it leaves.
constexpr std::size_t kVictim = 1;

struct Attack {
  const IdentitySample& sample;
  p3::ThreadPool& pool;
  p3::SplitMix64 draws;

  // Changes the draft and has all of it signed.
  template <class Change>
  ForgedIdentities resigned(Change change) {
    IdentityDraft draft = sample.draft;
    change(draft, draft.identities[kVictim]);
    return claimed(sign(draft, pool));
  }
  // Changes what is already signed.
  template <class Change>
  ForgedIdentities edited(Change change) {
    IdentityWitness witness = sample.witness;
    change(witness.identities[kVictim]);
    return claimed(std::move(witness));
  }
  ForgedIdentities claimed(IdentityWitness witness) const {
    IdentityClaims claims = identity_list_facts(sample.draft.rules, witness).claims;
    return {std::move(witness), std::move(claims)};
  }
  // The draft with the victim alone.
  IdentityDraft alone() const {
    IdentityDraft draft = sample.draft;
    draft.identities = {draft.identities[kVictim]};
    return draft;
  }
};

ForgedIdentities break_shape(Rule rule, std::size_t variant, Attack& attack) {
  if (rule == Rule::kAttestationCount && variant == 0) {
    return attack.resigned(
        [](IdentityDraft&, DraftIdentity& identity) { identity.attestations.pop_back(); });
  }
  ForgedIdentities forged{attack.sample.witness, attack.sample.claims};
  std::vector<SignedIdentity>& list = forged.witness.identities;
  SignedIdentity& identity = list[kVictim];
  switch (rule) {
    case Rule::kStatementCount:
      list.resize(kMaxIdentities + 1, list.back());
      break;
    case Rule::kAttestationCount:
      identity.attestations.resize(kMaxAttestations + 1, identity.attestations.back());
      break;
    case Rule::kPathLength:
      identity.new_path.pop_back();
      break;
    default:
      (variant == 0 ? identity.low.flags : identity.attestations[0].member.tier) = Element::kPrime;
  }
  return forged;
}

ForgedIdentities break_declaration(Rule rule, Attack& attack) {
  return attack.resigned([rule](IdentityDraft& draft, DraftIdentity& identity) {
    IdentityDeclaration& body = identity.body;
    switch (rule) {
      case Rule::kHeightRange:
        draft.height = kMaxBlockHeight + 1;
        for (DraftIdentity& one : draft.identities) {
          one.body.epoch = epoch_of(draft.height, draft.rules.epoch_length);
          one.body.vote_key.activation_height =
              min_activation(draft.height, draft.rules.epoch_length);
        }
        break;
      case Rule::kChainId:
        body.chain_id[0] += Element::one();
        break;
      case Rule::kEpoch:
        ++body.epoch;
        break;
      case Rule::kEpochNonce:
        body.epoch_nonce[0] += Element::one();
        break;
      case Rule::kAddress:
        body.address[7] += Element::one();
        break;
      default:
        body.vote_key.activation_height =
            min_activation(draft.height, draft.rules.epoch_length) - 1;
    }
  });
}

ForgedIdentities break_signature(Rule rule, Attack& attack) {
  if (rule == Rule::kAttemptRange) {
    // A key that holds the leaf behind the attempts as well.
    const auto key = make_wallet(random_digest(attack.draws), 0, 1, attack.pool);
    return attack.resigned([&](IdentityDraft&, DraftIdentity& identity) {
      identity.key = key.get();
      identity.body.address = key_digest(key->public_key());
      identity.attempt = kAttempts;
    });
  }
  return attack.edited([&](SignedIdentity& identity) {
    if (rule == Rule::kSignature) {
      identity.signature.signature.values[kChains - 1][3] += Element::one();
      return;
    }
    const LeafFacts leaf = signature_facts(attack.sample.draft.rules, identity).wallet.leaf;
    identity.signature.signature = signature_of_other_sum(
        *attack.sample.draft.identities[kVictim].key, leaf.leaf, leaf.message, attack.draws);
  });
}

// The state is full: the new account takes the last position there is.
ForgedIdentities in_full_state(Attack& attack) {
  constexpr std::uint32_t kFull = ~std::uint32_t{0};
  IdentityWitness witness = sign(attack.alone(), attack.pool);
  witness.state.account_count = kFull;
  SignedIdentity& identity = witness.identities[0];
  SparseTree tree(kAccountDepth, Tag::kAccount);
  const std::vector<Account>& accounts = attack.sample.draft.accounts;
  for (std::size_t i = 0; i < accounts.size(); ++i) tree.set(i, account_hash(accounts[i]));
  Account low = identity.low;
  low.next_address = identity.body.address;
  low.next_index = kFull;
  tree.set(identity.low_index, account_hash(low));
  identity.new_path = tree.path(kFull);
  return attack.claimed(std::move(witness));
}

std::uint32_t greatest_account(const std::vector<Account>& accounts) {
  const auto greatest = std::ranges::max_element(accounts, {}, &Account::address);
  return static_cast<std::uint32_t>(greatest - accounts.begin());
}

ForgedIdentities break_insertion(Rule rule, Attack& attack) {
  switch (rule) {
    case Rule::kLowPath: {
      // Another state before the list: the first identity's low account does not stand in it.
      IdentityWitness witness = attack.sample.witness;
      witness.state.accounts_root = random_digest(attack.draws);
      return attack.claimed(std::move(witness));
    }
    case Rule::kLowNotBelow:
      return attack.resigned([](IdentityDraft& draft, DraftIdentity& identity) {
        identity.low_index = greatest_account(draft.accounts);
      });
    case Rule::kNextNotAbove:
      return attack.resigned(
          [](IdentityDraft&, DraftIdentity& identity) { identity.low_index = 0; });
    case Rule::kAccountCount:
      return in_full_state(attack);
    default:
      return attack.edited([](SignedIdentity& identity) {
        identity.new_path[kAccountDepth - 1][0] += Element::one();
      });
  }
}

// A member whose vote key signs at its first leaf, a prevote leaf.
ForgedIdentities at_vote_leaf(Attack& attack) {
  IdentityDraft draft = attack.alone();
  DraftAttestation& attestation = draft.identities[0].attestations[0];
  const XmssKey key(SecretSeed(random_digest(attack.draws).elements),
                    {KeyKind::kVote, draft.rules.key_height, 0, 0}, attack.pool);
  draft.vote_keys[attestation.index] = &key;
  draft.validators[attestation.index].key_root = key.public_key().root;
  draft.validators[attestation.index].key_pp = key.public_key().pp;
  attestation.leaf = 0;
  return attack.claimed(sign(draft, attack.pool));
}

ForgedIdentities break_member(Rule rule, std::size_t variant, Attack& attack) {
  switch (rule) {
    case Rule::kMemberRange:
      return attack.edited([](SignedIdentity& identity) {
        identity.attestations.back().index += static_cast<std::uint32_t>(kMaxValidators);
      });
    case Rule::kMemberOrder:
      return attack.resigned([variant](IdentityDraft&, DraftIdentity& identity) {
        std::vector<DraftAttestation>& list = identity.attestations;
        if (variant == 0) return std::swap(list[0], list[1]);
        list[1] = list[0];  // counted twice, at the key's other leaf
        list[1].leaf ^= 1;
      });
    case Rule::kMemberPath:
      return attack.edited(
          [](SignedIdentity& identity) { ++identity.attestations[1].member.voting_power; });
    default:
      break;
  }
  if (variant == 0) return at_vote_leaf(attack);
  return attack.edited([&](SignedIdentity& identity) {
    identity.attestations[0].leaf += std::uint32_t{1} << attack.sample.draft.rules.key_height;
  });
}

ForgedIdentities break_attestation(Rule rule, Attack& attack) {
  return attack.edited([&](SignedIdentity& identity) {
    Attestation& attestation = identity.attestations[1];
    if (rule == Rule::kAttestation) {
      attestation.signature.values[kChains - 1][3] += Element::one();
      return;
    }
    const IdentityDraft& draft = attack.sample.draft;
    const LeafFacts leaf = signature_facts(draft.rules, identity).attestations[1].leaf;
    attestation.signature = signature_of_other_sum(*draft.vote_keys[attestation.index], leaf.leaf,
                                                   leaf.message, attack.draws);
  });
}

ForgedIdentities break_claim(Rule rule, std::size_t field, Attack& attack) {
  ForgedIdentities forged{attack.sample.witness, attack.sample.claims};
  IdentityClaims& claims = forged.claims;
  if (rule == Rule::kPublicFieldMismatch) {
    claims.fields = identity_list_public_of(with_changed_field(values_of(claims.fields), field));
    return forged;
  }
  IdentityStatement& statement = claims.statements[kVictim];
  statement = identity_statement_of(with_changed_field(values_of(statement), field));
  claims.fields.list_root = identity_list_root(claims.statements);
  return forged;
}

}  // namespace

std::size_t variants_of(IdentityRule rule) noexcept {
  switch (rule) {
    case Rule::kStatementMismatch:
      return kIdentityStatementTable.fields.size();
    case Rule::kPublicFieldMismatch:
      return kIdentityListTable.fields.size();
    case Rule::kAttestationCount:
    case Rule::kElementRange:
    case Rule::kMemberOrder:
    case Rule::kAttestationLeaf:
      return 2;
    default:
      return 1;
  }
}

IdentitySampleOptions breakable_identities() { return {}; }

ForgedIdentities break_rule(IdentityRule rule, std::size_t variant, const IdentitySample& sample,
                            p3::ThreadPool& pool) {
  P3_CHECK(sample.draft.identities.size() == 2, "a sample of breakable_identities()");
  Attack attack{sample, pool, p3::SplitMix64(static_cast<std::uint64_t>(rule))};
  if (rule <= Rule::kElementRange) return break_shape(rule, variant, attack);
  if (rule >= Rule::kStatementMismatch) return break_claim(rule, variant, attack);
  if (rule >= Rule::kAttestationEncoding) return break_attestation(rule, attack);
  if (rule >= Rule::kMemberRange) return break_member(rule, variant, attack);
  if (rule >= Rule::kLowPath) return break_insertion(rule, attack);
  if (rule >= Rule::kAttemptRange && rule <= Rule::kSignature) {
    return break_signature(rule, attack);
  }
  return break_declaration(rule, attack);
}

}  // namespace rpp
