// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table transactions: a bad trace per constraint group, and which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "rpp/transaction/air/models.h"
#include "rpp/transaction/air/transactions_air.h"
#include "rpp/transaction/circuit/unsigned_list_test_support.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = TransactionsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::LabelCase;
using p3::testing::set_all;
using ::testing::IsEmpty;
namespace rows = transaction_row;
namespace aux = transaction_aux;

constexpr std::size_t kWord = C::kWord, kAux = C::kAux;
// Blocks of the list below, by kind; the row where the list begins stands behind them.
constexpr std::size_t kTransferAt = 0, kRotationAt = 12, kBondAt = 24, kUnbondAt = 36;
constexpr std::size_t kStartAt = 48, kUsed = kStartAt + 1;

struct Transactions {
  p3::testing::AirPointer air = make_transactions_air();
  Trace honest = testing::trace_of(testing::unsigned_list());
};

// The list begins on the last row of the first block.
void overlap(Trace& trace) { trace.at(kTransferAt + rows::kStatement, C::kStart) = Element::one(); }

// Every message of the block counts twice.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < C::kRows; ++k) trace.at(kBondAt + k, C::kRow + k) = element(2);
}

// A bond's kind, as its flags give it, where it stands in the hashes.
auto with_kind(std::int64_t kind) {
  return both(set_all(kBondAt + rows::kKindHash, 1, kWord, kind),
              set_all(kBondAt + rows::kKindFrom, 1, kWord, kind));
}

std::vector<BadTrace> block_edits() {
  return {
      {"transactions/flags", overlap},
      {"transactions/flags", doubled, true},
      {"transactions/sequence", set_all(kBondAt + 11, 1, C::kRow + 11, 0)},
      {"transactions/sequence", set_all(kRotationAt, 1, C::kRow, 0)},
      {"transactions/sequence", set_all(kUsed + 3, 1, C::kRow + rows::kHash, 1)},
      {"transactions/carry", add_to(kBondAt + 11, C::kIndex)},
      {"transactions/carry", set_all(kTransferAt, 3, C::kLeaf, 9)},
      {"transactions/carry",
       both(set_all(kBondAt + 11, 1, C::kBond, 0), set_all(kBondAt + 11, 1, C::kUnbond, 1))},
      {"transactions/start", add_to(kStartAt, C::kIndex)},
      {"transactions/kinds", both(with_kind(5), set_all(kBondAt, 12, C::kUnbond, 1))},
      {"transactions/kinds", both(with_kind(4), set_all(kBondAt, 12, C::kBond, 2))},
  };
}

std::vector<BadTrace> copy_edits() {
  return {
      {"transactions/kind", add_to(kTransferAt + rows::kKindHash, kWord)},
      {"transactions/kind", add_to(kUnbondAt + rows::kKindFrom, kWord)},
      {"transactions/hash", add_to(kTransferAt + rows::kKindHash, kWord + 3)},
      {"transactions/hash", add_to(kBondAt + rows::kHashFrom, kWord)},
      {"transactions/from", add_to(kBondAt + rows::kHashFrom, kWord + 7)},
      {"transactions/zeros", add_to(kRotationAt + rows::kMemo, kWord + 5)},
      // A bond to somebody else, with the sender's copy changed to match.
      {"transactions/sender-copy",
       both(add_to(kBondAt + rows::kFromKey, kAux + 2), add_to(kBondAt + rows::kKeyTo, kWord + 3))},
      {"transactions/sender-copy", both(add_to(kBondAt + rows::kKeyTo, kAux + aux::kFrom7),
                                        add_to(kBondAt + rows::kToAmount, kWord))},
      {"transactions/recipient", add_to(kRotationAt + rows::kKeyTo, kWord + 3)},
      {"transactions/recipient", add_to(kUnbondAt + rows::kToAmount, kWord)},
  };
}

std::vector<BadTrace> number_edits() {
  const auto fee_row = kTransferAt + rows::kFeeNonce, memo_row = kTransferAt + rows::kExpiryMemo;
  return {
      {"transactions/amount-copy", both(add_to(kTransferAt + rows::kToAmount, kAux + aux::kFee),
                                        add_to(fee_row, kAux + aux::kSum))},
      {"transactions/amount-copy", both(add_to(kTransferAt + rows::kToAmount, kAux + aux::kFee + 3),
                                        add_to(fee_row, kAux + aux::kSum + 3))},
      {"transactions/amount-fee", add_to(fee_row, kAux + aux::kSum)},
      {"transactions/amount-fee", add_to(fee_row, kAux + aux::kSum + 3)},
      {"transactions/amount", add_to(kTransferAt + rows::kKeyTo, kAux + aux::kAmountInverse)},
      {"transactions/nonce-copy", add_to(fee_row, kAux + aux::kRotationCount)},
      {"transactions/nonce-copy", add_to(fee_row, kWord + 4)},
      {"transactions/nonce-range", add_to(memo_row, kAux + aux::kNonceBefore)},
      {"transactions/nonce-range", add_to(memo_row, kAux + aux::kNoncesLeft)},
      {"transactions/attempt", add_to(memo_row, kAux + aux::kAttemptsLeft)},
      {"transactions/leaf", set_all(kTransferAt, 12, C::kLeaf, 1)},
      // Limbs of the same sum.
      {"transactions/expiry-copy",
       both(add_to(memo_row, kAux + aux::kExpiry), add_to(memo_row, kAux + aux::kExpiry + 1, -1))},
      {"transactions/expiry-copy", both(add_to(memo_row, kAux + aux::kExpiry + 3),
                                        add_to(memo_row, kAux + aux::kExpiry + 1, -1))},
      {"transactions/expiry", add_to(kTransferAt + rows::kMemo, kAux + aux::kExpiryInverse)},
  };
}

// Lists that break a rule and show it in a single group.
LabelCase list_case(const p3::testing::AirPointer& air, const char* label, std::size_t which,
                    const std::function<void(Transaction&)>& change) {
  return {label, [=] {
            TransactionWitness list = testing::unsigned_list();
            change(list.transactions[which].body);
            p3::testing::TrialBatch batch;
            batch.push_back({air, testing::trace_of(list)});
            return batch;
          }};
}

TEST(Transactions, EveryGroupIsNeeded) {
  const Transactions tables;
  std::vector<LabelCase> cases;
  for (const auto& edits : {block_edits(), copy_edits(), number_edits()}) {
    for (LabelCase& c : p3::testing::cases_of(tables.air, tables.honest, edits)) {
      cases.push_back(std::move(c));
    }
  }
  const auto list = [&](const char* label, std::size_t which, auto change) {
    cases.push_back(list_case(tables.air, label, which, change));
  };
  list("transactions/amount-fee", 0, [](Transaction& t) { t.fee = -t.amount; });
  list("transactions/amount", 0, [](Transaction& t) { t.amount = 0; });
  list("transactions/amount", 3, [](Transaction& t) { t.amount = 0; });
  list("transactions/rotation-amount", 1, [](Transaction& t) { t.amount = 1; });
  list("transactions/nonce-copy", 2, [](Transaction& t) { t.nonce += 1 << 16; });
  list("transactions/expiry", 2, [](Transaction& t) { t.expiry_height = 0; });
  list("transactions/recipient", 3, [](Transaction& t) { t.to[6] += Element::one(); });
  list("transactions/kind", 0, [](Transaction& t) { t.kind = 4; });
  EXPECT_THAT(p3::testing::check_label_cases(*tables.air, cases), IsEmpty());
}

// Cells that nothing reads: `aux` where a row has no use for it, the inverse of a rotation's
// amount, and what the row where the list begins has beside its flag.
TEST(Transactions, EveryOtherCellIsBound) {
  const Transactions tables;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  const auto unread = [&](std::size_t row, std::size_t column, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) expected.insert({row, column + k});
  };
  for (const std::size_t block : {kTransferAt, kRotationAt, kBondAt, kUnbondAt}) {
    for (const std::size_t row :
         {rows::kChain, rows::kKindHash, rows::kHashFrom, rows::kKindFrom}) {
      unread(block + row, kAux, 8);
    }
    unread(block + rows::kFromKey, kAux + 7, 1);
    unread(block + rows::kKeyTo, kAux + 2, 6);
    unread(block + rows::kMemo, kAux + 1, 7);
  }
  unread(kRotationAt + rows::kKeyTo, kAux + aux::kAmountInverse, 1);
  unread(kStartAt, kWord, 16);
  unread(kStartAt, C::kLeaf, 1);
  EXPECT_EQ(p3::testing::free_cells(tables.air, tables.honest, kUsed), expected);
}

TEST(Transactions, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/transaction-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## transactions");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& label : p3::testing::labels_of(*Transactions().air)) {
    ASSERT_TRUE(label.starts_with("transactions/")) << label;
    EXPECT_NE(text.find("`" + label.substr(13) + "`", begin), std::string::npos) << label;
  }
}

// Numbers at their limits, and lists of all lengths, have traces without complaint.
TEST(Transactions, BordersHold) {
  const Transactions tables;
  const auto holds = [&](const TransactionWitness& list) {
    const Trace trace = testing::trace_of(list);
    return p3::testing::violated_labels(*tables.air, trace.view(), {});
  };
  TransactionWitness list = testing::unsigned_list();
  Transaction& first = list.transactions[0].body;
  first.amount = ~std::uint64_t{0} - 0xffff;
  first.fee = 0xffff;
  first.expiry_height = std::uint64_t{1} << 48;
  first.rotation_count = 0xffffffff;
  first.nonce = (1 << 14) - 65;
  list.transactions[0].signature.attempt = 3;
  list.transactions[1].body.nonce = (1 << 14) - 1;
  list.transactions[1].signature.attempt = 3;
  list.transactions[2].body.nonce = 1;
  EXPECT_THAT(holds(list), IsEmpty());
  for (const std::size_t count : {0, 1, 3, 4}) {
    TransactionWitness shorter = list;
    shorter.transactions.resize(count);
    EXPECT_THAT(holds(shorter), IsEmpty()) << count;
  }
}

}  // namespace
}  // namespace rpp
