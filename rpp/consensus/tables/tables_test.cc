// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The four consensus tables on one honest round: constraints, the messages among them, and what
// they ask of the rest of the circuit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "rpp/consensus/trace/lists_trace.h"
#include "testing/batch_trial.h"
#include "testing/bus_ledger.h"

namespace rpp {
namespace {

using p3::testing::open_tuples;
using p3::testing::plug_buses;
using p3::testing::TrialBatch;
using p3::testing::try_batch;
using p3::testing::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr unsigned kKeyHeight = testing::kSampleKeyHeight;

TrialBatch batch_of(const testing::TablesSample& sample) {
  TrialBatch batch;
  batch.push_back({make_members_air(kKeyHeight), members_trace(sample.members)});
  batch.push_back({make_ballots_air(), ballots_trace(sample.ballots)});
  batch.push_back({make_tickets_air(), tickets_trace(sample.tickets)});
  batch.push_back({make_lists_air(), lists_trace(sample.witnesses, sample.reputations)});
  return batch;
}

class Tables : public ::testing::TestWithParam<bool> {};

TEST_P(Tables, HonestRoundIsProvedAndOnlyOtherTablesAreMissing) {
  TrialBatch batch = batch_of(testing::make_tables_sample(GetParam()));
  const Verdict open = try_batch(batch);
  EXPECT_THAT(open.labels, IsEmpty());
  EXPECT_THAT(open.buses, ElementsAre("canonical", "global", "hasher", "node", "range", "wots"));
  EXPECT_TRUE(open.verifier);
  plug_buses(batch);
  const Verdict plugged = try_batch(batch);
  EXPECT_TRUE(plugged.content()) << to_string(plugged);
}

// A world that answers everything but one element of one tuple, bus by bus.
TEST_P(Tables, EveryBusIsHeard) {
  const auto open = open_tuples(batch_of(testing::make_tables_sample(GetParam())));
  for (const auto& [spoilt, unused] : open) {
    TrialBatch batch = batch_of(testing::make_tables_sample(GetParam()));
    for (auto [bus, tuples] : open) {
      for (auto& [tuple, sum] : tuples) sum = -sum;
      if (bus == spoilt) {
        auto first = tuples.extract(tuples.begin());
        first.key().back() += 1;
        tuples.insert(std::move(first));
      }
      batch.push_back(p3::testing::bus_table(bus, tuples));
    }
    const Verdict verdict = try_batch(batch);
    EXPECT_THAT(verdict.labels, IsEmpty());
    EXPECT_THAT(verdict.buses, ElementsAre(spoilt));
    EXPECT_THAT(verdict.lookups, ::testing::HasSubstr("bus \"" + spoilt + "\""));
    ASSERT_TRUE(verdict.verifier) << spoilt;
    EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
  }
}

INSTANTIATE_TEST_SUITE_P(Slots, Tables, ::testing::Bool());

}  // namespace
}  // namespace rpp
