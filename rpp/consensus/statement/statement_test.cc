// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The statement table of the consensus circuit: every rule and every bus is needed, no variable is
// free, and the hashes are those of the chain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "p3/air/analysis.h"
#include "p3/base/bits.h"
#include "rpp/consensus/sample.h"
#include "rpp/consensus/statement/statement_test_support.h"
#include "rpp/gadgets/models.h"
#include "rpp/wiring/tape_demands.h"
#include "rpp/wiring/tape_test_support.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/label_cases.h"

namespace rpp {
namespace {

using p3::testing::LabelCase;
using p3::testing::TrialBatch;
using p3::testing::Verdict;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::sample_input;

class StatementTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { fixture_ = new testing::StatementFixture; }
  static void TearDownTestSuite() { delete fixture_; }

  const StatementLayout& layout() const { return fixture_->layout; }
  const std::shared_ptr<const p3::Air<Element>>& air() const { return fixture_->air; }
  TrialBatch batch_of(const TapeValues& values) const { return fixture_->batch(values); }
  // The table for an input that was changed, with everything that follows.
  TrialBatch with_input(const std::function<void(StatementInput&)>& change) const {
    StatementInput input = sample_input();
    change(input);
    return batch_of(fixture_->values(input));
  }
  TrialBatch with_values(const std::function<void(TapeValues&)>& change) const {
    TapeValues values = fixture_->values();
    change(values);
    return batch_of(values);
  }
  LabelCase input(const char* label, std::function<void(StatementInput&)> change) const {
    return {label, [this, change] { return with_input(change); }};
  }
  LabelCase values(const char* label, std::function<void(TapeValues&)> change) const {
    return {label, [this, change] { return with_values(change); }};
  }
  LabelCase trace(const char* label, std::function<void(p3::Matrix<Element>&)> change) const {
    return {label, [this, change] {
              TrialBatch batch = batch_of(fixture_->values());
              change(batch[0].trace);
              return batch;
            }};
  }
  std::vector<LabelCase> number_cases() const;
  std::vector<LabelCase> tape_cases() const;

  static testing::StatementFixture* fixture_;
};
testing::StatementFixture* StatementTest::fixture_ = nullptr;

TEST_F(StatementTest, Size) {
  EXPECT_EQ(layout().tape.rows.size(), 1024u);
  EXPECT_EQ(testing::reads_in_front(layout().tape), 0u);
  const p3::AirAnalysis analysis = p3::analyse(*air(), 10, true);
  const std::size_t columns = air()->shape().width + 5 * analysis.permutation_width() +
                              (std::size_t{5} << analysis.log_quotient_chunks);
  EXPECT_EQ(analysis.max_degree, 3u);
  EXPECT_EQ(columns, 62u);
}

// The table with the real tables `hasher` and `range`, what it wants of trees and members plugged.
Verdict with_real_hashes(TrialBatch batch, const TapeValues& values) {
  p3::ThreadPool pool(1);
  HasherTrace hasher;
  record_hashes(values, hasher);
  RangeTrace range;
  record_ranges(values, range);
  batch.push_back({make_gadget_air(Gadget::kHasher), hasher.build(1, pool), {}});
  batch.push_back({make_gadget_air(Gadget::kRange), range.build(1), {}});
  const auto open = p3::testing::open_tuples(batch);
  EXPECT_THAT(open, Not(Contains(::testing::Key("hasher"))));
  EXPECT_THAT(open, Not(Contains(::testing::Key("range"))));
  p3::testing::plug_buses(batch);
  return p3::testing::try_batch(batch);
}

TEST_F(StatementTest, HashesAreThoseOfTheChain) {
  const TapeValues values = fixture_->values();
  const Verdict verdict = with_real_hashes(batch_of(values), values);
  EXPECT_TRUE(verdict.content()) << to_string(verdict);
}

// Certificates with real keys and signatures, in the leader's slot and later.
TEST_F(StatementTest, RealCertificates) {
  p3::ThreadPool pool(1);
  for (const std::uint32_t later : {0u, 2u}) {
    ConsensusSampleOptions options;
    options.validators = 5 + 14 * later;
    options.later_slots = later;
    options.rules.key_height = 8;
    const ConsensusSample sample = make_consensus_sample(21 + later, options, pool);
    const StatementInput input = statement_input(sample.witness, sample.fields);
    const TapeValues values = fixture_->values(input);
    EXPECT_EQ(values.integer_of(layout().same_slot.flag), later == 0 ? 1u : 0u);
    TrialBatch batch = batch_of(values);
    const auto expected = statement_public_values(sample.fields, Digest{});
    EXPECT_TRUE(std::equal(expected.begin(), expected.begin() + 8, batch[0].public_values.begin()));
    const Verdict verdict = with_real_hashes(std::move(batch), values);
    EXPECT_TRUE(verdict.content()) << to_string(verdict);
  }
}

// What the rules say about numbers.
std::vector<LabelCase> StatementTest::number_cases() const {
  const StatementLayout& l = layout();
  return {
      input("statement/height",
            [](StatementInput& in) {
              in.fields.height = 0xffffffff;
              in.fields.epoch = in.fields.height / 1440;
            }),
      values("statement/height",
             [&](TapeValues& v) { v.set(l.fields.u64("height")[3], Element::one()); }),
      input("statement/epoch", [](StatementInput& in) { ++in.fields.epoch; }),
      input("statement/epoch", [](StatementInput& in) { --in.fields.epoch; }),
      input("statement/epoch",
            [](StatementInput& in) { in.fields.epoch |= std::uint64_t{1} << 32; }),
      input("statement/leader-index",
            [](StatementInput& in) { in.fields.leader_index += 1 << 16; }),
      input("statement/vote-slot",
            [](StatementInput& in) { in.fields.vote_slot = in.fields.slot - 1; }),
      values("statement/same-slot",
             [&](TapeValues& v) { v.set(l.same_slot.flag, Element::one()); }),
      input("statement/powers",
            [](StatementInput& in) {
              in.fields.total_power += 3;
              in.fields.quorum_threshold += 2;
            }),
      input("statement/powers", [](StatementInput& in) { ++in.fields.prevote_power; }),
      input("statement/powers", [](StatementInput& in) { ++in.fields.precommit_power; }),
      input("statement/threshold", [](StatementInput& in) { --in.fields.quorum_threshold; }),
      input("statement/threshold", [](StatementInput& in) { ++in.fields.quorum_threshold; }),
      input("statement/prevote-quorum",
            [](StatementInput& in) {
              in.fields.prevote_power = in.fields.quorum_threshold - 1;
              in.powers.prevotes = {in.fields.prevote_power, 0};
            }),
      input("statement/precommit-quorum",
            [](StatementInput& in) {
              in.fields.precommit_power = in.fields.quorum_threshold - 1;
              in.powers.precommits = {in.fields.precommit_power, 0};
            }),
      // A bit of a member in a group that has no members.
      input("statement/groups", [](StatementInput& in) { in.prevotes.set(100); }),
      input("statement/groups", [](StatementInput& in) { in.precommits.set(255); }),
  };
}

// What makes the tape a tape.
std::vector<LabelCase> StatementTest::tape_cases() const {
  const Tape& tape = layout().tape;
  const auto row = [&](CallKind kind) { return testing::row_of(tape, kind); };
  const auto column = [](std::size_t m) { return tape::kMirrored + m; };
  return {
      trace("statement/window",
            [=](auto& t) { t.at(row(CallKind::kHashNext), 0) += Element::one(); }),
      trace("statement/copies",  // the header hashes another chain id than S
            [&, column](auto& t) {
              const auto rows = testing::rows_of(tape, layout().fields.digest("chain_id")[0]);
              for (const std::size_t r : rows) t.at(r, column(tape::kCopies)) = Element::zero();
              testing::set_cell(t, rows[1], Element::from_u64(1));
            }),
      trace("statement/calls",
            [=](auto& t) {
              t.at(row(CallKind::kHashFirst), column(tape::kArgument1)) += Element::one();
            }),
      trace("statement/range",
            [&, column](auto& t) {
              for (std::size_t r = 0; r < tape.rows.size(); ++r) {
                t.at(r, column(tape::kRange)) = Element::zero();
              }
            }),
      trace(
          "statement/demands",  // a tree without a root
          [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeDemand) = Element::zero(); }),
      trace("statement/users",  // a supply from nowhere
            [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeUsers) = Element::one(); }),
      trace("statement/constants",  // the precommit's stage
            [&](auto& t) {
              testing::set_cell(t, testing::rows_of(tape, Cell::of(1)).front(), Element::zero());
            }),
      {"statement/public",
       [this] {
         TrialBatch batch = batch_of(fixture_->values());
         batch[0].public_values[0] += Element::one();
         return batch;
       }},
  };
}

TEST_F(StatementTest, EveryRuleIsNeeded) {
  std::vector<LabelCase> cases = number_cases();
  for (LabelCase& c : tape_cases()) cases.push_back(std::move(c));
  EXPECT_THAT(p3::testing::check_label_cases(*air(), cases), IsEmpty());
}

// The other tables stand, one variable of the statement table is another: somebody objects.
TEST_F(StatementTest, NoVariableIsFree) {
  TrialBatch honest = batch_of(fixture_->values());
  const auto open = p3::testing::open_tuples(honest);
  ASSERT_EQ(open.size(), 4u);
  std::vector<std::string> free;
  for (std::uint32_t x = 1; x < layout().tape.variables.size(); ++x) {
    const Cell cell{x, {}};
    TapeValues values = fixture_->values();
    values.set(cell, values.of(cell) + Element::one());
    if (!testing::broken_rules(values).empty()) continue;
    TrialBatch changed = batch_of(values);
    changed[0].public_values = honest[0].public_values;
    if (!p3::testing::violated_labels(*air(), changed[0].trace.view(), changed[0].public_values)
             .empty()) {
      continue;
    }
    if (p3::testing::open_tuples(changed) == open) free.push_back(layout().tape.variables[x]);
  }
  EXPECT_THAT(free, IsEmpty());
}

TEST_F(StatementTest, Thresholds) {
  StatementInput in = sample_input();
  for (const std::uint64_t total :
       {1ull, 2ull, 3ull, 4ull, 65535ull, 65536ull, 98303ull, 98304ull, 98305ull,
        0x10000ull * 3 - 1, 0x2ffffull, 0x30001ull, 0x7fffffffull, 0x80000000ull, 0xfffffffdull,
        0xfffffffeull, 0xffffffffull}) {
    const std::array<std::uint32_t, 2> sums = {static_cast<std::uint32_t>(total & 0xffff),
                                               static_cast<std::uint32_t>(total >> 16)};
    in.powers = {sums, sums, sums};
    in.fields.total_power = in.fields.prevote_power = in.fields.precommit_power =
        static_cast<std::uint32_t>(total);
    for (const int off : {-1, 0, 1}) {
      in.fields.quorum_threshold = static_cast<std::uint32_t>(2 * total / 3 + 1 + off);
      const auto broken = testing::broken_rules(fixture_->values(in));
      if (off == 0) {
        EXPECT_THAT(broken, IsEmpty()) << total;
      } else {
        EXPECT_THAT(broken, Contains("statement/threshold")) << total << " " << off;
      }
    }
  }
}

// With a carry of its own choice, a quorum threshold lower by p: for the greatest totals the true
// threshold exceeds p. All equations hold; the carry is no limb, which is what its bound forbids.
TEST_F(StatementTest, ThresholdDoesNotWrap) {
  StatementInput in = sample_input();
  const std::array<std::uint32_t, 2> all = {0xffff, 0xffff};
  in.powers.total = all;
  in.fields.total_power = 0xffffffff;
  const std::uint64_t true_threshold = 2 * std::uint64_t{0xffffffff} / 3 + 1;
  ASSERT_GT(true_threshold, Element::kOrder);
  const auto low = static_cast<std::uint32_t>(true_threshold - Element::kOrder);
  in.fields.quorum_threshold = in.fields.prevote_power = in.fields.precommit_power = low;
  in.powers.prevotes = in.powers.precommits = {low & 0xffff, low >> 16};

  TapeValues values = fixture_->values(in);
  EXPECT_THAT(testing::broken_rules(values), Contains("statement/threshold"));
  const ThresholdCells& cells = layout().threshold;
  // threshold[1] = 2 q[1] + carry, whatever the carry has to be.
  const Element carry = Element::from_u64(low >> 16) -
                        Element::from_u64(2 * values.integer_of(cells.third.quotient[1]));
  values.set(cells.carry.x, carry);
  fill_at_most(values, cells.carry);
  EXPECT_THAT(testing::broken_rules(values), IsEmpty());
  EXPECT_GT(carry.as_canonical_u64(), 0xffffu);

  // No row of the real table `range` answers for it.
  TrialBatch batch = batch_of(values);
  EXPECT_THAT(p3::testing::violated_labels(*air(), batch[0].trace.view(), batch[0].public_values),
              IsEmpty());
  RangeTrace range;
  record_ranges(values, range);
  batch.push_back({make_gadget_air(Gadget::kRange), range.build(1), {}});
  EXPECT_THAT(p3::testing::open_tuples(batch), Contains(::testing::Key("range")));
}

// Bits and sums of a witness; the rest of it is the other tables' matter.
TEST_F(StatementTest, InputOfAWitness) {
  const StatementInput sample = sample_input();
  ConsensusWitness witness;
  witness.header = sample.header;
  witness.members.resize(sample.members);
  for (std::size_t i = 0; i < sample.members; ++i) {
    witness.members[i].leaf.voting_power = 70000;
    if (sample.prevotes[i]) witness.members[i].prevote.emplace();
    if (sample.precommits[i]) witness.members[i].precommit.emplace();
  }
  const StatementInput input = statement_input(witness, sample.fields);
  EXPECT_EQ(input.members, sample.members);
  EXPECT_EQ(input.prevotes, sample.prevotes);
  EXPECT_EQ(input.precommits, sample.precommits);
  EXPECT_EQ(input.powers.total, sample.powers.total);
  EXPECT_EQ(input.powers.prevotes, sample.powers.prevotes);
  EXPECT_EQ(input.powers.precommits, sample.powers.precommits);
  EXPECT_THAT(testing::broken_rules(fixture_->values(input)), IsEmpty());
}

TEST_F(StatementTest, SlotsAndHeights) {
  StatementInput in = sample_input();
  for (const std::uint64_t later : {0ull, 1ull, 0xffffull, 0x10000ull, 0x123456789abcull}) {
    in.fields.vote_slot = in.fields.slot + later;
    const TapeValues values = fixture_->values(in);
    EXPECT_THAT(testing::broken_rules(values), IsEmpty()) << later;
    EXPECT_EQ(values.integer_of(layout().same_slot.flag), later == 0 ? 1u : 0u);
  }
  in = sample_input();
  for (const std::uint64_t height : {0u, 1439u, 1440u, 0xffffu, 0x10000u, 94371839u, 0xfffffffeu}) {
    in.fields.height = height;
    in.fields.epoch = height / 1440;
    EXPECT_THAT(testing::broken_rules(fixture_->values(in)), IsEmpty()) << height;
    in.fields.epoch ^= 1;
    EXPECT_THAT(testing::broken_rules(fixture_->values(in)), ElementsAre("statement/epoch"));
  }
}

TEST_F(StatementTest, EpochLengthIsPartOfTheCircuit) {
  StatementInput in = sample_input();
  for (const std::uint64_t length : {std::uint64_t{1}, std::uint64_t{4}, kMaxEpochLength}) {
    const StatementLayout other = make_statement_layout({.epoch_length = length});
    in.fields.epoch = in.fields.height / length;
    EXPECT_THAT(testing::broken_rules(statement_values(other, in, {})), IsEmpty());
    EXPECT_THAT(testing::broken_rules(fixture_->values(in)), ElementsAre("statement/epoch"));
  }
  EXPECT_DEATH((void)make_statement_layout({.epoch_length = kMaxEpochLength + 1}), "1 to 2\\^14");
}

}  // namespace
}  // namespace rpp
