// SPDX-License-Identifier: Apache-2.0 OR MIT
// What is just allowed, and what is just not.
#include <gtest/gtest.h>

#include <algorithm>

#include "rpp/chain/header.h"
#include "rpp/chain/limits.h"
#include "rpp/identity/check.h"
#include "rpp/identity/sample.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/xmss/sign.h"

namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

// One identity, behind 20 accounts.
const IdentitySample& base() {
  static const IdentitySample kSample = [] {
    IdentitySampleOptions options;
    options.count = 1;
    return make_identity_sample(21, options, pool());
  }();
  return kSample;
}

std::string verdict(const IdentityDraft& draft) {
  const IdentityWitness witness = sign(draft, pool());
  return testing::text_of(
      identity_errors(draft.rules, witness, identity_list_facts(draft.rules, witness).claims));
}

// The first identity at a height, with a vote key that is active `delay` blocks later.
std::string at_height(std::uint64_t height, std::uint64_t epoch_length, std::uint64_t delay) {
  IdentityDraft draft = base().draft;
  draft.rules.epoch_length = epoch_length;
  draft.height = height;
  IdentityDeclaration& body = draft.identities[0].body;
  body.epoch = epoch_of(height, epoch_length);
  body.vote_key.activation_height = height + delay;
  return verdict(draft);
}

TEST(IdentityBoundary, HeightsAndActivation) {
  EXPECT_EQ(at_height(0, 10, 20), "");
  EXPECT_EQ(at_height(0, 10, 19), "activation_height: statement 0\n");
  EXPECT_EQ(at_height(9, 10, 20), "");
  EXPECT_EQ(at_height(10, 10, 20), "");
  EXPECT_EQ(at_height(kMaxBlockHeight, 1440, 2880), "");
  EXPECT_EQ(at_height(kMaxBlockHeight, 1440, 2879), "activation_height: statement 0\n");
  EXPECT_EQ(at_height(kMaxBlockHeight + 1, 1440, 2880), "height_range\n");
  EXPECT_EQ(at_height(100, kMaxIdentityEpochLength, 2 * kMaxIdentityEpochLength), "");
  EXPECT_EQ(at_height(100, kMaxIdentityEpochLength, 2 * kMaxIdentityEpochLength - 1),
            "activation_height: statement 0\n");
  // The latest there is, and one that lies before the block.
  EXPECT_EQ(at_height(100, 10, ~std::uint64_t{0} - 100), "");
  EXPECT_EQ(at_height(100, 10, ~std::uint64_t{0}), "activation_height: statement 0\n");
}

// The first and the last element of the list by address, and the sentinel alone.
TEST(IdentityBoundary, PlacesInTheList) {
  IdentityDraft draft = base().draft;
  const Digest address = draft.identities[0].body.address;
  draft.accounts.resize(1);
  draft.accounts[0] = Account{};
  EXPECT_EQ(verdict(draft), "");
  // One account: below the new address, and above it.
  for (const std::size_t element : {std::size_t{0}, std::size_t{7}}) {
    for (const bool above : {false, true}) {
      Account other;
      other.address = address;
      const std::uint64_t x = address[element].as_canonical_u64();
      ASSERT_TRUE(x > 0 && x + 1 < Element::kOrder);
      other.address[element] = Element::from_u64(above ? x + 1 : x - 1);
      draft.accounts = {Account{}, other};
      draft.accounts[0].next_address = other.address;
      draft.accounts[0].next_index = 1;
      EXPECT_EQ(verdict(draft), "");
      draft.identities[0].low_index = above ? 1u : 0u;
      EXPECT_EQ(verdict(draft),
                above ? "low_not_below: statement 0\n" : "next_not_above: statement 0\n");
      draft.identities[0].low_index.reset();
    }
  }
}

// Order is by canonical integers, element 0 first; stored words are in another order.
TEST(IdentityBoundary, AddressesAreOrderedAsIntegers) {
  IdentityDraft draft = base().draft;
  Account low;
  Account high;
  const Digest address = draft.identities[0].body.address;
  const std::uint64_t first = address[0].as_canonical_u64();
  low.address[0] = Element::from_u64(first - 1);
  high.address[0] = Element::from_u64(first + 1);
  for (std::size_t i = 1; i < kDigestElements; ++i) {
    low.address[i] = Element::from_u64(Element::kOrder - 1);
  }
  draft.accounts = {Account{}, low, high};
  draft.accounts[0].next_address = low.address;
  draft.accounts[0].next_index = 1;
  draft.accounts[1].next_address = high.address;
  draft.accounts[1].next_index = 2;
  EXPECT_EQ(verdict(draft), "");
}

// An address that is there already has no place: every low account breaks a rule.
TEST(IdentityBoundary, AddressesThatExist) {
  IdentityDraft draft = base().draft;
  draft.identities.push_back(draft.identities[0]);  // declared twice in one list
  const std::string again = verdict(draft);
  EXPECT_EQ(again, "next_not_above: statement 1\n");
  draft.identities[1].low_index = static_cast<std::uint32_t>(draft.accounts.size());  // itself
  EXPECT_EQ(verdict(draft).substr(0, 27), "low_not_below: statement 1\n");
}

// The end of the list is named by next address and next index together.
TEST(IdentityBoundary, TheEndOfTheList) {
  IdentityDraft draft = base().draft;
  draft.accounts.resize(1);
  draft.accounts[0] = Account{};
  draft.accounts[0].next_index = 5;
  EXPECT_EQ(verdict(draft), "next_not_above: statement 0\n");
}

TEST(IdentityBoundary, Attempts) {
  for (std::uint32_t attempt = 0; attempt < kAttempts; ++attempt) {
    IdentityDraft draft = base().draft;
    draft.identities[0].attempt = attempt;
    EXPECT_EQ(verdict(draft), "");
  }
}

TEST(IdentityBoundary, AttestationLeaves) {
  const unsigned height = 10;
  const std::uint32_t first = vote_leaves(height);
  for (const std::uint32_t leaf : {first - 2, first, (1u << height) - 1}) {
    IdentityDraft draft = base().draft;
    draft.rules.key_height = height;
    std::vector<std::unique_ptr<const XmssKey>> keys;
    for (DraftAttestation& attestation : draft.identities[0].attestations) {
      attestation.leaf = leaf;
      Digest seed;
      seed[0] = Element::from_u64(keys.size());
      keys.push_back(std::make_unique<const XmssKey>(
          SecretSeed(seed.elements), KeyShape{KeyKind::kVote, height, leaf, 0}, pool()));
      draft.vote_keys[attestation.index] = keys.back().get();
      draft.validators[attestation.index].key_root = keys.back()->public_key().root;
      draft.validators[attestation.index].key_pp = keys.back()->public_key().pp;
    }
    // Even leaves below the range are prevote leaves, whose other half is the same constant.
    EXPECT_EQ(verdict(draft), leaf >= first ? ""
                                            : "attestation_leaf: statement 0, attestation 0\n"
                                              "attestation_leaf: statement 0, attestation 1\n"
                                              "attestation_leaf: statement 0, attestation 2\n");
  }
}

// The first and the last member of a full set attest.
TEST(IdentityBoundary, MembersOfAFullSet) {
  IdentitySampleOptions options;
  options.count = 1;
  options.validators = kMaxValidators;
  const IdentitySample sample = make_identity_sample(5, options, pool());
  IdentityDraft draft = sample.draft;
  std::vector<DraftAttestation>& list = draft.identities[0].attestations;
  const std::uint32_t members[] = {0, 1, 255};
  for (std::size_t k = 0; k < list.size(); ++k) {
    list[k].index = members[k];
    const KeyShape& shape = draft.vote_keys[members[k]]->shape();
    list[k].leaf = shape.first;
  }
  EXPECT_EQ(verdict(draft), "");
}

// Attestations are for one declaration and one member.
TEST(IdentityBoundary, ForeignAttestations) {
  const auto verdict_of = [](const IdentityWitness& witness) {
    const auto& rules = base().draft.rules;
    const auto errors = identity_errors(rules, witness, identity_list_facts(rules, witness).claims);
    return errors.empty() ? std::string() : describe(errors[0]);
  };
  IdentityWitness witness = base().witness;
  std::vector<Attestation>& list = witness.identities[0].attestations;
  std::swap(list[0].signature, list[1].signature);
  EXPECT_EQ(verdict_of(witness), "invalid_attestation_encoding: statement 0, attestation 0");
  witness = base().witness;
  witness.identities[0].body.vote_key.first_slot ^= 1;  // declared anew, attested before
  EXPECT_EQ(verdict_of(witness), "invalid_signature_encoding: statement 0");
  witness = base().witness;
  witness.identities[0].attestations[1].member.address[0] += Element::one();
  EXPECT_EQ(verdict_of(witness), "invalid_member_path: statement 0, attestation 1");
}

TEST(IdentityBoundary, EmptyList) {
  IdentityDraft draft = base().draft;
  draft.identities.clear();
  EXPECT_EQ(verdict(draft), "");
  const IdentityClaims claims = identity_list_facts(draft.rules, sign(draft, pool())).claims;
  EXPECT_EQ(claims.fields.count, 0u);
  EXPECT_EQ(claims.fields.state_root_before, claims.fields.state_root_after);
  EXPECT_EQ(claims.fields.list_root, empty_tree_root(kStatementListDepth, Tag::kList));
}

}  // namespace
}  // namespace rpp
