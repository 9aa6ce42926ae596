// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table accounts: a bad trace per constraint group, which cells are bound, and what the memory
// gives and takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "rpp/state/air/accounts_columns.h"
#include "rpp/state/air/accounts_model.h"
#include "rpp/state/tables/boundary_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = AccountsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;

// Two accounts, before and after; then the number of validators.
constexpr std::size_t kBefore = 0, kAfter = C::kRows, kSecond = 2 * C::kRows;
constexpr std::size_t kLast = 3 * C::kRows, kStartAt = 4 * C::kRows, kCloseAt = kStartAt + 1;

struct Accounts {
  p3::testing::AirPointer air = make_accounts_air();
  Trace honest;

  Accounts() {
    testing::Boundary world = testing::boundary();
    world.witness.accounts.resize(2);
    MemoryLog memory = testing::memory_of(world);
    // One word is written twice, one is read.
    MemoryWord word = memory.version(0, AccountWord::kBalance).values;
    word[2] += Element::one();
    memory.write(0, AccountWord::kBalance, record_time(3), word);
    memory.write(0, AccountWord::kBalance, sender_time(5), word);
    memory.read(1, AccountWord::kAddress, kProposerTime);
    memory.write(kCountAccount, AccountWord::kAddress, sender_time(5), {element(4)});
    honest = accounts_trace(world.witness, memory).trace;
  }
};

// Every message of an account counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < 2 * C::kRows; ++k) {
    trace.at(kBefore + k, C::kRow + k % C::kRows) = element(2);
  }
}

std::vector<BadTrace> edits() {
  return {
      {"accounts/flags", doubled},
      {"accounts/sequence", set_all(kLast + C::kHash, 1, C::kRow + C::kHash, 0)},
      {"accounts/sequence", set_all(kSecond, 1, C::kRow, 0)},
      {"accounts/pairs", set_all(kSecond, C::kRows, C::kSide, 1)},
      {"accounts/carry-side",
       both(set_all(kAfter + 2, 5, C::kSide, 0), set_all(kAfter + 2, 5, C::kTime, 0))},
      {"accounts/carry", add_to(kLast + C::kHash, C::kNumber)},
      {"accounts/carry", add_to(kSecond, C::kLow)},
      // An account after at another position.
      {"accounts/carry", set_all(kAfter, C::kRows, C::kLow, 3)},
      {"accounts/carry", set_all(kAfter, C::kRows, C::kHigh, 3)},
      {"accounts/initial", add_to(kSecond + 4, C::kTime)},
      {"accounts/initial", add_to(kStartAt, C::kTime)},
      {"accounts/validator-flag", set_all(kBefore + 11, 1, C::kWord + 4, 2)},
      {"accounts/validator-flag", set_all(kLast + 11, 1, C::kWord + 4, 3)},
      {"accounts/zeros", add_to(kAfter + 11, C::kWord + 5)},
      {"accounts/zeros", add_to(kAfter + 11, C::kWord + 7)},
      {"accounts/close", set_all(kCloseAt, 1, C::kClose, 0)},
      {"accounts/close",
       both(set_all(kCloseAt + 4, 1, C::kClose, 1), set_all(kCloseAt + 4, 1, C::kSide, 1))},
      {"accounts/ends", add_to(kStartAt, C::kNumber)},
      {"accounts/ends", add_to(kCloseAt, C::kNumber)},
      {"accounts/ends", set_all(kStartAt, 1, C::kSide, 1)},
      {"accounts/ends", both(set_all(kCloseAt, 1, C::kSide, 0), set_all(kCloseAt, 1, C::kTime, 0))},
      {"accounts/counts", add_to(kCloseAt, C::kHigh)},
      {"accounts/counts", add_to(kCloseAt, C::kWord + 3)},
      {"accounts/counts", add_to(kStartAt, C::kWord + 7)},
  };
}

TEST(Accounts, EveryGroupIsNeeded) {
  const Accounts tables;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *tables.air, p3::testing::cases_of(tables.air, tables.honest, edits())),
              IsEmpty());
}

// Cells that nothing reads: the time of hashes and of rows before, which is 0, and what the ends
// have beside the counts.
TEST(Accounts, EveryOtherCellIsBound) {
  const Accounts tables;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  for (const std::size_t block : {kAfter, kLast}) expected.insert({block + C::kHash, C::kTime});
  expected.insert({kStartAt, C::kHigh});
  expected.insert({kStartAt, C::kLow});
  expected.insert({kCloseAt, C::kLow});
  EXPECT_EQ(p3::testing::free_cells(tables.air, tables.honest, kCloseAt + 1), expected);
}

// The leaves are those of the accounts, with what the block wrote.
TEST(Accounts, LeavesFollowTheMemory) {
  testing::Boundary world = testing::boundary();
  MemoryLog memory = testing::memory_of(world);
  const auto leaves = [&] { return accounts_trace(world.witness, memory).leaves; };
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(leaves()[i].before, account_hash(world.witness.accounts[i].account));
    EXPECT_EQ(leaves()[i].after, leaves()[i].before);
  }
  Account after = world.witness.accounts[1].account;
  after.nonce += 1;
  memory.write(1, AccountWord::kBalance, kProposerTime, account_words(after)[2]);
  EXPECT_EQ(leaves()[1].before, account_hash(world.witness.accounts[1].account));
  EXPECT_EQ(leaves()[1].after, account_hash(after));
}

TEST(Accounts, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/state-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## accounts");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& label : p3::testing::labels_of(*Accounts().air)) {
    ASSERT_TRUE(label.starts_with("accounts/")) << label;
    EXPECT_NE(text.find("`" + label.substr(9) + "`", begin), std::string::npos) << label;
  }
}

TEST(Accounts, NoneHasNoWords) {
  testing::Boundary world = testing::boundary();
  world.witness.accounts.clear();
  const Trace trace = accounts_trace(world.witness, testing::memory_of(world)).trace;
  EXPECT_THAT(p3::testing::violated_labels(*make_accounts_air(), trace.view(), {}), IsEmpty());
}

}  // namespace
}  // namespace rpp
