// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <vector>

#include "rpp/state/facts.h"
#include "rpp/state/trace/memory_log.h"
#include "testing/table_cases.h"

// A block of uptime records and a proposer, for tests of the tables that see accounts through
// memory; and a small model of the other tables.
namespace rpp::testing {

struct RecordBlock {
  StateWitness witness;
  StateFacts facts;

  std::vector<Account> accounts() const;  // before
};

// Three accounts: 0 proposes; records are of 1, 2 and 1 again. The upper limb of successes is 0 for
// account 0 and 1 only, the nonce of account 2 carries.
RecordBlock record_block();
// Facts of what the witness says, by the formulas of the chain.
void renew_facts(RecordBlock& block);

// The table filled after the tables before it.
p3::testing::TableTrace records_of(const RecordBlock& block);
p3::testing::TableTrace proposer_of(const RecordBlock& block);

// The table among the others. Hashes, the tree of the list and ranges follow the table; accounts
// before the block, chain id, height, timestamp, number of records, fees and proposer are those of
// the block. Last versions of accounts are what the table left, as table `accounts` takes them.
p3::testing::TrialBatch world_of(const p3::testing::AirPointer& air, p3::testing::TableTrace trace,
                                 const RecordBlock& block);

// Bad traces of the rules that both tables share: one for every group named table/...
struct StandingPlace {
  std::string table;
  std::size_t first;                        // row
  std::size_t before, after, hours, score;  // columns
};
std::vector<p3::testing::BadTrace> standing_edits(const StandingPlace& place);
// Of the groups that need an upper limb of successes.
std::vector<p3::testing::BadTrace> large_standing_edits(const StandingPlace& place);

// For every `table`/... group of the AIR that its part of the document lacks, its name.
std::vector<std::string> undocumented(const p3::Air<Element>& air, const std::string& table);

}  // namespace rpp::testing
