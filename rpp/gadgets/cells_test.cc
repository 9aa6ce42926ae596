// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Which cells of an honest trace may change alone without anyone noticing: exactly those that mean
// nothing on their row. A world that answered the honest trace answers the changed one.
#include <gtest/gtest.h>

#include <functional>

#include "rpp/gadgets/canonical_air.h"
#include "rpp/gadgets/gadgets_test_support.h"
#include "rpp/gadgets/hasher_columns.h"
#include "rpp/gadgets/merkle_columns.h"
#include "rpp/gadgets/range_air.h"
#include "rpp/gadgets/signatures_columns.h"
#include "rpp/gadgets/wots_columns.h"
#include "testing/air_groups.h"

namespace rpp::testing {
namespace {

using Trace = p3::Matrix<Element>;
// Whether a cell (row of the honest trace, column) means nothing.
using Free = std::function<bool(const Element*, std::size_t)>;

bool is_set(const Element* row, std::size_t column) { return row[column] == Element::one(); }

bool in_range(std::size_t column, std::size_t first, std::size_t count) {
  return column >= first && column < first + count;
}

// Looks at every stride-th cell of these rows, or of all rows if there are none.
void expect_free_cells(Gadget gadget, Trace honest, const Free& free,
                       std::vector<std::size_t> rows = {}, std::size_t stride = 1) {
  TrialBatch batch;
  batch.push_back(instance_of(gadget, std::move(honest)));
  const auto open = p3::testing::open_tuples(batch);
  Trace& trace = batch[0].trace;
  ASSERT_TRUE(p3::testing::violated_labels(*batch[0].air, trace.view(), {}).empty());
  if (rows.empty()) {
    for (std::size_t row = 0; row < trace.height(); ++row) rows.push_back(row);
  }
  for (const std::size_t row : rows) {
    for (std::size_t column = row % stride; column < trace.width(); column += stride) {
      const bool expected = free(trace.row(row), column);
      trace.at(row, column) += Element::one();
      const bool noticed = !p3::testing::violated_labels(*batch[0].air, trace.view(), {}).empty() ||
                           p3::testing::open_tuples(batch) != open;
      trace.at(row, column) -= Element::one();
      EXPECT_EQ(noticed, !expected) << name_of(gadget) << " row " << row << " column " << column;
    }
  }
}

TEST(GadgetCells, Hasher) {
  using C = HasherColumns;
  HasherTrace hasher;
  hasher.hash(64, Tag::kRho, elements(1, 20));
  hasher.chain(11, 5, {element(1), element(2), element(3), element(4)}, 5,
               {element(5), element(6), element(7), element(8)});
  hasher.c8(digest_of(2), digest_of(3));
  p3::ThreadPool pool(1);
  expect_free_cells(
      Gadget::kHasher, hasher.build(8, pool),
      [](const Element* row, std::size_t column) {
        bool uses_id = false;
        for (std::size_t i = 1; i < C::kFlags; ++i) uses_id |= is_set(row, C::kC8 + i);
        return column == C::kId && !uses_id;
      },
      {}, 2);
}

TEST(GadgetCells, Merkle) {
  using C = MerkleColumns;
  HasherTrace hasher;
  MerkleTrace merkle;
  merkle.add_tree(1, 3, digest_of(9), {{0, digest_of(1)}, {1, digest_of(2)}}, hasher);
  merkle.add_opening(2, 5, digest_of(3), std::vector<Digest>{digest_of(4), digest_of(5)}, false,
                     hasher);
  expect_free_cells(Gadget::kMerkle, merkle.build(16), [](const Element* row, std::size_t column) {
    if (is_set(row, C::kEmpty)) return column == C::kIndex;
    if (is_set(row, C::kStatement) || is_set(row, C::kKey)) return column == C::kCount;
    return column >= C::kFlags;
  });
}

TEST(GadgetCells, Wots) {
  using C = WotsColumns;
  HasherTrace hasher;
  RangeTrace range;
  WotsTrace wots;
  wots.add(2, 5, {element(1), element(2), element(3), element(4)},
           limbs_with(good_digits(), {0, 1, 1015, 512, 7, 1000}), {}, hasher, range);
  expect_free_cells(Gadget::kWots, wots.build(64),
                    [](const Element* row, std::size_t column) {
                      if (is_set(row, C::kActive))
                        return column == C::kHigh && !is_set(row, C::kLimbEnd);
                      // A single bit of three is no seven.
                      return in_range(column, C::kBits, C::kWidth - C::kBits);
                    },
                    {0, 1, 5, 6, 7, 20, 40, 41, 42, 63});
}

TEST(GadgetCells, Range) {
  RangeTrace range;
  range.add({element(1), element(2), element(3), element(65535)});
  range.add({element(0), element(0), element(7), element(0)});
  expect_free_cells(Gadget::kRange, range.build(4), [](const Element* row, std::size_t column) {
    // Bits of a tuple that nobody asked for.
    return row[RangeColumns::kCount] == Element::zero() && row[column] == Element::zero() &&
           column < RangeColumns::kCount;
  });
}

TEST(GadgetCells, Canonical) {
  using C = CanonicalColumns;
  CanonicalTrace canonical;
  RangeTrace range;
  for (const Element v : {Element::minus_one(), element(70000), element(3)}) canonical.add(v);
  expect_free_cells(Gadget::kCanonical, canonical.build(4, range),
                    [](const Element* row, std::size_t column) {
                      return column == C::kInverse && row[C::kHi] == element(kCanonicalMaxHi);
                    });
}

TEST(GadgetCells, Signatures) {
  using C = SignaturesColumns;
  HasherTrace hasher;
  WotsTrace wots;
  MerkleTrace merkle;
  RangeTrace range;
  SignaturesTrace signatures;
  signatures.add(signed_message(1).entry(3, true), hasher, wots, merkle, range);
  signatures.add(signed_message(2).entry(4, false), hasher, wots, merkle, range);
  expect_free_cells(Gadget::kSignatures, signatures.build(16),
                    [](const Element* row, std::size_t column) {
                      // Halves that the key's hash has no use for, and rows without meaning.
                      if (is_set(row, C::kRow + signature_row::kRest))
                        return in_range(column, C::kRight, 8);
                      if (is_set(row, C::kRow + signature_row::kRoot))
                        return in_range(column, C::kRight, 16);
                      if (is_set(row, C::kRow + signature_row::kKey))
                        return in_range(column, C::kRight, 16);
                      for (std::size_t k = 0; k < signature_row::kBare; ++k) {
                        if (is_set(row, C::kRow + k)) return false;
                      }
                      return column < C::kRow;
                    });
}

}  // namespace
}  // namespace rpp::testing
