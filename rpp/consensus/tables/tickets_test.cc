// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Table tickets: a bad trace per constraint group, which cells are bound, and the comparison at its
// edges, against the native one.
#include "rpp/consensus/air/tickets_air.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rpp/consensus/air/models.h"
#include "rpp/consensus/tables/tables_sample_test_support.h"
#include "rpp/xmss/vrf.h"
#include "testing/air_groups.h"
#include "testing/bus_ledger.h"
#include "testing/table_cases.h"

namespace rpp {
namespace {

using Columns = TicketsColumns;
using p3::testing::add_to;
using p3::testing::BadTrace;
using p3::testing::set_all;
using ::testing::IsEmpty;

struct Tickets {
  p3::testing::AirPointer air = make_tickets_air();
  TicketsInput input = testing::make_tables_sample(true).tickets;
  Trace honest = tickets_trace(input);
  std::size_t used = input.entries.size();
  std::size_t lead = used - 1;  // its row
};

std::vector<BadTrace> edits(const Tickets& tickets) {
  return {
      {"tickets/flags", set_all(0, 1, Columns::kActive, 2)},
      {"tickets/flags", set_all(tickets.lead, 1, Columns::kActive, 0)},
      {"tickets/constant", set_all(tickets.used, 1, Columns::kLeader, 77)},
      // The leader of one row only.
      {"tickets/leader", set_all(0, tickets.honest.height(), Columns::kLeader, 3)},
      {"tickets/before", p3::testing::both(add_to(tickets.lead, Columns::kBefore, 2),
                                           add_to(tickets.lead, Columns::kDigits, -2))},
      {"tickets/difference", add_to(0, Columns::kDigits)},
      {"tickets/difference", add_to(0, Columns::kDigits + 1)},
      {"tickets/difference", add_to(0, Columns::kDigits + 2)},
      {"tickets/difference", add_to(0, Columns::kDigits + 4)},
      {"tickets/difference", add_to(1, Columns::kCarries)},
  };
}

TEST(Tickets, EveryGroupIsNeeded) {
  const Tickets tickets;
  EXPECT_THAT(p3::testing::check_label_cases(
                  *tickets.air, p3::testing::cases_of(tickets.air, tickets.honest, edits(tickets))),
              IsEmpty());
}

TEST(Tickets, EveryCellIsBound) {
  const Tickets tickets;
  EXPECT_THAT(p3::testing::free_cells(tickets.air, tickets.honest, tickets.used), IsEmpty());
}

// Whether constraints and range demands hold: the canonical demands and messages are true as
// filled.
bool accepted(const TicketsInput& input) {
  p3::testing::TrialBatch batch;
  batch.push_back({make_tickets_air(), tickets_trace(input)});
  if (!p3::testing::violated_labels(*batch[0].air, batch[0].trace.view(), {}).empty()) return false;
  const auto open = p3::testing::open_tuples(batch);
  for (const auto& [tuple, count] : open.at(bus::kRange)) {
    for (const std::uint64_t x : tuple) {
      if (x >> 16 != 0) return false;
    }
  }
  return true;
}

Digest output_of(std::uint64_t t) {
  Digest y;  // bits above 24 are ignored
  y[0] = element((t & 0xffffff) | 0x3f000000u);
  y[1] = element(t >> 24);
  return y;
}

// The leader has index 5.
bool accepted(std::uint64_t t, std::uint32_t w, std::uint32_t index, std::uint64_t leader_t,
              std::uint32_t leader_w) {
  return accepted(
      {{{index, false, output_of(t), w}, {5, true, output_of(leader_t), leader_w}}, true});
}

TEST(Tickets, ComparesAsTheNativeRuleDoes) {
  constexpr std::uint64_t kTop = (std::uint64_t{1} << 48) - 1;
  const std::uint64_t values[] = {0,         1,        0xffff,   0x10000,         0xffffff,
                                  0x1000000, kTop / 3, kTop - 1, kTop - 0xffffff, kTop};
  const std::uint32_t weights[] = {1, 2, 719, 4320};
  std::size_t refused = 0, ties = 0;
  for (const std::uint64_t t : values) {
    for (const std::uint64_t leader_t : values) {
      for (const std::uint32_t w : weights) {
        for (const std::uint32_t leader_w : weights) {
          for (const std::uint32_t index : {4u, 5u, 6u}) {
            const bool ahead = precedes({t, w, index}, {leader_t, leader_w, 5});
            ASSERT_EQ(accepted(t, w, index, leader_t, leader_w), !ahead)
                << t << " " << w << " " << index << " against " << leader_t << " " << leader_w;
            refused += ahead ? 1 : 0;
            ties += t * w == leader_t * leader_w ? 1 : 0;
          }
        }
      }
    }
  }
  EXPECT_GT(refused, 1000u);
  EXPECT_GT(ties, 100u);
}

TEST(Tickets, OtherSlotsAreNotCompared) {
  TicketsInput input{{{0, false, output_of(0), 1}, {5, true, output_of(9), 1}}, true};
  EXPECT_FALSE(accepted(input));
  input.same_slot = false;
  EXPECT_TRUE(accepted(input));
}

// 4 c is bounded to 16 bits, so c is an integer only if 4 divides it: the row below it says so.
TEST(Tickets, FractionsAreNoCarries) {
  const Tickets tickets;
  p3::testing::TrialBatch batch;
  batch.push_back({tickets.air, tickets.honest.clone()});
  Trace& trace = batch[0].trace;
  trace.at(0, Columns::kCarries) += Element::one();  // a quarter more
  trace.at(0, Columns::kDigits) -= element(1u << 14);
  EXPECT_EQ(p3::testing::violated_labels(*tickets.air, trace.view(), {}),
            std::set<std::string>{"tickets/difference"});
  // The only digit that makes the second equation hold is no 16-bit number.
  trace.at(0, Columns::kDigits + 1) += Element::from_u64(4).inverse();
  EXPECT_THAT(p3::testing::violated_labels(*tickets.air, trace.view(), {}), IsEmpty());
  const auto ranges = p3::testing::open_tuples(batch).at(bus::kRange);
  EXPECT_TRUE(std::ranges::any_of(ranges, [](const auto& entry) {
    return std::ranges::any_of(entry.first, [](std::uint64_t x) { return x >> 16 != 0; });
  }));
}

}  // namespace
}  // namespace rpp
