// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table validators: a bad trace per constraint group, which cells are bound, and borders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <limits>

#include "rpp/state/air/accounts_model.h"
#include "rpp/state/air/validators_columns.h"
#include "rpp/state/tables/boundary_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = ValidatorsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::LabelCase;
using p3::testing::set_all;
using ::testing::IsEmpty;
namespace rows = validator_row;

constexpr std::size_t kWord = C::kWord, kAux = C::kAux;
constexpr std::size_t kStartAt = 3 * C::kRows, kCloseAt = kStartAt + 1, kCountAt = kStartAt + 2;

struct Validators {
  p3::testing::AirPointer air = make_validators_air(testing::kBoundaryRules);
  testing::Boundary world = testing::boundary();
  Trace honest = testing::validators_trace_of(world);

  // The first row of the block of account i.
  std::size_t block(std::uint32_t i) const {
    std::size_t k = 0;
    while (world.facts.validators[k].account != i) ++k;
    return C::kRows * k;
  }
};

// Every message of a block counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < C::kRows; ++k) trace.at(k, C::kRow + k) = element(2);
}

std::vector<BadTrace> block_edits() {
  const std::size_t last = 2 * C::kRows;
  return {
      {"validators/flags", set_all(kStartAt - 1, 1, C::kStart, 1)},
      {"validators/sequence", set_all(last + rows::kLeaf, 1, C::kRow + rows::kLeaf, 0)},
      {"validators/sequence", set_all(last, 1, C::kRow, 0)},
      {"validators/count", set_all(kCountAt, 1, C::kCount, 0)},
      {"validators/count", set_all(kCountAt + 3, 1, C::kCount, 1)},
      {"validators/count", add_to(kCountAt, C::kIndex)},
      {"validators/carry", set_all(3, 4, C::kAccount, 9)},
      {"validators/carry", set_all(rows::kLeaf, 1, C::kIndex, 9)},
  };
}

std::vector<BadTrace> key_edits(const Validators& t) {
  const std::size_t current = t.block(0), previous = t.block(1), lone = t.block(2);
  std::vector<BadTrace> out = {
      {"validators/validator-flag", set_all(current + rows::kFlag, 1, kWord + 4, 0)},
      {"validators/tier", add_to(current + rows::kTier, kAux + 6)},
      {"validators/hours", add_to(current + rows::kTier, kAux + 7)},
      {"validators/key", add_to(previous + rows::kKey, kAux + 7)},
      {"validators/key", add_to(current + rows::kKey + 1, kAux + 2)},
      {"validators/key",
       both(both(add_to(lone + rows::kKey + 2, kAux + 3), add_to(lone + rows::kKey + 3, kAux + 3)),
            add_to(lone + rows::kTier, kAux + 3))},
      {"validators/activation-copy", add_to(previous + rows::kTier, kAux + 1)},
      {"validators/activation-copy",
       both(add_to(current + rows::kKey + 3, kAux), add_to(current + rows::kTier, kAux))},
      {"validators/active", add_to(lone + rows::kActive, kAux)},
      {"validators/active", add_to(lone + rows::kSlot, kAux + 1)},
      // Factors that show nothing.
      {"validators/previous-key", set_all(previous + rows::kPreviousKey, 1, kAux, 0)},
  };
  return out;
}

std::vector<BadTrace> number_edits(const Validators& t) {
  const std::size_t block = t.block(0);
  return {
      {"validators/order", set_all(C::kRows + rows::kAddress, 1, kAux + 4, 2)},
      {"validators/order", add_to(C::kRows + rows::kAddress, kAux)},
      {"validators/order", add_to(C::kRows + rows::kAddress, kAux + 3)},
      {"validators/order", set_all(C::kRows, 1, kAux, 0)},
      {"validators/power-bytes", add_to(block + rows::kTier, kAux + 4)},
      {"validators/power-bytes",
       both(both(add_to(block + rows::kTier, kAux + 5), add_to(block + rows::kHours, kAux + 5)),
            [block](Trace& trace) {
              Element* hours = trace.row(block + rows::kHours) + kAux;
              trace.at(block + rows::kStake, kAux + 7) = (hours[4] + hours[5]).inverse();
            })},
      {"validators/power", add_to(block + rows::kStake, kWord + 2)},
      {"validators/power", add_to(block + rows::kStake, kWord + 5)},
      {"validators/power", add_to(block + rows::kStake, kAux + 5)},
      {"validators/some-power", add_to(block + rows::kStake, kAux + 7)},
      {"validators/rest", add_to(block + rows::kFlag, kAux)},
      {"validators/rest", add_to(block + rows::kFlag, kAux + 3)},
      {"validators/rest", add_to(block + rows::kFlag, kAux + 6)},
  };
}

// A world whose validator claims what it is not, and shows it in a single group.
LabelCase world_case(const Validators& t, const char* label,
                     const std::function<void(testing::Boundary&)>& change) {
  return {label, [&t, change] {
            testing::Boundary world = t.world;
            change(world);
            p3::testing::TrialBatch batch;
            batch.push_back({t.air, testing::validators_trace_of(world)});
            return batch;
          }};
}

// The block of account i with the other key, as far as a prover can: `choice` in all rows, and the
// words of that key.
p3::testing::Edit other_choice(const Validators& t, std::uint32_t i, const Account& account,
                               bool choice) {
  return [&t, i, account, choice](Trace& trace) {
    const std::size_t block = t.block(i);
    const VoteKey& key = choice ? account.previous_vote_key : account.vote_key;
    const AccountWords words = account_words(account);
    for (std::size_t k = 0; k < C::kRows; ++k) {
      trace.at(block + k, C::kChoice) = element(choice ? 1 : 0);
    }
    for (std::size_t k = 0; k < rows::kKeyRows; ++k) {
      put(trace, block + rows::kKey + k, kWord, words[(choice ? 7 : 4) + k]);
    }
    put(trace, block + rows::kKey, kAux, key.root);
    put(trace, block + rows::kKey + 1, kAux, key.pp);
    put(trace, block + rows::kKey + 1, kAux + 4, u64_limbs(key.first_slot));
    for (const std::size_t row : {rows::kKey + 2, rows::kKey + 3, rows::kTier}) {
      put(trace, block + row, kAux, u64_limbs(key.activation_height));
    }
  };
}

TEST(Validators, EveryGroupIsNeeded) {
  const Validators t;
  std::vector<LabelCase> cases;
  for (const auto& edits : {block_edits(), key_edits(t), number_edits(t)}) {
    for (LabelCase& c : p3::testing::cases_of(t.air, t.honest, edits)) {
      cases.push_back(std::move(c));
    }
  }
  std::vector<BadTrace> doubles{{"validators/flags", doubled, true}};
  const Account waiting = t.world.witness.accounts[1].account;
  // The key that does not count: the current one though it waits, and there is a previous one.
  doubles.push_back(
      {"validators/previous-key", both(other_choice(t, 1, waiting, false),
                                       set_all(t.block(1) + rows::kPreviousKey, 1, kAux, 0))});
  for (LabelCase& c : p3::testing::cases_of(t.air, t.honest, doubles)) {
    cases.push_back(std::move(c));
  }
  // The previous one though the current one is active.
  testing::Boundary both_keys = t.world;
  both_keys.witness.accounts[0].account.previous_vote_key = waiting.previous_vote_key;
  testing::renew_facts(both_keys);
  const Trace two = testing::validators_trace_of(both_keys);
  const Account& chosen = both_keys.witness.accounts[0].account;
  const std::vector<BadTrace> choice{
      {"validators/previous-key", both(other_choice(t, 0, chosen, true), [&](Trace& trace) {
         trace.at(t.block(0) + rows::kPreviousKey, kAux) =
             chosen.previous_vote_key.root[0].inverse();
       })}};
  for (LabelCase& c : p3::testing::cases_of(t.air, two, choice)) cases.push_back(std::move(c));
  cases.push_back(world_case(t, "validators/validator-flag", [](testing::Boundary& world) {
    world.witness.accounts[2].account.flags = 0;
  }));
  EXPECT_THAT(p3::testing::check_label_cases(*t.air, cases), IsEmpty());
}

// Cells that nothing reads: words and versions on rows that read no word, `aux` where a row has no
// use for it, and what the ends have beside their flags.
TEST(Validators, EveryOtherCellIsBound) {
  const Validators t;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (std::size_t block = 0; block < 3 * C::kRows; block += C::kRows) {
    unread(block, C::kPrevious, 1);
    unread(block + rows::kAddress, kAux + 5, 3);
    unread(block + rows::kKey + 2, kAux + 4, 4);
    unread(block + rows::kKey + 3, kAux + 4, 4);
    unread(block + rows::kHours, kAux + 6, 2);
    unread(block + rows::kFlag, kAux + 7, 1);
    unread(block + rows::kSlot, kAux + 4, 4);
    unread(block + rows::kLeaf, kWord, 8);
    unread(block + rows::kLeaf, C::kPrevious, 1);
  }
  // A root of 0 is shown by any factors.
  for (const std::uint32_t i : {0, 2}) unread(t.block(i) + rows::kPreviousKey, kAux, 8);
  for (const std::size_t row : {kStartAt, kCloseAt, kCountAt}) {
    if (row != kCloseAt) unread(row, kWord, 8);
    unread(row, kAux, 8);
    unread(row, C::kAccount, 1);
    unread(row, C::kChoice, 1);
    if (row == kStartAt) unread(row, C::kIndex, 1);
    unread(row, C::kPrevious, 1);
  }
  EXPECT_EQ(p3::testing::free_cells(t.air, t.honest, kCountAt + 1), expected);
}

// Numbers at their limits have traces without complaint, and the leaf that the ledger makes.
TEST(Validators, BordersHold) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  for (const std::uint64_t unit : {std::uint64_t{1}, std::uint64_t{255}, std::uint64_t{1} << 32,
                                   (std::uint64_t{1} << 32) + 1, kMax - 1, kMax}) {
    StateRules rules;
    rules.power_unit = unit;
    const auto air = make_validators_air(rules);
    for (const std::uint64_t power : {std::uint64_t{1}, std::uint64_t{0x8000'0000}, kMax >> 32}) {
      if (power > kMax / unit) continue;
      for (const std::uint64_t rest : {std::uint64_t{0}, unit - 1}) {
        testing::Boundary world = testing::boundary();
        for (AccountOpening& opening : world.witness.accounts) {
          opening.account.stake = unit * power + std::min(rest, kMax - unit * power);
        }
        testing::renew_facts(world, rules);
        const Trace trace = testing::validators_trace_of(world, rules);
        EXPECT_THAT(p3::testing::violated_labels(*air, trace.view(), {}), IsEmpty())
            << unit << " " << power << " " << rest;
      }
    }
  }
}

// The heights around which the current key begins to count, also across limbs.
TEST(Validators, ActivationIsCompared) {
  const Validators t;
  for (const std::uint64_t next : {std::uint64_t{0x1'0000}, std::uint64_t{0xffff}, 0xffff'fffeul}) {
    for (const std::int64_t step : {-1, 0, 1}) {
      testing::Boundary world = t.world;
      world.witness.height = next - 1;
      for (AccountOpening& opening : world.witness.accounts) {
        opening.account.vote_key.activation_height = next + step;
      }
      testing::renew_facts(world);
      const Trace trace = testing::validators_trace_of(world);
      EXPECT_THAT(p3::testing::violated_labels(*t.air, trace.view(), {}), IsEmpty());
      const bool waits = step > 0;
      EXPECT_EQ(trace.at(t.block(1), C::kChoice), element(waits ? 1 : 0)) << next << " " << step;
    }
  }
}

TEST(Validators, NoneElsewhere) {
  const Validators t;
  testing::Boundary world = t.world;
  world.facts.boundary = false;
  world.facts.validators.clear();
  const Trace trace = testing::validators_trace_of(world);
  EXPECT_THAT(p3::testing::violated_labels(*t.air, trace.view(), {}), IsEmpty());
  for (std::size_t r = 0; r < trace.height(); ++r) {
    EXPECT_EQ(trace.at(r, C::kCount), Element::zero());
  }
}

TEST(Validators, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/state-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## validators");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& label : p3::testing::labels_of(*Validators().air)) {
    ASSERT_TRUE(label.starts_with("validators/")) << label;
    EXPECT_NE(text.find("`" + label.substr(11) + "`", begin), std::string::npos) << label;
  }
}

}  // namespace
}  // namespace rpp
