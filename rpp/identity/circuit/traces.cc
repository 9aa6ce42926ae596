// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/circuit/traces.h"

#include <utility>

#include "rpp/chain/limits.h"
#include "rpp/identity/air/trees.h"
#include "rpp/identity/statement/trace.h"
#include "rpp/identity/trace/identity_traces.h"
#include "rpp/wiring/tape_demands.h"

namespace rpp {

IdentityListFacts parallel_facts(const IdentityRules& rules, const IdentityWitness& witness,
                                 p3::ThreadPool& pool) {
  std::vector<SignatureFacts> signatures(witness.identities.size());
  pool.for_ranges(signatures.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      signatures[i] = signature_facts(rules, witness.identities[i]);
    }
  });
  return identity_list_facts(rules, witness, std::move(signatures));
}

CircuitTraces identity_traces(const IdentityModel& model, const IdentityWitness& witness,
                              const IdentityListFacts& facts, const IdentityListPublic& fields,
                              p3::ThreadPool& pool) {
  using Table = IdentityTable;
  IdentityShared shared;
  CircuitTraces out{values_of(fields), std::vector<Trace>(kIdentityTables)};
  const auto trace = [&](Table table) -> Trace& {
    return out.traces[static_cast<std::size_t>(table)];
  };
  IdentityTables tables = identity_tables(model.rules(), witness, facts, pool, shared);
  trace(Table::kIdentities) = std::move(tables.identities);
  trace(Table::kAttestations) = std::move(tables.attestations);
  ListTraces& lists = shared.lists;
  const auto list =
      lists.merkle.add_tree(kIdentityListTree, kStatementListDepth, hash_empty(Tag::kList),
                            std::move(tables.leaves), lists.hasher);
  const StateSummary& after =
      facts.identities.empty() ? witness.state : facts.identities.back().after;
  const TapeValues tape =
      identity_values(model.layout(), fields, witness.state, after,
                      identity_users(witness.identities.size(), list.empty_leaves));
  record_hashes(tape, lists.hasher);
  record_ranges(tape, lists.range);
  trace(Table::kStatement) = fill_tape(tape, model.air(Table::kStatement).shape());
  trace(Table::kSignatures) = lists.signatures.build(kMinTableRows);
  trace(Table::kWots) = lists.wots.build(kMinTableRows);
  trace(Table::kMerkle) = lists.merkle.build(kMinTableRows);
  trace(Table::kUpdates) = shared.updates.build(kMinTableRows);
  trace(Table::kUpdateJoints) = shared.joints.build(kMinTableRows);
  trace(Table::kCanonical) = shared.canonical.build(kMinTableRows, lists.range);
  trace(Table::kRange) = lists.range.build(kMinTableRows);
  trace(Table::kHasher) = lists.hasher.build(kMinTableRows, pool);
  return out;
}

}  // namespace rpp
