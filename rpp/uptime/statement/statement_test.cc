// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The statement table of the uptime circuit: every rule is needed, and no variable is free.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "p3/air/analysis.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/hash_test_support.h"
#include "rpp/uptime/statement/trace.h"
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

constexpr std::uint32_t kCount = 7;

UptimeListPublic sample_fields(std::uint32_t count = kCount) {
  testing::RandomElements random(11);
  UptimeListPublic fields;
  fields.count = count;
  for (Digest* digest : {&fields.chain_id, &fields.list_root, &fields.history_root}) {
    *digest = testing::random_digest(random);
  }
  return fields;
}

struct Statement {
  UptimeLayout layout = make_uptime_layout();
  std::shared_ptr<const p3::Air<Element>> air =
      std::make_shared<p3::AirModel<Element, TapeAir>>(TapeAir(layout.tape));

  TapeValues values(const UptimeListPublic& fields = sample_fields()) const {
    return uptime_values(layout, fields, {.chain = kCount, .history = kCount + 1, .empty = 5});
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

TEST(UptimeStatementTable, Size) {
  const Statement statement;
  EXPECT_EQ(statement.layout.tape.rows.size(), 128u);
  EXPECT_EQ(testing::reads_in_front(statement.layout.tape), 0u);
  EXPECT_EQ(p3::analyse(*statement.air, 7, true).max_degree, 3u);
}

TEST(UptimeStatementTable, EveryRuleIsNeeded) {
  const Statement s;
  const Tape& tape = s.layout.tape;
  const U32Cells count = s.layout.fields.u32("count");
  const auto row = [&](CallKind kind) { return testing::row_of(tape, kind); };
  const auto column = [](std::size_t m) { return tape::kMirrored + m; };
  const std::vector<LabelCase> cases = {
      // 513 statements; 2^16 and some.
      s.changed("statement/count", [&](TapeValues& v) { v.set_integer(std::span(count), 513); }),
      s.changed("statement/count", [&](TapeValues& v) { v.set(count[1], Element::one()); }),
      s.trace("statement/window",
              [=](auto& t) { t.at(row(CallKind::kHashNext), 0) += Element::one(); }),
      s.trace("statement/copies",  // the claims get another chain id than S
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
TEST(UptimeStatementTable, NoVariableIsFree) {
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

TEST(UptimeStatementTable, CountsUpTo512) {
  const Statement s;
  for (const std::uint32_t count : {0u, 1u, 511u, 512u}) {
    const TapeValues values = s.values(sample_fields(count));
    EXPECT_THAT(testing::broken_rules(values), IsEmpty()) << count;
    EXPECT_EQ(values.integer_of(s.layout.count.slack), 512u - count);
  }
}

}  // namespace
}  // namespace rpp
