// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/circuit/traces.h"

#include <array>
#include <utility>

#include "rpp/consensus/statement/trace.h"
#include "rpp/consensus/trace/demands.h"
#include "rpp/consensus/trace/inputs.h"
#include "rpp/consensus/trace/lists_trace.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {
namespace {

using Table = ConsensusTable;

constexpr std::size_t kMinRows = std::size_t{1} << kMinLogRows;
static_assert(kMinTableRows == kMinRows);

class Traces {
 public:
  Trace& operator[](Table table) { return traces_[static_cast<std::size_t>(table)]; }

  std::vector<Trace> take() {
    return {std::make_move_iterator(traces_.begin()), std::make_move_iterator(traces_.end())};
  }

 private:
  std::array<Trace, kConsensusTables> traces_;
};

}  // namespace

CircuitTraces consensus_traces(const ConsensusModel& model, const ConsensusWitness& witness,
                               const CertificateFacts& facts, const ConsensusPublic& fields,
                               p3::ThreadPool& pool) {
  const TablesInput input = tables_input(model.rules(), witness, facts);
  Traces traces;
  traces[Table::kMembersTable] = members_trace(input.members);
  traces[Table::kBallots] = ballots_trace(input.ballots);
  traces[Table::kTickets] = tickets_trace(input.tickets);
  traces[Table::kLists] = lists_trace(input.witnesses, input.reputations);

  SharedTraces shared;
  for (const Table table :
       {Table::kMembersTable, Table::kBallots, Table::kTickets, Table::kLists}) {
    record_messages(model.air(table), traces[table], shared);
  }
  const StatementUsers users = record_structures(input, witness, facts, shared);
  const TapeValues tape = statement_values(model.layout(), statement_input(witness, fields), users);
  record_hashes(tape, shared.hasher);
  record_ranges(tape, shared.range);
  traces[Table::kStatement] = fill_tape(tape, model.air(Table::kStatement).shape());

  // Shared tables last, when everybody has asked; canonical limbs are ranges too.
  traces[Table::kWots] = shared.wots.build(kMinRows);
  traces[Table::kMerkle] = shared.merkle.build(kMinRows);
  traces[Table::kCanonical] = shared.canonical.build(kMinRows, shared.range);
  traces[Table::kRange] = shared.range.build(kMinRows);
  traces[Table::kHasher] = shared.hasher.build(kMinRows, pool);
  return {values_of(fields), traces.take()};
}

}  // namespace rpp
