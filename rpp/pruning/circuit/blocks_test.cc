// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table blocks: a bad trace per constraint group, and which cells are bound.
#include "rpp/pruning/air/blocks_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/hash/merkle_tree.h"
#include "rpp/pruning/air/models.h"
#include "rpp/pruning/circuit/pruning_circuit_test_support.h"
#include "rpp/pruning/circuit/tables.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = BlocksColumns;
using p3::testing::add_to;
using p3::testing::both;
using p3::testing::Edit;
using p3::testing::set_all;
using ::testing::IsEmpty;

constexpr std::size_t kSecond = kRowsPerBlock;   // first row of block 1
constexpr std::size_t kEnd = 2 * kRowsPerBlock;  // the closing rows
constexpr std::size_t kUsed = kEnd + 2;

// Row of a block, by its flag.
constexpr std::size_t row_of(BlocksRow row, std::size_t begin = 0) {
  return begin + static_cast<std::size_t>(row) - 1;
}
constexpr std::size_t flag(BlocksRow row) { return C::kFlags + static_cast<std::size_t>(row); }

struct Table {
  p3::testing::AirPointer air = make_blocks_air();
  p3::testing::TableTrace honest = [] {
    const PruningSample sample = testing::small_sample();
    const PruningFacts facts = pruning_facts(sample.witness);
    std::vector<Digest> full, kept;
    for (const PrunedBlockFacts& block : facts.blocks) {
      full.push_back(packed_root(kPackedDepth, Tag::kTxLeaf, block.tx_leaves));
      kept.push_back(packed_root(kPackedDepth, Tag::kTxLeaf, block.kept_leaves));
    }
    return blocks_trace(sample.witness, facts, {full, kept}, 64);
  }();
};

// From this row to the last one.
Edit add_from(std::size_t row, std::size_t column, std::int64_t by) {
  return [=](p3::testing::TableTrace& trace) {
    for (std::size_t r = row; r < trace.height(); ++r) {
      trace.at(r, column) += Element::from_i64(by);
    }
  };
}

// A first row that is 1 as `first` and -1 as `next`, so that no row needs to follow.
Edit begin_and_end_at_once() {
  return [](p3::testing::TableTrace& trace) {
    for (std::size_t r = 1; r < trace.height(); ++r) {
      for (std::size_t c = C::kIndex; c < C::kFlags; ++c) trace.at(r, c) = trace.at(0, c);
      for (std::size_t c = C::kFlags; c < C::kTotal; ++c) trace.at(r, c) = Element::zero();
    }
    trace.at(0, flag(BlocksRow::kNext)) = -Element::one();
  };
}

std::vector<p3::testing::BadTrace> edits() {
  using enum BlocksRow;
  return {
      {"blocks/flags", begin_and_end_at_once(), true},
      // The table begins in the middle of a block.
      {"blocks/sequence", set_all(row_of(kHash), 1, flag(kHash), 0)},
      {"blocks/sequence", set_all(kUsed - 1, 1, flag(kDigest), 0)},
      {"blocks/index", add_from(0, C::kIndex, 1)},
      {"blocks/index", add_from(kSecond, C::kIndex, 1)},
      // Blocks whose heights do not follow one another.
      {"blocks/height", both(add_from(kSecond, C::kLow, 1), add_to(row_of(kHeight, kSecond), 4))},
      // The lower limb goes round and nothing is carried.
      {"blocks/height",
       both(add_from(kSecond, C::kHigh, -1), add_to(row_of(kHeight, kSecond), 5, -1))},
      // The leaf holds another root than the receipt.
      {"blocks/root", both(add_to(row_of(kTime), C::kAux), add_to(row_of(kTime), C::kWord + 4))},
      {"blocks/words", add_to(row_of(kHeight), C::kWord + 4)},
      {"blocks/words", add_to(row_of(kHeight), C::kWord + 2)},
      {"blocks/words", add_to(row_of(kTime), C::kWord + 7)},
      {"blocks/words", add_to(0, C::kWord + 2)},
      {"blocks/zeros", add_to(0, C::kWord + 1)},
      {"blocks/zeros", add_to(row_of(kHeight), C::kWord + 7)},
      {"blocks/zeros", add_to(kEnd, C::kWord + 5)},
      // The commitment ends with another root.
      {"blocks/tail", add_to(kEnd, C::kWord)},
      {"blocks/tail", both(add_to(row_of(kKeptLeaf), C::kTail), add_to(kSecond, C::kWord))},
      // A receipt for another root, a kept leaf for another tree.
      {"blocks/leaves", add_to(row_of(kReceipt), C::kWord + 3)},
      {"blocks/leaves", add_to(row_of(kKeptLeaf), C::kWord + 3)},
  };
}

TEST(Blocks, EveryGroupIsNeeded) {
  const Table table;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *table.air, p3::testing::cases_of(table.air, table.honest, edits())),
              IsEmpty());
}

// The closing rows have no use for aux and tail.
TEST(Blocks, EveryCellIsBound) {
  const Table table;
  std::set<std::pair<std::size_t, std::size_t>> unread;
  for (std::size_t r = kEnd; r < kUsed; ++r) {
    for (std::size_t c = C::kAux; c < C::kIndex; ++c) unread.insert({r, c});
  }
  EXPECT_EQ(p3::testing::free_cells(table.air, table.honest, kUsed), unread);
}

}  // namespace
}  // namespace rpp
