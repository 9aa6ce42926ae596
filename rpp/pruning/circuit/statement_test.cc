// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The statement table of the pruning circuit: every rule is needed, no variable is free, and the
// document shows the tape.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "rpp/gadgets/models.h"
#include "rpp/pruning/circuit/pruning_circuit_test_support.h"
#include "rpp/pruning/circuit/statement_trace.h"
#include "rpp/wiring/tape_demands.h"
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
using ::testing::Key;
using ::testing::UnorderedElementsAre;

const PruningLayout& layout() { return pruning_model().layout(); }

TapeValues values_for(const PruningPublic& fields, std::size_t blocks) {
  return pruning_tape_values(layout(), fields, blocks, {8, 9, 4, 5});
}

PruningPublic sample_fields() { return testing::small_sample().fields; }

TrialBatch batch_of(const TapeValues& v) {
  const auto air = testing::borrowed_air(PruningTable::kStatement);
  std::vector<Element> public_values;
  for (const Cell& cell : layout().s) public_values.push_back(v.of(cell));
  public_values.resize(kPublicValues);
  TrialBatch out;
  out.push_back({air, fill_tape(v, air->shape()), std::move(public_values)});
  return out;
}

LabelCase fields_case(const char* label, std::function<void(PruningPublic&)> change,
                      std::size_t blocks = 2) {
  return {label, [=] {
            PruningPublic fields = sample_fields();
            change(fields);
            return batch_of(values_for(fields, blocks));
          }};
}

LabelCase trace_case(const char* label, std::function<void(p3::Matrix<Element>&)> change) {
  return {label, [=] {
            TrialBatch batch = batch_of(values_for(sample_fields(), 2));
            change(batch[0].trace);
            return batch;
          }};
}

std::vector<LabelCase> number_cases() {
  return {
      fields_case("statement/height",
                  [](PruningPublic& f) {
                    f.last_height = 0xffffffff;
                    f.first_height = 0xfffffffe;
                  }),
      fields_case("statement/height",
                  [](PruningPublic& f) {
                    f.first_height += 1ull << 32;
                    f.last_height += 1ull << 32;
                  }),
      fields_case("statement/height", [](PruningPublic& f) { f.last_height += 1ull << 48; }),
      // Backwards, another number of blocks, and 17 of them.
      fields_case(
          "statement/blocks", [](PruningPublic& f) { f.last_height = f.first_height - 1; }, 0),
      fields_case(
          "statement/blocks", [](PruningPublic&) {}, 3),
      fields_case("statement/blocks", [](PruningPublic& f) { f.last_height += 0x10000; }),
      fields_case("statement/removed-count", [](PruningPublic& f) { f.removed_count += 0x10000; }),
  };
}

std::vector<LabelCase> tape_cases() {
  const Tape& tape = layout().tape;
  const auto row = [&](CallKind kind) { return testing::row_of(tape, kind); };
  const auto column = [](std::size_t m) { return tape::kMirrored + m; };
  return {
      trace_case("statement/window",
                 [=](auto& t) { t.at(row(CallKind::kHashNext), 0) += Element::one(); }),
      trace_case("statement/copies",  // the binding digest hashes another chain id than S
                 [&tape, column](auto& t) {
                   const auto rows = testing::rows_of(tape, layout().fields.digest("chain_id")[0]);
                   for (const std::size_t r : rows)
                     t.at(r, column(tape::kCopies)) = Element::zero();
                   testing::set_cell(t, rows[1], Element::from_u64(1));
                 }),
      trace_case("statement/calls",
                 [=](auto& t) {
                   t.at(row(CallKind::kHashFirst), column(tape::kArgument1)) += Element::one();
                 }),
      trace_case("statement/range",
                 [&tape, column](auto& t) {
                   for (std::size_t r = 0; r < tape.rows.size(); ++r) {
                     t.at(r, column(tape::kRange)) = Element::zero();
                   }
                 }),
      trace_case(
          "statement/demands",  // a tree without a root
          [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeDemand) = Element::zero(); }),
      trace_case(
          "statement/users",  // a supply from nowhere
          [=](auto& t) { t.at(row(CallKind::kDemandNode), tape::kNodeUsers) = Element::one(); }),
      trace_case("statement/constants",  // an unused position holds something
                 [=](auto& t) {
                   testing::set_cell(t, row(CallKind::kSupplyEmptyNode), Element::from_u64(7));
                 }),
      {"statement/public",
       [] {
         TrialBatch batch = batch_of(values_for(sample_fields(), 2));
         batch[0].public_values[0] += Element::one();
         return batch;
       }},
  };
}

TEST(PruningStatement, EveryRuleIsNeeded) {
  std::vector<LabelCase> cases = number_cases();
  for (LabelCase& c : tape_cases()) cases.push_back(std::move(c));
  EXPECT_THAT(p3::testing::check_label_cases(pruning_model().air(PruningTable::kStatement), cases),
              IsEmpty());
}

TEST(PruningStatement, Size) {
  EXPECT_EQ(layout().tape.rows.size(), 256u);
  EXPECT_EQ(testing::reads_in_front(layout().tape), 0u);
}

// What the real tables `hasher` and `range` leave open.
std::map<std::string, p3::testing::OpenTuples> open_with_real_tables(const TapeValues& values) {
  TrialBatch batch = batch_of(values);
  HasherTrace hasher;
  record_hashes(values, hasher);
  RangeTrace range;
  record_ranges(values, range);
  batch.push_back({make_gadget_air(Gadget::kHasher), hasher.build(1, testing::pool()), {}});
  batch.push_back({make_gadget_air(Gadget::kRange), range.build(1), {}});
  return p3::testing::open_tuples(batch);
}

TEST(PruningStatement, HashesAndRangesAreThoseOfTheChain) {
  const auto open = open_with_real_tables(values_for(sample_fields(), 2));
  EXPECT_THAT(open, UnorderedElementsAre(Key("node"), Key("global")));
}

// 16 blocks are one range, 17 are none: the difference of the heights is out of its bound.
TEST(PruningStatement, AtMostSixteenBlocks) {
  for (const std::size_t blocks : {1u, 16u, 17u}) {
    PruningPublic fields = sample_fields();
    fields.last_height = fields.first_height + blocks - 1;
    fields.binding_digest = binding_digest(fields);
    const TapeValues values = values_for(fields, blocks);
    EXPECT_THAT(testing::broken_rules(values), IsEmpty());
    EXPECT_EQ(open_with_real_tables(values).contains("range"), blocks == 17) << blocks;
  }
}

// The other tables stand, one variable of the statement table is another: somebody objects.
TEST(PruningStatement, NoVariableIsFree) {
  const TapeValues honest = values_for(sample_fields(), 2);
  const TrialBatch before = batch_of(honest);
  const auto open = p3::testing::open_tuples(before);
  const p3::Air<Element>& air = *before[0].air;
  std::vector<std::string> free;
  for (std::uint32_t x = 1; x < layout().tape.variables.size(); ++x) {
    const Cell cell{x, {}};
    TapeValues values = honest;
    values.set(cell, values.of(cell) + Element::one());
    if (!testing::broken_rules(values).empty()) continue;
    TrialBatch changed = batch_of(values);
    changed[0].public_values = before[0].public_values;
    if (!p3::testing::violated_labels(air, changed[0].trace.view(), changed[0].public_values)
             .empty()) {
      continue;
    }
    if (p3::testing::open_tuples(changed) == open) free.push_back(layout().tape.variables[x]);
  }
  EXPECT_THAT(free, IsEmpty());
}

TEST(PruningStatement, DocumentShowsTheTape) {
  const std::string path = "docs/spec/circuits/pruning-tables.md";
  std::ostringstream document;
  document << std::ifstream(path).rdbuf();
  const std::string text = "```\n" + to_text(layout().tape) + "```\n";
  EXPECT_NE(document.str().find(text), std::string::npos)
      << path << " does not hold the tape, which is now\n"
      << text;
}

}  // namespace
}  // namespace rpp
