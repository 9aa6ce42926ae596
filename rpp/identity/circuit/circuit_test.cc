// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole identity circuit: valid lists are accepted, and no list that breaks a native rule is,
// whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "p3/air/analysis.h"
#include "rpp/chain/limits.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/hash/sparse_tree.h"
#include "rpp/identity/broken_rule.h"
#include "rpp/identity/circuit/circuit_test_support.h"
#include "rpp/identity/circuit/traces.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using testing::test_pool;

void expect_accepted(const IdentityWitness& witness) {
  const IdentityProver prover(identity_model());
  auto traces = prover.build(IdentityCase(witness), test_pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  const Verdict verdict = try_batch(testing::batch_of(std::move(traces).value()));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

IdentitySample sample_of(std::uint64_t seed, std::uint32_t count, std::uint32_t attestations = 3) {
  return make_identity_sample(seed, {.count = count, .attestations = attestations}, test_pool());
}

TEST(IdentityCircuit, ListsAreAccepted) {
  for (const std::uint32_t count : {0u, 1u, 3u}) expect_accepted(sample_of(count, count).witness);
}

TEST(IdentityCircuit, EightAttestations) { expect_accepted(sample_of(4, 1, 8).witness); }

// Two identities whose places in the list the draft decides: each other's neighbours, behind all
// accounts, behind the sentinel.
TEST(IdentityCircuit, PlacesInTheListByAddress) {
  const IdentitySample sample = sample_of(5, 2);
  IdentityDraft draft = sample.draft;
  // The sentinel alone: the first is the end of the list, the second stands on either side of it.
  draft.accounts.resize(1);
  draft.accounts[0] = Account{};
  IdentityWitness witness = sign(draft, test_pool());
  EXPECT_EQ(witness.identities[0].low, Account{});
  expect_accepted(witness);
  std::swap(draft.identities[0], draft.identities[1]);
  const IdentityWitness other = sign(draft, test_pool());
  // Once the low account is the new account before, at the end; once the sentinel, before it.
  const auto is_new = [](const IdentityWitness& w) { return w.identities[1].low_index == 1; };
  EXPECT_NE(is_new(witness), is_new(other));
  expect_accepted(other);
}

// Accounts at any positions, with the native insertion.
class SparseAccounts {
 public:
  void set(std::uint32_t position, const Account& account) {
    places_[position] = account;
    tree_.set(position, account_hash(account));
  }
  const Digest& root() const { return tree_.root(); }

  // Fills in what the witness of an identity says about the accounts.
  void insert(SignedIdentity& identity, std::uint32_t position, std::uint64_t timestamp) {
    std::uint32_t low = 0;
    const Digest& address = identity.body.address;
    for (const auto& [place, account] : places_) {
      if (account.address < address && places_[low].address < account.address) low = place;
    }
    identity.low = places_[low];
    identity.low_index = low;
    identity.low_path = tree_.path(low);
    Account changed = identity.low;
    Account made = new_account(address, identity.body.vote_key, timestamp);
    made.next_address = changed.next_address;
    made.next_index = changed.next_index;
    changed.next_address = address;
    changed.next_index = position;
    set(low, changed);
    identity.new_path = tree_.path(position);
    set(position, made);
  }

 private:
  std::map<std::uint32_t, Account> places_;
  SparseTree tree_{kAccountDepth, Tag::kAccount};
};

// Positions whose limbs carry, around 2^16, and the last ones that there are.
TEST(IdentityCircuit, PositionsAtTheBorders) {
  const IdentitySample sample = sample_of(6, 2);
  for (const std::uint32_t count : {0xffffu, 0xfffffffdu}) {
    IdentityWitness witness = sample.witness;
    SparseAccounts accounts;
    for (std::uint32_t i = 0; i < sample.draft.accounts.size(); ++i) {
      accounts.set(i, sample.draft.accounts[i]);
    }
    witness.state.account_count = count;
    witness.state.accounts_root = accounts.root();
    for (std::uint32_t i = 0; i < 2; ++i) {
      accounts.insert(witness.identities[i], count + i, witness.timestamp);
    }
    expect_accepted(witness);
  }
}

// The same tables for any number of threads.
TEST(IdentityCircuit, TracesDoNotDependOnThreads) {
  const IdentityWitness witness = sample_of(3, 2).witness;
  const IdentityModel& model = identity_model();
  p3::ThreadPool one(1);
  const auto build = [&](p3::ThreadPool& pool) {
    const IdentityListFacts facts = parallel_facts(model.rules(), witness, pool);
    return identity_traces(model, witness, facts, facts.claims.fields, pool);
  };
  const CircuitTraces a = build(one), b = build(test_pool());
  for (std::size_t i = 0; i < kIdentityTables; ++i) {
    const auto values = [](const Trace& trace) {
      return std::vector<Element>(trace.row(0), trace.row(0) + trace.height() * trace.width());
    };
    EXPECT_EQ(values(a.traces[i]), values(b.traces[i])) << i;
  }
}

TEST(IdentityCircuit, IsACircuit) {
  const Circuit& circuit = identity_model().circuit();
  EXPECT_EQ(circuit_problem(circuit), std::nullopt);
  EXPECT_EQ(circuit.role, Role::kIdentity);
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(IdentityCircuit, Columns) {
  std::size_t total = 0;
  for (const CircuitTable& table : identity_model().circuit().tables) {
    const auto analysis = p3::analyse(*table.air, 12, true);
    const std::size_t quotient = 5 * (std::size_t{1} << analysis.log_quotient_chunks);
    const std::size_t columns =
        table.air->shape().width + 5 * analysis.permutation_width() + quotient;
    total += columns;
    std::cout << table.name << ": main " << table.air->shape().width << ", lookups "
              << analysis.lookups.size() << ", quotient " << quotient << ", total " << columns
              << "\n";
    EXPECT_LE(analysis.max_degree, 3u) << table.name;
  }
  std::cout << "all tables: " << total << "\n";
  EXPECT_LE(total, 900u);
}

// 32 identities of 8 attestations at the longest ways: every table has its place.
TEST(IdentityCircuit, TheFullListFits) {
  const IdentitySample one = sample_of(5, 1, 8);
  IdentityWitness list = one.witness;
  list.identities.assign(kMaxIdentities, one.witness.identities[0]);
  // Leaves of accounts far apart, so that nothing is shared.
  for (std::uint32_t i = 0; i < kMaxIdentities; ++i) list.identities[i].low_index = 0xf0000000 + i;
  for (const SignedIdentity& identity : list.identities) {
    EXPECT_EQ(identity.attestations.size(), kMaxAttestations);
  }
  const CircuitTraces traces = testing::forced_traces(list);
  for (std::size_t i = 0; i < kIdentityTables; ++i) {
    const CircuitTable& table = identity_model().circuit().tables[i];
    EXPECT_LE(traces.traces[i].height(), std::size_t{1} << table.max_log_rows) << table.name;
  }
}

class BrokenIdentityRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const IdentitySample& sample() {
    static const IdentitySample kSample =
        make_identity_sample(7, breakable_identities(), test_pool());
    return kSample;
  }
};

TEST_P(BrokenIdentityRule, CannotBeProved) {
  const auto rule = static_cast<IdentityRule>(GetParam());
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedIdentities forged = break_rule(rule, variant, sample(), test_pool());
    // There are no tables for what has no shape.
    if (check_shape(identity_model().rules(), forged.witness)) {
      EXPECT_LE(rule, IdentityRule::kElementRange);
      continue;
    }
    const Verdict verdict = try_batch(testing::forced_batch(forged.witness, forged.claims));
    EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty()) << variant;
    EXPECT_FALSE(verdict.accepted()) << variant;
    std::cout << rule_name(rule) << " " << variant << ": " << to_string(verdict).substr(0, 140)
              << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenIdentityRule,
                         ::testing::Range(std::size_t{0}, kNumIdentityRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<IdentityRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
