// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The constraints of a tape: everyone accepts an honest one, every group and every bus is needed,
// and copies cannot differ.
#include "rpp/wiring/tape_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "p3/air/analysis.h"
#include "p3/air/check_lookups.h"
#include "rpp/wiring/tape_test_support.h"
#include "testing/air_groups.h"
#include "testing/label_cases.h"

namespace rpp {
namespace {

using p3::testing::LabelCase;
using p3::testing::TrialBatch;
using p3::testing::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TapeAirTest : public ::testing::Test {
 protected:
  TrialBatch honest() const { return testing::batch_of(air_, testing::test_values(test_), s()); }
  const DigestCells& s() const { return test_.cells.s; }

  // The honest batch with another trace.
  TrialBatch with(const std::function<void(p3::Matrix<Element>&)>& change) const {
    TrialBatch batch = honest();
    change(batch[0].trace);
    return batch;
  }
  TrialBatch with_values(const std::function<void(TapeValues&)>& change) const {
    TapeValues values = testing::test_values(test_);
    change(values);
    return testing::batch_of(air_, values, s());
  }
  std::size_t row(CallKind kind) const { return testing::row_of(test_.tape, kind); }
  static std::size_t mirror(std::size_t m) { return tape::kMirrored + m; }

  testing::TestTape test_ = testing::make_test_tape();
  std::shared_ptr<const p3::Air<Element>> air_ =
      std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(test_.tape));
};

TEST_F(TapeAirTest, FewColumnsOfDegreeThree) {
  const p3::AirAnalysis analysis = p3::analyse(*air_, 7, true);
  EXPECT_EQ(air_->shape().width, 22u);
  EXPECT_EQ(analysis.permutation_width(), 6u);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(analysis.log_quotient_chunks, 1u);
}

TEST_F(TapeAirTest, HonestTapeIsAccepted) {
  TrialBatch batch = honest();
  p3::testing::plug_buses(batch);
  EXPECT_EQ(batch.size(), 5u);  // hasher, node, global and range
  const Verdict verdict = p3::testing::try_batch(batch);
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

TEST_F(TapeAirTest, EveryGroupIsNeeded) {
  const auto& c = test_.cells;
  const std::size_t no_call = testing::rows_of(test_.tape, c.next[0]).front();
  const std::vector<LabelCase> cases = {
      {"test/window",
       [&] {
         return with([&](auto& trace) { trace.at(row(CallKind::kHashNext), 0) += Element::one(); });
       }},
      {"test/copies",  // the copy argument is told that there are no copies
       [&] {
         return with([&](auto& trace) {
           const auto rows = testing::rows_of(test_.tape, c.word);
           for (const std::size_t r : rows) trace.at(r, mirror(tape::kCopies)) = Element::zero();
           testing::set_cell(trace, rows.back(), Element::from_u64(76));
         });
       }},
      {"test/calls",  // another tag
       [&] {
         return with([&](auto& trace) {
           trace.at(row(CallKind::kHashFirst), mirror(tape::kArgument1)) += Element::one();
         });
       }},
      {"test/range",
       [&] {
         return with([&](auto& trace) {
           for (std::size_t r = 0; r < trace.height(); ++r) {
             trace.at(r, mirror(tape::kRange)) = Element::zero();
           }
         });
       }},
      {"test/demands",
       [&] {
         return with([&](auto& trace) {
           trace.at(row(CallKind::kDemandNode), tape::kNodeDemand) = Element::zero();
         });
       }},
      {"test/users",
       [&] {
         return with([&](auto& trace) { trace.at(no_call, tape::kNodeUsers) = Element::one(); });
       }},
      {"test/constants",  // the tuple's 9
       [&] {
         return with([&](auto& trace) {
           testing::set_cell(trace, testing::rows_of(test_.tape, Cell::of(9)).front(),
                             Element::from_u64(10));
         });
       }},
      {"test/public",
       [&] {
         TrialBatch batch = honest();
         batch[0].public_values[7] += Element::one();
         return batch;
       }},
      {"test/word", [&] { return with_values([&](auto& v) { v.set(c.flag, Element::zero()); }); }},
      {"test/next", [&] { return with_values([&](auto& v) { v.set_integer(c.next, 1); }); }},
  };
  EXPECT_THAT(p3::testing::check_label_cases(*air_, cases), IsEmpty());
}

// More traces that break a group, beside those that the harness wants.
TEST_F(TapeAirTest, FlagsOfDemandsAreBits) {
  TrialBatch batch = with_values([&](auto& v) {
    v.set(test_.cells.flag, Element::two());
    v.set(test_.cells.word, Element::zero());
  });
  EXPECT_THAT(p3::testing::violated_labels(*air_, batch[0].trace.view(), batch[0].public_values),
              ElementsAre("test/demands"));
}

TEST_F(TapeAirTest, SuppliesToOneHaveOneUser) {
  for (const std::uint64_t users : {0, 2}) {
    TrialBatch batch = with([&](auto& trace) {
      trace.at(row(CallKind::kSupplyNode), tape::kNodeUsers) = Element::from_u64(users);
    });
    EXPECT_THAT(p3::testing::violated_labels(*air_, batch[0].trace.view(), batch[0].public_values),
                ElementsAre("test/users"));
  }
}

// The world's tables stand, the tape changes: the bus of the difference is named.
TEST_F(TapeAirTest, EveryBusBinds) {
  struct Case {
    std::string bus;
    std::function<void(TapeValues&)> change;
  };
  const auto& c = test_.cells;
  const auto one_more = [](TapeValues& v, const Cell& cell) {
    v.set(cell, v.of(cell) + Element::one());
  };
  const std::vector<Case> cases = {
      {"hasher", [&](TapeValues& v) { one_more(v, c.chain[3]); }},
      {"node", [&](TapeValues& v) { v.set_users(c.empty, 7); }},
      {"global", [&](TapeValues& v) { v.set_users(c.exported, 1); }},
      {"range",
       [&](TapeValues& v) {
         v.set_integer(c.count, 0x30000);
         v.set(c.count[0], Element::from_u64(1 << 16));
         v.set_integer(c.next, 0x40001);
         v.set(c.sum.carries[0], Element::one());
       }},
  };
  for (const Case& changed : cases) {
    TrialBatch batch = honest();
    p3::testing::plug_buses(batch);
    batch[0].trace = with_values(changed.change)[0].trace.clone();
    const Verdict verdict = p3::testing::try_batch(batch);
    EXPECT_THAT(verdict.labels, IsEmpty()) << changed.bus;
    EXPECT_THAT(verdict.buses, ::testing::Contains(changed.bus)) << to_string(verdict);
    EXPECT_THAT(verdict.lookups, HasSubstr("does not balance"));
    ASSERT_TRUE(verdict.verifier) << changed.bus;
    EXPECT_EQ(verdict.verifier->reason, p3::VerifyReason::kTerminalSumNonZero);
  }
}

// Each copy of a variable alone: the local lookup does not balance, whatever the buses say.
TEST_F(TapeAirTest, CopiesAreEqual) {
  for (const Cell& cell : {test_.cells.count[0], test_.cells.word, test_.cells.leaf[0]}) {
    const std::vector<std::size_t> rows = testing::rows_of(test_.tape, cell);
    ASSERT_GE(rows.size(), 2u);
    for (const std::size_t r : rows) {
      TrialBatch batch = with([&](auto& trace) {
        testing::set_cell(trace, r, trace.at(r, tape::kNewest) + Element::one());
      });
      p3::testing::plug_buses(batch);
      const Verdict verdict = p3::testing::try_batch(batch);
      EXPECT_THAT(verdict.lookups, HasSubstr("lookup 0 does not balance")) << r;
      ASSERT_TRUE(verdict.verifier) << r;
    }
  }
}

}  // namespace
}  // namespace rpp
