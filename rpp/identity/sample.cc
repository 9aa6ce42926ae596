// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/sample.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "p3/base/check.h"
#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/hash/random_digest.h"
#include "rpp/identity/facts.h"
#include "rpp/identity/sample_accounts.h"
#include "rpp/lists/sample_wallet.h"

namespace rpp {
namespace {

constexpr std::uint64_t kStartTime = 1'750'000'000;
constexpr std::uint32_t kMaxSampleAccounts = std::uint32_t{1} << 16;

PackedTree validator_tree(const std::vector<ValidatorLeaf>& validators) {
  std::vector<Digest> leaves;
  for (const ValidatorLeaf& leaf : validators) leaves.push_back(validator_hash(leaf));
  return PackedTree(kValidatorSetDepth, Tag::kValidator, std::move(leaves));
}

Attestation attest(const IdentityDraft& draft, const DraftAttestation& attestation,
                   const PackedTree& set, const Digest& declaration) {
  const std::size_t i = attestation.index % draft.validators.size();
  const ValidatorLeaf& member = draft.validators[i];
  const XmssKey& key = *draft.vote_keys[i];
  return {attestation.index,
          member,
          set.path(i),
          attestation.leaf,
          sign_leaf(key, attestation.leaf, attest_hash(declaration, member.address)),
          key.path(attestation.leaf)};
}

// Everything but the place in the account tree.
SignedIdentity sign(const IdentityDraft& draft, const DraftIdentity& identity,
                    const PackedTree& set) {
  SignedIdentity out;
  out.body = identity.body;
  const Digest declaration = declaration_hash(identity.body);
  out.signature = sign_act(*identity.key, /*nonce=*/0, identity.attempt, declaration);
  for (const DraftAttestation& attestation : identity.attestations) {
    out.attestations.push_back(attest(draft, attestation, set, declaration));
  }
  return out;
}

std::vector<ValidatorLeaf> sample_validators(const IdentitySampleOptions& options,
                                             p3::SplitMix64& draws) {
  std::vector<ValidatorLeaf> validators(options.validators);
  for (ValidatorLeaf& leaf : validators) {
    leaf.address = random_digest(draws);
    leaf.first_slot = draws.next() % (std::uint64_t{1} << 32);
    leaf.activation_height = draws.next() % (std::uint64_t{1} << 20);
    leaf.voting_power = 1 + static_cast<std::uint32_t>(draws.next() % 1'000'000);
    leaf.tier = static_cast<std::uint32_t>(draws.next() % (kMaxTier + 1));
    leaf.timetoke_hours = static_cast<std::uint32_t>(draws.next() % (kMaxTimetokeHours + 1));
  }
  std::ranges::sort(validators, {}, &ValidatorLeaf::address);
  return validators;
}

// A vote key for each validator, of which a run of attestation leaves is built: one for each
// identity, from first_attestation on.
struct VoteKeyPlan {
  Digest seed;
  std::uint32_t first_attestation = 0;
};

std::vector<VoteKeyPlan> draw_vote_keys(const IdentitySampleOptions& options,
                                        p3::SplitMix64& draws) {
  const auto log = std::bit_width(std::max(options.count, 1u) - 1);
  const std::uint32_t runs = attestation_leaves(options.rules.key_height) >> log;
  std::vector<VoteKeyPlan> plans(options.validators);
  for (VoteKeyPlan& plan : plans) {
    plan.seed = random_digest(draws);
    plan.first_attestation = static_cast<std::uint32_t>(draws.next() % runs) << log;
  }
  return plans;
}

void make_vote_keys(const IdentitySampleOptions& options, const std::vector<VoteKeyPlan>& plans,
                    IdentitySample& sample, p3::ThreadPool& pool) {
  const unsigned height = options.rules.key_height;
  const auto log = static_cast<unsigned>(std::bit_width(std::max(options.count, 1u) - 1));
  sample.keys.resize(plans.size());
  sample.draft.vote_keys.resize(plans.size());
  pool.for_ranges(plans.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t leaf = vote_leaves(height) + plans[i].first_attestation;
      sample.keys[i] = std::make_unique<const XmssKey>(
          SecretSeed(plans[i].seed.elements), KeyShape{KeyKind::kVote, height, leaf, log}, pool);
      sample.draft.vote_keys[i] = sample.keys[i].get();
      sample.draft.validators[i].key_root = sample.keys[i]->public_key().root;
      sample.draft.validators[i].key_pp = sample.keys[i]->public_key().pp;
    }
  });
}

// So many members in the order of their indices, each at the leaf of the identity's number.
std::vector<DraftAttestation> draw_attestations(const IdentitySampleOptions& options,
                                                const std::vector<VoteKeyPlan>& plans,
                                                std::uint32_t identity, p3::SplitMix64& draws) {
  std::vector<DraftAttestation> attestations;
  std::uint32_t wanted = options.attestations;
  for (std::uint32_t i = 0; i < options.validators && wanted > 0; ++i) {
    if (draws.next() % (options.validators - i) >= wanted) continue;
    const std::uint32_t leaf =
        vote_leaves(options.rules.key_height) + plans[i].first_attestation + identity;
    attestations.push_back({i, leaf});
    --wanted;
  }
  return attestations;
}

IdentityDeclaration draw_declaration(const IdentityDraft& draft, p3::SplitMix64& draws) {
  IdentityDeclaration body;
  body.chain_id = draft.chain_id;
  body.vote_key.root = random_digest(draws);
  for (Element& x : body.vote_key.pp) x = Element::from_u64(draws.next());
  body.vote_key.first_slot = draws.next() % (std::uint64_t{1} << 32);
  body.vote_key.activation_height =
      min_activation(draft.height, draft.rules.epoch_length) + draws.next() % 1000;
  body.epoch = epoch_of(draft.height, draft.rules.epoch_length);
  body.epoch_nonce = draft.epoch_nonce;
  return body;
}

void draw_list(const IdentitySampleOptions& options, IdentityDraft& draft, p3::SplitMix64& draws) {
  draft.rules = options.rules;
  draft.chain_id = random_digest(draws);
  draft.height = 1 + draws.next() % (std::uint64_t{1} << 31);
  draft.timestamp = kStartTime + draws.next() % (std::uint64_t{1} << 24);
  draft.epoch_nonce = random_digest(draws);
  draft.accounts = sample_accounts(options.accounts, draws);
  draft.validator_count = options.validators;
  draft.supply = draws.next() >> 8;
  draft.validators = sample_validators(options, draws);
}

}  // namespace

IdentityWitness sign(const IdentityDraft& draft, p3::ThreadPool& pool) {
  const PackedTree set = validator_tree(draft.validators);
  SampleAccounts accounts(draft.accounts);
  IdentityWitness witness{draft.chain_id,
                          draft.height,
                          draft.timestamp,
                          draft.epoch_nonce,
                          set.root(),
                          {accounts.root(), accounts.count(), draft.validator_count, draft.supply},
                          {}};
  witness.identities.resize(draft.identities.size());
  pool.for_ranges(draft.identities.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      witness.identities[i] = sign(draft, draft.identities[i], set);
    }
  });
  for (std::size_t i = 0; i < draft.identities.size(); ++i) {
    const IdentityDeclaration& body = draft.identities[i].body;
    auto insertion = accounts.insert(new_account(body.address, body.vote_key, draft.timestamp),
                                     draft.identities[i].low_index);
    SignedIdentity& identity = witness.identities[i];
    identity.low = insertion.low;
    identity.low_index = insertion.low_index;
    identity.low_path = std::move(insertion.low_path);
    identity.new_path = std::move(insertion.new_path);
  }
  return witness;
}

std::optional<const char*> bad_sample_option(const IdentitySampleOptions& options) noexcept {
  const IdentityRules& rules = options.rules;
  if (rules.epoch_length == 0 || rules.epoch_length > kMaxIdentityEpochLength) {
    return "epoch length is 1 to 2^32 - 1";
  }
  if (rules.key_height < kMinAttestationHeight || rules.key_height > kMaxHeight) {
    return "key height is 6 to 24";
  }
  if (options.count > kMaxIdentities) return "identities are 0 to 32";
  if (std::bit_ceil(std::max(options.count, 1u)) > attestation_leaves(rules.key_height)) {
    return "the attestation range has too few leaves";
  }
  if (options.attestations < kMinAttestations || options.attestations > kMaxAttestations) {
    return "attestations are 3 to 8";
  }
  if (options.accounts == 0 || options.accounts > kMaxSampleAccounts) {
    return "accounts are 1 to 65536";
  }
  if (options.validators < options.attestations || options.validators > kMaxValidators) {
    return "validators are at least the attestations, at most 256";
  }
  return std::nullopt;
}

IdentitySample make_identity_sample(std::uint64_t seed, const IdentitySampleOptions& options,
                                    p3::ThreadPool& pool) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  p3::SplitMix64 draws(seed);
  IdentitySample sample;
  IdentityDraft& draft = sample.draft;
  draw_list(options, draft, draws);
  const std::vector<VoteKeyPlan> plans = draw_vote_keys(options, draws);
  make_vote_keys(options, plans, sample, pool);
  for (std::uint32_t i = 0; i < options.count; ++i) {
    sample.keys.push_back(make_wallet(random_digest(draws), 0, 0, pool));
    DraftIdentity identity;
    identity.body = draw_declaration(draft, draws);
    identity.key = sample.keys.back().get();
    identity.body.address = key_digest(identity.key->public_key());
    identity.attempt = static_cast<std::uint32_t>(draws.next() % kAttempts);
    identity.attestations = draw_attestations(options, plans, i, draws);
    draft.identities.push_back(std::move(identity));
  }
  sample.witness = sign(draft, pool);
  sample.claims = identity_list_facts(options.rules, sample.witness).claims;
  return sample;
}

}  // namespace rpp
