// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The statement table of the state circuit: every rule is needed, and no variable is free.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "p3/air/analysis.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/hash_test_support.h"
#include "rpp/state/statement/trace.h"
#include "rpp/wiring/tape_air.h"
#include "rpp/wiring/tape_test_support.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/label_cases.h"

namespace rpp {
namespace {

using p3::testing::LabelCase;
using p3::testing::TrialBatch;
using ::testing::IsEmpty;

constexpr StateRules kRules{.epoch_length = 10};
constexpr std::uint64_t kHeight = 0x1'0005;  // no boundary

struct Block {
  StatePublic fields;
  StateStatementInput input;
};

// Fees whose sums carry over two limbs.
Block sample_block(std::uint64_t height = kHeight) {
  testing::RandomElements random(23);
  Block b;
  StatePublic& f = b.fields;
  for (Digest* digest : {&f.chain_id, &f.tx_root, &f.proposer, &f.uptime_list_root,
                         &f.next_validator_set_root_before, &b.input.set,
                         &b.input.before.accounts_root, &b.input.after.accounts_root}) {
    *digest = testing::random_digest(random);
  }
  f.height = height;
  f.epoch = height / kRules.epoch_length;
  f.timestamp = 0x1'0002'0003'0004;
  f.transaction_count = 3;
  f.uptime_count = 2;
  b.input.before.account_count = b.input.after.account_count = 0x1'0002;
  b.input.before.supply = b.input.after.supply = 0x1'0002'0003'0004;
  b.input.before.validator_count = 5;
  b.input.after.validator_count = 6;
  f.state_root_before = state_root(b.input.before);
  f.state_root_after = state_root(b.input.after);
  const bool boundary = height % kRules.epoch_length + 1 == kRules.epoch_length;
  f.next_validator_set_root_after = boundary ? b.input.set : f.next_validator_set_root_before;
  b.input.fees = {0x2'fffe, 0x1'ffff, 5, 1};
  f.fee_total = 0x2'fffeull + (0x1'ffffull << 16) + (5ull << 32) + (1ull << 48);
  b.input.accounts = 7;
  b.input.chain_users = b.input.block_users = 5;
  b.input.activation_users = 3;
  b.input.next_height_users = 6;
  b.input.empties = {4, 5, 6};
  return b;
}

struct Statement {
  StateLayout layout = make_state_layout(kRules);
  std::shared_ptr<const p3::Air<Element>> air =
      std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));

  TapeValues values(const Block& block = sample_block()) const {
    return state_values(layout, block.fields, block.input);
  }
  TrialBatch batch(const TapeValues& values) const {
    return testing::batch_of(air, values, layout.s);
  }
  // Values that break one rule: hashes that depend on them are the attacker's to choose.
  LabelCase changed(const char* label, std::function<void(TapeValues&)> change) const {
    return {label, [this, change] {
              TapeValues v = values();
              change(v);
              return batch(v);
            }};
  }
  LabelCase trace(const char* label, std::function<void(p3::Matrix<Element>&)> change) const {
    return {label, [this, change] {
              TrialBatch b = batch(values());
              change(b[0].trace);
              return b;
            }};
  }
};

void add(TapeValues& v, const Cell& cell, std::int64_t by = 1) {
  v.set(cell, v.of(cell) + Element::from_i64(by));
}

std::vector<LabelCase> rule_cases(const Statement& s) {
  const FieldCells& f = s.layout.fields;
  const auto one = [&](const char* label, const Cell& cell) {
    return s.changed(label, [cell](TapeValues& v) { add(v, cell); });
  };
  return {
      one("statement/height", f.u64("height")[2]),
      one("statement/height", s.layout.next_height[1]),
      one("statement/epoch", f.u64("epoch")[3]),
      one("statement/epoch", f.u64("epoch")[1]),
      s.changed("statement/boundary",
                [&](TapeValues& v) { v.set(s.layout.boundary.inverse, Element::zero()); }),
      one("statement/activation", s.layout.activation[0]),
      one("statement/next-set", f.digest("next_validator_set_root_after")[3]),
      one("statement/next-set", f.digest("next_validator_set_root_before")[7]),
      s.changed(
          "statement/transaction-count",
          [f](TapeValues& v) { v.set(f.u32("transaction_count")[0], Element::from_u64(513)); }),
      one("statement/transaction-count", f.u32("transaction_count")[1]),
      s.changed("statement/uptime-count",
                [f](TapeValues& v) { v.set(f.u32("uptime_count")[0], Element::from_u64(513)); }),
      one("statement/uptime-count", f.u32("uptime_count")[1]),
      one("statement/validators", s.layout.roots[0].validators[1]),
      one("statement/validators", s.layout.roots[1].validators[1]),
      one("statement/fees", f.u64("fee_total")[0]),
      one("statement/fees", s.layout.fees.sums[3]),
  };
}

TEST(StateStatement, Size) {
  const Statement statement;
  EXPECT_EQ(statement.layout.tape.rows.size(), 512u);
  EXPECT_EQ(testing::reads_in_front(statement.layout.tape), 0u);
  EXPECT_EQ(p3::analyse(*statement.air, 9, true).max_degree, 3u);
}

TEST(StateStatement, HonestBlocksHold) {
  const Statement s;
  for (const std::uint64_t height :
       {std::uint64_t{0}, std::uint64_t{8}, std::uint64_t{9}, std::uint64_t{0xffff},
        std::uint64_t{0x1'0000}, kHeight, kMaxBlockHeight}) {
    const TapeValues values = s.values(sample_block(height));
    EXPECT_THAT(testing::broken_rules(values), IsEmpty()) << height;
    EXPECT_EQ(values.integer_of(s.layout.boundary.flag), height % 10 == 9 ? 1u : 0u) << height;
    EXPECT_EQ(values.integer_of(s.layout.activation), height + 20) << height;
  }
}

TEST(StateStatement, EveryRuleIsNeeded) {
  const Statement s;
  const Tape& tape = s.layout.tape;
  const auto row = [&](CallKind kind) { return testing::row_of(tape, kind); };
  const auto column = [](std::size_t m) { return tape::kMirrored + m; };
  std::vector<LabelCase> cases = rule_cases(s);
  const std::vector<LabelCase> wiring = {
      s.trace("statement/window",
              [=](auto& t) { t.at(row(CallKind::kHashNext), 0) += Element::one(); }),
      s.trace("statement/copies",  // the transactions get another chain id than S
              [&, column](auto& t) {
                const auto rows = testing::rows_of(tape, s.layout.fields.digest("chain_id")[0]);
                for (const std::size_t r : rows) t.at(r, column(tape::kCopies)) = Element::zero();
                testing::set_cell(t, rows.back(), Element::from_u64(1));
              }),
      s.trace("statement/calls",
              [=](auto& t) {
                t.at(row(CallKind::kHashFirst), column(tape::kArgument1)) += Element::one();
              }),
      s.trace("statement/range",
              [&](auto& t) {
                for (std::size_t r = 0; r < tape.rows.size(); ++r) {
                  t.at(r, column(tape::kRange)) = Element::zero();
                }
              }),
      s.trace(
          "statement/demands",  // a tree without a root
          [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeDemand) = Element::zero(); }),
      s.trace(
          "statement/users",  // a supply from nowhere
          [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeUsers) = Element::one(); }),
      s.trace(
          "statement/constants",  // another empty leaf
          [&](auto& t) { testing::set_cell(t, row(CallKind::kSupplyEmptyNode), Element::one()); }),
      {"statement/public",
       [&] {
         TrialBatch b = s.batch(s.values());
         b[0].public_values[0] += Element::one();
         return b;
       }},
  };
  cases.insert(cases.end(), wiring.begin(), wiring.end());
  EXPECT_THAT(p3::testing::check_label_cases(*s.air, cases), IsEmpty());
}

// The other tables stand, one variable of the statement table is another: somebody objects.
TEST(StateStatement, NoVariableIsFree) {
  const Statement s;
  const TrialBatch honest = s.batch(s.values());
  const auto open = p3::testing::open_tuples(honest);
  std::vector<std::string> free;
  for (std::uint32_t x = 1; x < s.layout.tape.variables.size(); ++x) {
    const Cell cell{x, {}};
    TapeValues values = s.values();
    values.set(cell, values.of(cell) + Element::one());
    if (!testing::broken_rules(values).empty()) continue;
    TrialBatch changed = s.batch(values);
    changed[0].public_values = honest[0].public_values;
    if (!p3::testing::violated_labels(*s.air, changed[0].trace.view(), changed[0].public_values)
             .empty()) {
      continue;
    }
    if (p3::testing::open_tuples(changed) == open) free.push_back(s.layout.tape.variables[x]);
  }
  EXPECT_THAT(free, IsEmpty());
}

}  // namespace
}  // namespace rpp
