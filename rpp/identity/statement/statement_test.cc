// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The statement table of the identity circuit: every rule is needed, and no variable is free.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <memory>
#include <sstream>

#include "p3/air/analysis.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/hash_test_support.h"
#include "rpp/identity/statement/trace.h"
#include "rpp/wiring/tape_air.h"
#include "rpp/wiring/tape_test_support.h"
#include "rpp/wiring/tape_text.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/label_cases.h"

namespace rpp {
namespace {

using p3::testing::LabelCase;
using p3::testing::TrialBatch;
using ::testing::IsEmpty;

constexpr std::uint32_t kCount = 7;

IdentityListPublic sample_fields(std::uint32_t count = kCount, std::uint64_t height = 0x0002'0003) {
  testing::RandomElements random(11);
  IdentityListPublic fields;
  fields.count = count;
  fields.height = height;
  fields.timestamp = 0x0001'0002'0003'0004;
  fields.epoch = height / IdentityRules{}.epoch_length;
  for (Digest* digest :
       {&fields.chain_id, &fields.list_root, &fields.state_root_before, &fields.state_root_after,
        &fields.epoch_nonce, &fields.validator_set_root}) {
    *digest = testing::random_digest(random);
  }
  return fields;
}

StateSummary sample_state(std::uint32_t count) {
  testing::RandomElements random(12);
  return {testing::random_digest(random), count, 0x0005'0006, 0x0001'0002'0003'0004};
}

struct Statement {
  IdentityLayout layout = make_identity_layout(IdentityRules{});
  std::shared_ptr<const p3::Air<Element>> air =
      std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));

  TapeValues values(const IdentityListPublic& fields = sample_fields(),
                    std::uint32_t accounts = 0x0001'fffe) const {
    return identity_values(layout, fields, sample_state(accounts),
                           sample_state(accounts + fields.count), identity_users(fields.count, 5));
  }
  TrialBatch batch(const TapeValues& values) const {
    return testing::batch_of(air, values, layout.s);
  }
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

TEST(IdentityStatementTable, Size) {
  const Statement statement;
  EXPECT_EQ(statement.layout.tape.rows.size(), 256u);
  EXPECT_EQ(testing::reads_in_front(statement.layout.tape), 0u);
  EXPECT_EQ(p3::analyse(*statement.air, 8, true).max_degree, 3u);
}

TEST(IdentityStatementTable, DocumentShowsTheTape) {
  const std::string path = "docs/spec/circuits/identity-tables.md";
  std::ostringstream document;
  document << std::ifstream(path).rdbuf();
  const std::string text = "```\n" + to_text(make_identity_layout({}).tape) + "```\n";
  EXPECT_NE(document.str().find(text), std::string::npos)
      << path << " does not hold the tape, which is now\n"
      << text;
}

TEST(IdentityStatementTable, EveryRuleIsNeeded) {
  const Statement s;
  const Tape& tape = s.layout.tape;
  const U64Cells epoch = s.layout.fields.u64("epoch");
  const auto row = [&](CallKind kind) { return testing::row_of(tape, kind); };
  const auto column = [](std::size_t m) { return tape::kMirrored + m; };
  const auto plus = [](TapeValues& v, const Cell& cell) {
    v.set(cell, v.of(cell) + Element::one());
  };
  const std::vector<LabelCase> cases = {
      // One more than the slack says; 2^16 and some.
      s.changed("statement/count", [&](TapeValues& v) { plus(v, s.layout.count.slack); }),
      s.changed("statement/accounts",
                [&](TapeValues& v) { plus(v, s.layout.state.count_after[0]); }),
      s.changed("statement/accounts",
                [&](TapeValues& v) { plus(v, s.layout.state.count_before[1]); }),
      s.changed("statement/height", [&](TapeValues& v) { plus(v, s.layout.next_height[1]); }),
      s.changed("statement/epoch", [&](TapeValues& v) { plus(v, epoch[0]); }),
      s.changed("statement/epoch", [&](TapeValues& v) { plus(v, epoch[2]); }),
      s.changed("statement/least-activation", [&](TapeValues& v) { plus(v, s.layout.least[0]); }),
      s.changed("statement/least-activation", [&](TapeValues& v) { plus(v, s.layout.least[3]); }),
      s.trace("statement/window",
              [=](auto& t) { t.at(row(CallKind::kHashNext), 0) += Element::one(); }),
      s.trace("statement/copies",  // the identities get another chain id than S
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
  EXPECT_THAT(p3::testing::check_label_cases(*s.air, cases), IsEmpty());
}

// The other tables stand, one variable of the statement table is another: somebody objects.
TEST(IdentityStatementTable, NoVariableIsFree) {
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

TEST(IdentityStatementTable, Borders) {
  const Statement s;
  const auto broken = [&](const IdentityListPublic& fields, std::uint32_t accounts) {
    return testing::broken_rules(s.values(fields, accounts));
  };
  for (const std::uint32_t count : {0u, 1u, 32u}) {
    for (const std::uint64_t height : {std::uint64_t{0}, std::uint64_t{1439}, std::uint64_t{1440},
                                       std::uint64_t{0x1'0000}, kMaxBlockHeight}) {
      EXPECT_THAT(broken(sample_fields(count, height), ~std::uint32_t{0} - count), IsEmpty());
    }
  }
  const std::set<std::string> height{"statement/height"};
  EXPECT_EQ(broken(sample_fields(1, kMaxBlockHeight + 1), 5), height);
  EXPECT_TRUE(broken(sample_fields(1, std::uint64_t{1} << 32), 5).contains("statement/height"));
  EXPECT_TRUE(broken(sample_fields(1), ~std::uint32_t{0}).contains("statement/accounts"));
  IdentityListPublic fields = sample_fields();
  ++fields.epoch;
  EXPECT_EQ(broken(fields, 5), std::set<std::string>{"statement/epoch"});
  // 33 identities: the slack is no limb.
  EXPECT_THAT(broken(sample_fields(33), 5), IsEmpty());
  EXPECT_EQ(s.values(sample_fields(33), 5).of(s.layout.count.slack), -Element::one());
}

}  // namespace
}  // namespace rpp
