// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table heads: a bad trace per constraint group, and which cells are bound.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "rpp/uptime/air/models.h"
#include "rpp/uptime/circuit/unsigned_claims_test_support.h"
#include "rpp/uptime/trace/heads_trace.h"
#include "testing/air_groups.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using C = HeadsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::both;
using p3::testing::set_all;
using ::testing::IsEmpty;

constexpr std::size_t kWord = C::kWord, kAux = C::kAux;
constexpr std::size_t kHeads = 4, kRows = 64;
constexpr std::size_t kUsed = 1 + kHeads * C::kRowsPerHead;
// The last block's first row; row 1 is the first block's.
constexpr std::size_t kLastAt = kUsed - C::kRowsPerHead;

Trace trace_of_heights(std::initializer_list<std::uint64_t> heights, std::uint64_t epoch_length) {
  UptimeWitness list = testing::unsigned_claims();
  std::size_t i = 0;
  for (const std::uint64_t height : heights) list.claims[i++].body.head_height = height;
  ListTraces shared;
  JointsTrace joints(kUptimeHistory);
  return heads_trace(opened_heads(list), list.history_root, epoch_length, joints, shared);
}

struct Heads {
  p3::testing::AirPointer air = make_heads_air(1440);
  Trace honest = trace_of_heights({7, 0xffff, 0x1234'5678, 0x9'0000}, 1440);
};

// The last block's rows as they are, but counted twice, with `index` following.
void doubled(Trace& trace) {
  for (std::size_t k = 0; k < C::kRowsPerHead; ++k) {
    trace.at(kLastAt + k, C::kFlags + 1 + k) = element(2);
  }
  set_all(kUsed, kRows - kUsed, C::kIndex, kHeads + 1)(trace);
}

// A block behind a row that is no block's end.
void detached(Trace& trace) {
  for (std::size_t k = 0; k < C::kRowsPerHead; ++k) {
    std::copy_n(trace.row(kLastAt + k), C::kWidth, trace.row(kUsed + 5 + k));
    trace.at(kUsed + 5 + k, C::kIndex) = element(kHeads);
  }
  set_all(kUsed + 9, kRows - kUsed - 9, C::kIndex, kHeads + 1)(trace);
}

// The start moves to the end of the table, and the first block begins it.
void turned(Trace& trace) {
  const std::vector<Element> start(trace.row(0), trace.row(0) + C::kWidth);
  for (std::size_t r = 0; r + 1 < kRows; ++r) {
    std::copy_n(trace.row(r + 1), C::kWidth, trace.row(r));
  }
  std::copy(start.begin(), start.end(), trace.row(kRows - 1));
  trace.at(kRows - 1, C::kIndex) = element(kHeads);
}

std::vector<BadTrace> bad_traces() {
  std::vector<BadTrace> edits = {
      {"heads/flags", doubled, true},
      {"heads/sequence", detached},
      {"heads/sequence", set_all(2, 1, C::kFlags + 2, 0)},
      // The root is demanded twice; and by nobody who comes first.
      {"heads/start", set_all(kUsed + 4, 1, C::kFlags, 1)},
      {"heads/start", turned},
      {"heads/index", set_all(kUsed, kRows - kUsed, C::kIndex, 7)},
      {"heads/index",
       [](Trace& trace) {
         for (std::size_t r = 0; r < kRows; ++r) trace.at(r, C::kIndex) += Element::one();
       }},
      {"heads/carry", add_to(1, C::kLow)},
      {"heads/carry", add_to(1, C::kHigh)},
      {"heads/time", add_to(2, kWord + 1)},
      {"heads/time", add_to(1, kAux)},
      {"heads/height-end", add_to(4, kAux)},
      {"heads/epoch", add_to(2, kAux)},
      {"heads/epoch", add_to(2, kAux + 1)},
      // A rest of the whole length and one epoch less.
      {"heads/epoch-rest",
       both(both(add_to(2, kAux, -1), add_to(2, kAux + 2, 1440)), set_all(3, 1, kAux, 0))},
      {"heads/epoch-rest", add_to(3, kAux + 1)},
  };
  for (std::size_t k = 4; k < 8; ++k) edits.push_back({"heads/height", add_to(3, kWord + k)});
  return edits;
}

TEST(Heads, EveryGroupIsNeeded) {
  const Heads tables;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *tables.air, p3::testing::cases_of(tables.air, tables.honest, bad_traces())),
              IsEmpty());
}

// Height 2^32 - 1 has a position in the history, and no place here.
TEST(Heads, TheLargestHeight) {
  const Heads tables;
  const auto labels = [&](std::uint64_t height) {
    return p3::testing::violated_labels(*tables.air, trace_of_heights({height}, 1440).view(), {});
  };
  EXPECT_THAT(labels(0xffff'fffe), IsEmpty());
  EXPECT_THAT(labels(0xffff'ffff), ::testing::ElementsAre("heads/height-end"));
  // The height that a word holds is the position's.
  EXPECT_THAT(labels(0x1'0000'0007), ::testing::ElementsAre("heads/height"));
}

TEST(Heads, EpochsOfAllLengths) {
  for (const std::uint64_t length : {1u, 2u, 1000u, kMaxUptimeEpochLength}) {
    const p3::testing::AirPointer air = make_heads_air(length);
    const Trace trace = trace_of_heights({0, length - 1, length, 0xffff'fffe}, length);
    EXPECT_THAT(p3::testing::violated_labels(*air, trace.view(), {}), IsEmpty()) << length;
  }
}

// Without claims nothing is opened, and no root is asked for.
TEST(Heads, NoneAtAll) {
  const Heads tables;
  ListTraces shared;
  JointsTrace joints(kUptimeHistory);
  const Trace trace = heads_trace({}, Digest{}, 1440, joints, shared);
  EXPECT_THAT(p3::testing::violated_labels(*tables.air, trace.view(), {}), IsEmpty());
  EXPECT_EQ(joints.rows(), 0u);
  for (std::size_t k = 0; k < 5; ++k) EXPECT_EQ(trace.at(0, C::kFlags + k), Element::zero());
}

// Cells that nothing reads: the numbers of claims and the ends of `aux` where a row has no use.
TEST(Heads, EveryOtherCellIsBound) {
  const Heads tables;
  std::set<std::pair<std::size_t, std::size_t>> expected;
  for (std::size_t k = 0; k < 4; ++k) expected.insert({0, kAux + k});
  for (const std::size_t column : {C::kLow, C::kHigh, C::kUsers}) expected.insert({0, column});
  for (std::size_t first = 1; first < kUsed; first += C::kRowsPerHead) {
    for (std::size_t k = 1; k < 4; ++k) {
      expected.insert({first + k, C::kUsers});
      expected.insert({first + 3, kAux + k});
    }
  }
  EXPECT_EQ(p3::testing::free_cells(tables.air, tables.honest, kUsed), expected);
}

TEST(Heads, EveryGroupIsInTheDocument) {
  std::ifstream file("docs/spec/circuits/uptime-tables.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = text.find("\n## heads"), end = text.find("\n## claims");
  ASSERT_NE(begin, std::string::npos);
  const std::string section = text.substr(begin, end - begin);
  for (const std::string& label : p3::testing::labels_of(*Heads().air)) {
    ASSERT_TRUE(label.starts_with("heads/")) << label;
    EXPECT_NE(section.find("`" + label.substr(6) + "`"), std::string::npos) << label;
  }
}

}  // namespace
}  // namespace rpp
