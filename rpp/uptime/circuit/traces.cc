// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/circuit/traces.h"

#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/uptime/statement/trace.h"
#include "rpp/uptime/trace/claims_trace.h"
#include "rpp/uptime/trace/heads_trace.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {
namespace {

using Table = UptimeTable;

}  // namespace

CircuitTraces uptime_traces(const UptimeModel& model, const UptimeWitness& witness,
                            const UptimeListPublic& fields, p3::ThreadPool& pool) {
  ListTraces shared;
  JointsTrace joints(kUptimeHistory);
  std::vector<MerkleTrace::Leaf> leaves;
  CircuitTraces out{values_of(fields), std::vector<Trace>(kUptimeTables)};
  const auto trace = [&](Table table) -> Trace& {
    return out.traces[static_cast<std::size_t>(table)];
  };
  trace(Table::kClaims) = claims_trace(witness, pool, shared, leaves);
  const std::vector<OpenedHead> heads = opened_heads(witness);
  trace(Table::kHeads) =
      heads_trace(heads, fields.history_root, model.rules().epoch_length, joints, shared);
  const std::size_t count = witness.claims.size();
  UptimeUsers users{.chain = count, .history = count + (heads.empty() ? 0 : 1), .empty = 0};
  users.empty = shared.merkle
                    .add_tree(kUptimeListTree, kStatementListDepth, hash_empty(Tag::kList),
                              std::move(leaves), shared.hasher)
                    .empty_leaves;
  const TapeValues tape = uptime_values(model.layout(), fields, users);
  record_hashes(tape, shared.hasher);
  record_ranges(tape, shared.range);
  trace(Table::kStatement) = fill_tape(tape, model.air(Table::kStatement).shape());
  trace(Table::kJoints) = joints.build(kMinTableRows);
  trace(Table::kSignatures) = shared.signatures.build(kMinTableRows);
  trace(Table::kWots) = shared.wots.build(kMinTableRows);
  trace(Table::kMerkle) = shared.merkle.build(kMinTableRows);
  trace(Table::kRange) = shared.range.build(kMinTableRows);
  trace(Table::kHasher) = shared.hasher.build(kMinTableRows, pool);
  return out;
}

}  // namespace rpp
