// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/sample.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "rpp/lists/changed_field.h"
#include "rpp/lists/rules_test_support.h"
#include "rpp/state/check.h"

namespace rpp {
namespace {

std::string verdict(const StateSample& sample) {
  return testing::text_of(state_errors(sample.draft.rules, sample.witness, sample.fields));
}

StateSampleOptions options_of(std::uint32_t seed) {
  StateSampleOptions options;
  if (seed % 2 == 1) options.rules = {1 + seed * std::uint64_t{seed}, 1000, 100, 2, 1};
  options.transactions = seed % 3 == 0 ? 40 : seed;
  options.records = seed % 4;
  options.identities = seed % 3;
  options.validators = 5 + seed;
  options.accounts = 4 + 3 * seed;
  return options;
}

// Which of the cases of issue 6 a sample holds.
class Cases {
 public:
  void see(const StateSample& sample) {
    const StateFacts facts = state_facts(sample.draft.rules, sample.witness);
    const StateWitness& witness = sample.witness;
    std::map<Digest, std::size_t> sent;
    std::set<Digest> rotated;
    bool joined = false;
    bool left = false;
    for (std::size_t i = 0; i < witness.transactions.size(); ++i) {
      const Transaction& t = witness.transactions[i].body;
      const StateTransactionFacts& one = facts.transactions[i];
      const bool transfer = t.is(TransactionKind::kTransfer);
      saw("same sender", ++sent[t.from] > 2);
      saw("to itself", transfer && t.from == t.to);
      saw("from the proposer", t.from == witness.proposer);
      saw("transfer after a rotation", transfer && rotated.contains(t.from));
      saw("whole balance", transfer && t.amount + t.fee == one.sender.before.balance);
      saw("to a new account", transfer && one.recipient->before.window_end == witness.timestamp);
      saw("next to the sentinel", transfer && witness.accounts[*one.recipient->account].index == 1);
      if (t.is(TransactionKind::kRotation)) rotated.insert(t.from);
      joined = joined || one.validators_after > one.validators_before;
      left = left || one.validators_after < one.validators_before;
    }
    saw("boundary with one joining and one leaving", facts.boundary && joined && left);
    saw("previous vote key in the set", facts.boundary && previous_key(facts));
    saw("a record and a transaction of one account", record_and_transaction(witness));
  }
  std::size_t of(const char* what) const {
    const auto found = seen_.find(what);
    return found == seen_.end() ? 0 : found->second;
  }

 private:
  void saw(const char* what, bool when) { seen_[what] += when ? 1 : 0; }
  static bool previous_key(const StateFacts& facts) {
    for (const ValidatorFacts& validator : facts.validators) {
      if (validator.leaf.key_root != facts.accounts[validator.account].after.vote_key.root) {
        return true;
      }
    }
    return false;
  }
  static bool record_and_transaction(const StateWitness& witness) {
    for (const UptimeStatement& record : witness.records) {
      for (const TransactionWithChange& t : witness.transactions) {
        if (record.address == t.body.from) return true;
      }
    }
    return false;
  }

  std::map<std::string, std::size_t> seen_;
};

TEST(StateSampleTest, SamplesAreValidAndHoldTheEdgeCases) {
  Cases cases;
  for (std::uint32_t seed = 0; seed < 24; ++seed) {
    const StateSample sample = make_state_sample(seed, options_of(seed));
    EXPECT_EQ(verdict(sample), "") << seed;
    EXPECT_EQ(sample.fields.transaction_count, options_of(seed).transactions);
    EXPECT_EQ(sample.fields.uptime_count, options_of(seed).records);
    cases.see(sample);
  }
  for (const char* what :
       {"same sender", "to itself", "from the proposer", "transfer after a rotation",
        "whole balance", "to a new account", "next to the sentinel",
        "boundary with one joining and one leaving", "previous vote key in the set",
        "a record and a transaction of one account"}) {
    EXPECT_GT(cases.of(what), 0u) << what;
  }
}

TEST(StateSampleTest, AnEmptyBlockAndAFullOne) {
  StateSampleOptions options;
  options.transactions = options.records = options.identities = 0;
  const StateSample empty = make_state_sample(1, options);
  EXPECT_EQ(verdict(empty), "");
  EXPECT_EQ(empty.fields.fee_total, 0u);
  EXPECT_NE(empty.fields.state_root_before, empty.fields.state_root_after);
  options.transactions = kMaxTransactions;
  options.records = kMaxUptimeRecords;
  options.identities = kMaxIdentities;
  options.validators = kMaxValidators - 1;
  options.accounts = 600;
  options.boundary = true;
  const StateSample full = make_state_sample(1, options);
  EXPECT_EQ(verdict(full), "");
  EXPECT_EQ(full.fields.transaction_count, kMaxTransactions);
}

// Balances and stakes are moved, neither made nor lost.
TEST(StateSampleTest, BlocksKeepTheSupply) {
  for (std::uint32_t seed = 30; seed < 40; ++seed) {
    const StateSample sample = make_state_sample(seed, options_of(seed));
    const StateFacts facts = state_facts(sample.draft.rules, sample.witness);
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (std::size_t i = 0; i < facts.accounts.size(); ++i) {
      const Account& account = sample.witness.accounts[i].account;
      before += account.balance + account.stake;
      after += facts.accounts[i].after.balance + facts.accounts[i].after.stake;
    }
    EXPECT_EQ(before, after);
    EXPECT_EQ(facts.after.supply, sample.witness.state.supply);
  }
}

TEST(StateSampleTest, DependOnSeedAndOptionsAlone) {
  const StateSample sample = make_state_sample(5, options_of(3));
  EXPECT_EQ(sample.witness, make_state_sample(5, options_of(3)).witness);
  EXPECT_NE(sample.witness, make_state_sample(6, options_of(3)).witness);
}

TEST(StateSampleTest, OptionsOutOfRange) {
  EXPECT_EQ(bad_sample_option(StateSampleOptions{}), std::nullopt);
  const auto bad = [](auto change) {
    StateSampleOptions options;
    change(options);
    return bad_sample_option(options).has_value();
  };
  EXPECT_TRUE(bad([](auto& o) { o.rules.epoch_length = 0; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.epoch_length = (std::uint64_t{1} << 31) + 1; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.epoch_length = 1, o.boundary = false; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.power_unit = 0; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.power_unit = 2; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.stake_minimum = std::uint64_t{1} << 31; }));
  EXPECT_TRUE(bad([](auto& o) { o.rules.transfer_tier = 3; }));
  EXPECT_TRUE(bad([](auto& o) { o.transactions = 513; }));
  EXPECT_TRUE(bad([](auto& o) { o.records = 513, o.accounts = 1000; }));
  EXPECT_TRUE(bad([](auto& o) { o.records = 23; }));
  EXPECT_TRUE(bad([](auto& o) { o.identities = 33; }));
  EXPECT_TRUE(bad([](auto& o) { o.validators = 4; }));
  EXPECT_TRUE(bad([](auto& o) { o.validators = 256; }));
  EXPECT_TRUE(bad([](auto& o) { o.accounts = 3; }));
}

// A changed field of an opened account is another state before, or another effect.
TEST(StateSampleTest, EveryFieldOfAnAccountCounts) {
  const StateSample sample = make_state_sample(2, {});
  for (std::size_t i = 0; i < kAccountFields.size(); ++i) {
    StateWitness witness = sample.witness;
    Account& account = witness.accounts[0].account;
    account = struct_of(kAccountFields, with_changed_field(values_of(kAccountFields, account), i));
    EXPECT_NE(verdict({sample.draft, witness, sample.fields}), "") << kAccountFields[i].spec.name;
  }
}

}  // namespace
}  // namespace rpp
