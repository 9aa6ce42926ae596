// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The four consensus tables on one honest round: constraints, the messages among them, what they
// ask of the rest of the circuit, and their size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "p3/air/analysis.h"
#include "rpp/consensus/air/links.h"
#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample.h"
#include "rpp/consensus/trace/lists_trace.h"
#include "rpp/hash/sponge.h"
#include "testing/batch_trial.h"
#include "testing/bus_ledger.h"

namespace rpp {
namespace {

using p3::testing::open_tuples;
using p3::testing::OpenTuples;
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

INSTANTIATE_TEST_SUITE_P(Slots, Tables, ::testing::Bool());

}  // namespace
}  // namespace rpp
