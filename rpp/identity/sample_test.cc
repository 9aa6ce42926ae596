// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/sample.h"

#include <gtest/gtest.h>

#include "rpp/chain/limits.h"
#include "rpp/identity/check.h"
#include "rpp/identity/sample_accounts.h"
#include "rpp/lists/changed_field.h"
#include "rpp/lists/rules_test_support.h"

namespace rpp {
namespace {

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(2);
  return kPool;
}

std::string verdict(const IdentitySample& sample) {
  return testing::text_of(identity_errors(sample.draft.rules, sample.witness, sample.claims));
}

IdentitySampleOptions options_of(std::uint32_t seed) {
  IdentitySampleOptions options;
  options.rules = {1 + 100 * std::uint64_t{seed}, seed % 2 == 0 ? kVoteHeight : 10u};
  options.count = seed % 5;
  options.attestations = 3 + seed % 6;
  options.accounts = 1 + seed * seed;
  options.validators = options.attestations + seed * 20;
  return options;
}

TEST(IdentitySampleTest, SamplesAreValid) {
  for (std::uint32_t seed = 0; seed < 12; ++seed) {
    const IdentitySample sample = make_identity_sample(seed, options_of(seed), pool());
    EXPECT_EQ(verdict(sample), "") << seed;
    EXPECT_EQ(sample.claims.fields.count, options_of(seed).count);
  }
}

TEST(IdentitySampleTest, AFullListIsValid) {
  IdentitySampleOptions options;
  options.count = kMaxIdentities;
  options.attestations = kMaxAttestations;
  options.validators = kMaxValidators;
  options.accounts = 1;
  EXPECT_EQ(verdict(make_identity_sample(1, options, pool())), "");
}

TEST(IdentitySampleTest, DependOnSeedAndOptionsAlone) {
  p3::ThreadPool one(1);
  const IdentitySample sample = make_identity_sample(5, options_of(3), one);
  EXPECT_EQ(sample.witness, make_identity_sample(5, options_of(3), pool()).witness);
  EXPECT_NE(sample.witness, make_identity_sample(6, options_of(3), pool()).witness);
}

TEST(IdentitySampleTest, OptionsOutOfRange) {
  EXPECT_EQ(bad_sample_option(IdentitySampleOptions{}), std::nullopt);
  const auto bad = [](auto change) {
    IdentitySampleOptions options;
    change(options);
    return bad_sample_option(options).has_value();
  };
  EXPECT_TRUE(bad([](auto& o) { o.rules.epoch_length = 0; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.epoch_length = kMaxIdentityEpochLength + 1; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.key_height = 5; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.key_height = 25; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.key_height = 6; }));  // one attestation leaf for two
  EXPECT_TRUE(bad([](auto& o) { o.count = 33; }));
  EXPECT_TRUE(bad([](auto& o) { o.attestations = 2; }));
  EXPECT_TRUE(bad([](auto& o) { o.attestations = 9; }));
  EXPECT_TRUE(bad([](auto& o) { o.accounts = 0; }));
  EXPECT_TRUE(bad([](auto& o) { o.validators = 2; }));
  EXPECT_TRUE(bad([](auto& o) { o.validators = 257; }));
}

// The state after a list is the state with its accounts: the tree made anew from all of them.
TEST(IdentityFactsTest, StateAfterHoldsTheNewAccounts) {
  const IdentitySample sample = make_identity_sample(3, {}, pool());
  const IdentityListFacts facts = identity_list_facts(sample.draft.rules, sample.witness);
  std::vector<Account> accounts = sample.draft.accounts;
  for (const IdentityFacts& one : facts.identities) {
    accounts[sample.witness.identities[accounts.size() - sample.draft.accounts.size()].low_index] =
        one.low_after;
    accounts.push_back(one.account);
  }
  const SampleAccounts tree(accounts);
  const StateSummary& after = facts.identities.back().after;
  EXPECT_EQ(after.accounts_root, tree.root());
  EXPECT_EQ(after.account_count, sample.draft.accounts.size() + 2);
  EXPECT_EQ(after.validator_count, sample.draft.validator_count);
  EXPECT_EQ(after.supply, sample.draft.supply);
  EXPECT_EQ(state_root(after), sample.claims.fields.state_root_after);
  // The list by address runs from the sentinel through all accounts and ends.
  std::size_t seen = 1;
  for (std::uint32_t i = accounts[0].next_index; i != 0; i = accounts[i].next_index) {
    ASSERT_LE(++seen, accounts.size());
    if (accounts[i].next_index != 0) {
      EXPECT_LT(accounts[i].address, accounts[i].next_address);
      EXPECT_EQ(accounts[i].next_address, accounts[accounts[i].next_index].address);
    }
  }
  EXPECT_EQ(seen, accounts.size());
}

// What the declaration creates, field by field.
TEST(IdentityFactsTest, NewAccount) {
  const IdentitySample sample = make_identity_sample(4, {}, pool());
  const IdentityFacts one = identity_list_facts(sample.draft.rules, sample.witness).identities[1];
  const IdentityDeclaration& body = sample.witness.identities[1].body;
  Account expected;
  expected.address = expected.wallet_key = body.address;
  expected.next_address = sample.witness.identities[1].low.next_address;
  expected.next_index = sample.witness.identities[1].low.next_index;
  expected.nonce = 1;
  expected.vote_key = body.vote_key;
  expected.tier = 1;
  expected.reputation = 400'000;
  expected.window_end = expected.last_decay = sample.witness.timestamp;
  EXPECT_EQ(one.account, expected);
}

TEST(ShownIdentity, GivesItsFieldsOfAListOfOne) {
  IdentitySampleOptions options;
  options.count = 1;
  const IdentitySample sample = make_identity_sample(4, options, pool());
  const IdentityStatement& shown = sample.claims.statements[0];
  const IdentityListPublic& fields = sample.claims.fields;
  EXPECT_EQ(shown_statement_mismatch(fields, shown), std::nullopt);
  for (std::size_t i = 0; i < kIdentityListTable.fields.size(); ++i) {
    const FieldValues values = with_changed_field(values_of(fields), i);
    const std::string_view name = kIdentityListTable.fields[i].name;
    const bool silent = name.starts_with("state_root") || name == "timestamp";
    EXPECT_EQ(shown_statement_mismatch(identity_list_public_of(values), shown),
              silent ? std::nullopt : std::optional(i));
  }
  for (std::size_t i = 0; i < kIdentityStatementTable.fields.size(); ++i) {
    const FieldValues values = with_changed_field(values_of(shown), i);
    EXPECT_TRUE(shown_statement_mismatch(fields, identity_statement_of(values))) << i;
  }
}

}  // namespace
}  // namespace rpp
