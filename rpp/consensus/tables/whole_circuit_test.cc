// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// All ten tables of the consensus circuit on certificates with real keys and signatures: honest
// ones are proved, and no certificate that breaks a rule is, whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/consensus/broken_rule.h"
#include "rpp/consensus/check.h"
#include "rpp/consensus/trace/demands.h"
#include "rpp/consensus/trace/lists_trace.h"
#include "rpp/gadgets/models.h"
#include "rpp/wiring/tape_air.h"
#include "rpp/wiring/tape_demands.h"
#include "testing/batch_trial.h"

namespace rpp {
namespace {

using p3::testing::TrialBatch;
using p3::testing::Verdict;

// In the order of instances.
constexpr const char* kNames[] = {"statement", "members", "ballots", "tickets",   "lists",
                                  "wots",      "merkle",  "range",   "canonical", "hasher"};

// The AIRs, made once per key height.
struct Circuit {
  explicit Circuit(const ConsensusRules& rules)
      : layout(make_statement_layout(rules)),
        statement(std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape))),
        members(make_members_air(rules.key_height)),
        ballots(make_ballots_air()),
        tickets(make_tickets_air()),
        lists(make_lists_air()) {
    for (const Gadget gadget :
         {Gadget::kWots, Gadget::kMerkle, Gadget::kRange, Gadget::kCanonical, Gadget::kHasher}) {
      gadgets.push_back(make_gadget_air(gadget));
    }
  }

  StatementLayout layout;
  std::shared_ptr<const TableAir> statement, members, ballots, tickets, lists;
  std::vector<std::shared_ptr<const TableAir>> gadgets;
};

// The tables of a witness, whether or not it keeps the rules.
TrialBatch tables_of(const Circuit& circuit, const ConsensusRules& rules,
                     const ForgedCertificate& certificate) {
  const CertificateFacts facts = certificate_facts(rules, certificate.witness);
  const TablesInput input = tables_input(rules, certificate.witness, facts);
  SharedTraces shared;
  TrialBatch own;
  own.push_back({circuit.members, members_trace(input.members)});
  own.push_back({circuit.ballots, ballots_trace(input.ballots)});
  own.push_back({circuit.tickets, tickets_trace(input.tickets)});
  own.push_back({circuit.lists, lists_trace(input.witnesses, input.reputations)});
  for (const auto& table : own) record_messages(*table.air, table.trace, shared);
  const StatementUsers users = record_structures(input, certificate.witness, facts, shared);
  const TapeValues values = statement_values(
      circuit.layout, statement_input(certificate.witness, certificate.fields), users);
  record_hashes(values, shared.hasher);
  record_ranges(values, shared.range);

  p3::ThreadPool pool(2);
  const auto public_values = statement_public_values(certificate.fields, Digest{});
  TrialBatch batch;
  batch.push_back({circuit.statement,
                   fill_tape(values, circuit.statement->shape()),
                   {public_values.begin(), public_values.end()}});
  for (auto& table : own) batch.push_back(std::move(table));
  batch.push_back({circuit.gadgets[0], shared.wots.build(kMinTableRows)});
  batch.push_back({circuit.gadgets[1], shared.merkle.build(kMinTableRows)});
  // Canonical limbs are ranges too.
  Trace canonical = shared.canonical.build(kMinTableRows, shared.range);
  batch.push_back({circuit.gadgets[2], shared.range.build(kMinTableRows)});
  batch.push_back({circuit.gadgets[3], std::move(canonical)});
  batch.push_back({circuit.gadgets[4], shared.hasher.build(kMinTableRows, pool)});
  return batch;
}

ConsensusSample sample_with(const ConsensusSampleOptions& options, std::uint64_t seed) {
  p3::ThreadPool pool(2);
  return make_consensus_sample(seed, options, pool);
}

void expect_accepted(ConsensusSampleOptions options, std::uint64_t seed,
                     unsigned key_height = kMinVoteHeight) {
  options.rules.key_height = key_height;
  ASSERT_EQ(bad_sample_option(options), std::nullopt);
  const ConsensusSample sample = sample_with(options, seed);
  ASSERT_FALSE(check_consensus(options.rules, sample.witness, sample.fields));
  const Circuit circuit(options.rules);
  const Verdict verdict =
      try_batch(tables_of(circuit, options.rules, {sample.witness, sample.fields}));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(WholeCircuit, ProvesCertificates) {
  expect_accepted({.rules = {}, .validators = 4, .witness_commitments = 5, .reputation_roots = 2},
                  1);
}

TEST(WholeCircuit, ProvesCertificatesOfLaterSlots) {
  expect_accepted({.rules = {}, .validators = 4, .later_slots = 3, .leader_votes = false}, 2);
}

TEST(WholeCircuit, ProvesCertificatesWithAbsentAndInactiveMembers) {
  expect_accepted({.rules = {},
                   .validators = 19,
                   .witness_commitments = 1,
                   .reputation_roots = 16,
                   .absent_percent = 30,
                   .inactive_keys = 3},
                  3);
}

TEST(WholeCircuit, ProvesACertificateOfOne) { expect_accepted({.rules = {}, .validators = 1}, 4); }

TEST(WholeCircuit, ProvesCertificatesOfFullHeight) {
  expect_accepted({.rules = {}, .validators = 4, .later_slots = 1}, 5, kVoteHeight);
}

// The first address is 0: the native rule and the chain of addresses both refuse it.
TEST(WholeCircuit, AddressZeroIsNoValidators) {
  ConsensusSampleOptions options;
  options.rules.key_height = kMinVoteHeight;
  p3::ThreadPool pool(2);
  ConsensusSample sample = make_consensus_draft(7, options, pool);
  sample.draft.members[0].leaf.address = {};
  settle_all(sample.draft);
  const ForgedCertificate forged = certified(sample.draft, pool);
  EXPECT_EQ(check_consensus(options.rules, forged.witness, forged.fields),
            (ConsensusError{ConsensusRule::kValidatorOrder, 0, {}}));
  const Verdict verdict = try_batch(tables_of(Circuit(options.rules), options.rules, forged));
  EXPECT_THAT(verdict.buses, ::testing::ElementsAre("range")) << to_string(verdict);
  EXPECT_TRUE(verdict.verifier);
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(WholeCircuit, Columns) {
  const ConsensusRules rules{.key_height = kMinVoteHeight};
  const Circuit circuit(rules);
  std::vector<std::shared_ptr<const TableAir>> airs{
      circuit.statement, circuit.members, circuit.ballots, circuit.tickets, circuit.lists};
  airs.insert(airs.end(), circuit.gadgets.begin(), circuit.gadgets.end());
  std::size_t total = 0;
  std::array<std::size_t, 10> columns{};
  for (std::size_t i = 0; i < airs.size(); ++i) {
    const auto analysis = p3::analyse(*airs[i], 12, true);
    const std::size_t quotient = 5 * (std::size_t{1} << analysis.log_quotient_chunks);
    columns[i] = airs[i]->shape().width + 5 * analysis.permutation_width() + quotient;
    total += columns[i];
    std::cout << kNames[i] << ": main " << airs[i]->shape().width << ", lookups "
              << analysis.lookups.size() << ", quotient " << quotient << ", total " << columns[i]
              << "\n";
    EXPECT_LE(analysis.max_degree, 3u) << kNames[i];
  }
  std::cout << "all tables: " << total << "\n";
  EXPECT_LE(columns[1], 100u);
  EXPECT_LE(columns[2], 85u);
  EXPECT_LE(columns[3], 90u);
  EXPECT_LE(columns[4], 45u);
  EXPECT_LE(total, 850u);
}

// The negative twin of every rule, recomputed and signed by a coalition of all validators.
class BrokenRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const ConsensusSample& sample() {
    static const ConsensusSample kSample = [] {
      ConsensusSampleOptions options = breakable_options();
      options.rules.key_height = kMinVoteHeight;
      return sample_with(options, 6);
    }();
    return kSample;
  }
  static const Circuit& circuit() {
    static const Circuit kCircuit(sample().draft.rules);
    return kCircuit;
  }
};

TEST_P(BrokenRule, CannotBeProved) {
  const auto rule = static_cast<ConsensusRule>(GetParam());
  p3::ThreadPool pool(2);
  const ConsensusRules& rules = sample().draft.rules;
  const ForgedCertificate forged = break_rule(rule, sample(), pool);
  // There are no tables for what has no shape.
  const bool shapeless = rule <= ConsensusRule::kPathLength;
  ASSERT_EQ(check_shape(rules, forged.witness).has_value(), shapeless);
  if (shapeless) return;
  const Verdict verdict = try_batch(tables_of(circuit(), rules, forged));
  EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty());
  ASSERT_TRUE(verdict.verifier || !verdict.prover.empty()) << to_string(verdict);
  std::cout << rule_name(rule) << ": " << to_string(verdict).substr(0, 160) << "\n";
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenRule, ::testing::Range(std::size_t{0}, kNumConsensusRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<ConsensusRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
