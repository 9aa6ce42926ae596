// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The whole uptime circuit: valid lists are accepted, and no list that breaks a native rule is,
// whatever its attacker recomputes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/chain/header.h"
#include "rpp/gadgets/trace_cells.h"
#include "rpp/uptime/broken_rule.h"
#include "rpp/uptime/check.h"
#include "rpp/uptime/circuit/circuit_test_support.h"
#include "rpp/uptime/circuit/traces.h"
#include "rpp/uptime/facts.h"
#include "rpp/uptime/witness_json.h"

namespace rpp {
namespace {

using p3::testing::Verdict;
using testing::test_pool;

void expect_accepted(const UptimeWitness& witness) {
  const UptimeProver prover(uptime_model());
  auto traces = prover.build(UptimeCase(witness), test_pool());
  ASSERT_TRUE(traces.ok()) << traces.error().rule << " " << traces.error().where;
  EXPECT_EQ(traces.value().fields, values_of(uptime_list_facts(witness).claimed.fields));
  const Verdict verdict = try_batch(testing::batch_of(std::move(traces).value()));
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST(UptimeCircuit, TheEmptyListIsAccepted) {
  expect_accepted(make_uptime_sample(1, {.rules = {}, .count = 0}, test_pool()).witness);
}

TEST(UptimeCircuit, OneClaimIsAccepted) {
  expect_accepted(make_uptime_sample(2, {.rules = {}, .count = 1}, test_pool()).witness);
}

// Four claims of two accounts, two of them on one head; the second windows begin where the first
// ones of their accounts ended.
TEST(UptimeCircuit, ClaimsShareAHead) {
  UptimeSample sample = make_uptime_sample(3, {.rules = {}, .count = 4, .senders = 2}, test_pool());
  UptimeDraft& draft = sample.draft;
  draft.claims[1].head = draft.claims[0].head;
  UptimeClaim& body = draft.claims[1].body;
  body.head_hash = draft.claims[0].body.head_hash;
  body.head_height = draft.claims[0].body.head_height;
  body.epoch = draft.claims[0].body.epoch;
  body.window_end = draft.claims[0].body.window_end;
  body.window_start = body.window_end - kMaxWindowSeconds;
  draft.claims[1].record.window_end = draft.claims[1].record.last_decay = body.window_start;
  for (const std::size_t later : {2u, 3u}) {
    DraftClaim& claim = draft.claims[later];
    claim.record = credited_record(draft.claims[later - 2].record, draft.claims[later - 2].body);
    claim.body.window_start = claim.record.window_end;
  }
  const UptimeWitness witness = sign(draft, test_pool());
  EXPECT_EQ(witness.claims[0].body.head_height, witness.claims[1].body.head_height);
  EXPECT_EQ(witness.claims[2].body.window_start, witness.claims[0].body.window_end);
  expect_accepted(witness);
}

// Decay over several days; hours used up by it; more than 2^16 days and 2^32 days; the cap.
TEST(UptimeCircuit, DecayAndCapAreAccepted) {
  UptimeSample sample = make_uptime_sample(4, {.rules = {}, .count = 6, .senders = 1}, test_pool());
  const auto set = [&](std::size_t i, std::uint32_t hours, std::uint64_t end, std::uint64_t idle,
                       std::uint64_t length) {
    DraftClaim& claim = sample.draft.claims[i];
    sample.draft.blocks[claim.head].timestamp = end;
    claim.body.window_end = end;
    claim.body.window_start = end - length;
    claim.record = {hours, claim.body.window_start, end - idle};
  };
  constexpr std::uint64_t kNow = 1'700'000'000, kFar = std::uint64_t{1} << 60;
  std::size_t head_of_own = 0;
  for (DraftClaim& claim : sample.draft.claims) {
    claim.head = head_of_own++;
    const BlockLeaf& head = sample.draft.blocks[claim.head];
    claim.body.head_hash = head.block_hash;
    claim.body.head_height = head.height;
    claim.body.epoch = epoch_of(head.height, sample.draft.rules.epoch_length);
  }
  set(0, 100, kNow, 5 * kDecaySeconds + 7, 2 * kHourSeconds + 59);
  set(1, 3, kNow, 9 * kDecaySeconds - 1, kHourSeconds);
  set(2, 720, kFar, 70'000 * kDecaySeconds, kMaxWindowSeconds);
  set(3, 720, ~std::uint64_t{0}, ~std::uint64_t{0} - 3, kMaxWindowSeconds - 1);
  set(4, 715, kNow, kDecaySeconds - 1, kMaxWindowSeconds);
  set(5, 719, kNow, kDecaySeconds, 2 * kHourSeconds);
  const UptimeWitness witness = sign(sample.draft, test_pool());
  const UptimeListFacts facts = uptime_list_facts(witness);
  const std::uint32_t after[] = {97, 1, 24, 23, 720, 720};
  for (std::size_t i = 0; i < std::size(after); ++i) {
    EXPECT_EQ(facts.claims[i].statement.after.hours, after[i]) << i;
  }
  expect_accepted(witness);
}

// The same tables for any number of threads.
TEST(UptimeCircuit, TracesDoNotDependOnThreads) {
  const UptimeSample sample = make_uptime_sample(3, {.rules = {}, .count = 2}, test_pool());
  p3::ThreadPool one(1);
  const CircuitTraces a = uptime_traces(uptime_model(), sample.witness, sample.claimed.fields, one);
  const CircuitTraces b =
      uptime_traces(uptime_model(), sample.witness, sample.claimed.fields, test_pool());
  for (std::size_t i = 0; i < kUptimeTables; ++i) {
    const auto values = [](const Trace& trace) {
      return std::vector<Element>(trace.row(0), trace.row(0) + trace.height() * trace.width());
    };
    EXPECT_EQ(values(a.traces[i]), values(b.traces[i])) << i;
  }
}

TEST(UptimeCircuit, IsACircuit) {
  const Circuit& circuit = uptime_model().circuit();
  EXPECT_EQ(circuit_problem(circuit), std::nullopt);
  EXPECT_EQ(circuit.role, Role::kUptime);
}

// A file that was made for epochs of another length is refused by name.
TEST(UptimeCircuit, OtherRulesAreAnotherCircuit) {
  const UptimeModel other({.epoch_length = 1000});
  EXPECT_EQ(other.circuit().constants[0].value, 1000u);
  const UptimeSample sample = make_uptime_sample(5, {.rules = {}, .count = 1}, test_pool());
  const std::string text = write_uptime_witness(sample.draft.rules, sample.witness);
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  EXPECT_TRUE(UptimeProver(uptime_model()).read_witness(bytes).ok());
  const auto read = UptimeProver(other).read_witness(bytes);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().rule, "format");
}

// Columns of every table: main, lookups (5 each and 5 for the sum), quotient.
TEST(UptimeCircuit, Columns) {
  std::size_t total = 0;
  for (const CircuitTable& table : uptime_model().circuit().tables) {
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
  EXPECT_LE(total, 740u);
}

// 512 claims at the worst paths, each with a head far from all others: every table has its place.
TEST(UptimeCircuit, TheFullListFits) {
  const UptimeSample one = make_uptime_sample(5, {.rules = {}, .count = 1}, test_pool());
  UptimeWitness list = one.witness;
  list.claims.assign(kMaxUptimeRecords, one.witness.claims[0]);
  for (std::size_t i = 0; i < list.claims.size(); ++i) {
    UptimeClaim& body = list.claims[i].body;
    body.head_height = std::uint64_t{i} << 23;
    body.window_start += 97 * i;  // other limbs in every claim
    body.window_end += 97 * i;
    list.claims[i].head_timestamp += 101 * i;
    list.claims[i].record.last_decay += 103 * i;
    list.claims[i].record.window_end += 89 * i;
  }
  const CircuitTraces traces =
      uptime_traces(uptime_model(), list, uptime_list_facts(list).claimed.fields, test_pool());
  for (std::size_t i = 0; i < kUptimeTables; ++i) {
    const CircuitTable& table = uptime_model().circuit().tables[i];
    EXPECT_LE(traces.traces[i].height(), std::size_t{1} << table.max_log_rows) << table.name;
  }
}

class BrokenUptimeRule : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const UptimeSample& sample() {
    static const UptimeSample kSample = make_uptime_sample(6, breakable_uptime(), test_pool());
    return kSample;
  }
};

TEST_P(BrokenUptimeRule, CannotBeProved) {
  const auto rule = static_cast<UptimeRule>(GetParam());
  for (std::size_t variant = 0; variant < variants_of(rule); ++variant) {
    const ForgedUptime forged = break_rule(rule, variant, sample(), test_pool());
    // There are no tables for what has no shape.
    if (check_shape(forged.witness)) {
      EXPECT_LE(rule, UptimeRule::kPathLength);
      continue;
    }
    const Verdict verdict = try_batch(testing::forced_batch(forged.witness, forged.claimed));
    EXPECT_TRUE(!verdict.labels.empty() || !verdict.buses.empty()) << variant;
    EXPECT_FALSE(verdict.accepted()) << variant;
    std::cout << rule_name(rule) << " " << variant << ": " << to_string(verdict).substr(0, 140)
              << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, BrokenUptimeRule, ::testing::Range(std::size_t{0}, kNumUptimeRules),
                         [](const auto& param) {
                           return std::string(rule_name(static_cast<UptimeRule>(param.param)));
                         });

}  // namespace
}  // namespace rpp
