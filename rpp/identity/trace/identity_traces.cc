// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/identity/trace/identity_traces.h"

#include "rpp/hash/limbs.h"
#include "rpp/identity/air/attestations_air.h"
#include "rpp/identity/trace/attestation_writer.h"
#include "rpp/identity/trace/identity_writer.h"

namespace rpp {
namespace {

// The accounts root where the list begins, with the number of accounts, and where it ends: what the
// last block leaves.
void write_edges(const IdentityWitness& witness, Trace& trace) {
  using C = IdentitiesColumns;
  const std::size_t count = witness.identities.size(), start = C::kRows * count, end = start + 1;
  put(trace, start, C::kWord, witness.state.accounts_root);
  put(trace, start, C::kPosition, u32_limbs(witness.state.account_count));
  trace.at(start, C::kStart) = Element::one();
  const std::size_t before = count == 0 ? start : start - 1;
  put(trace, end, C::kWord, std::span<const Element>(trace.row(before) + C::kWord, 8));
  trace.at(end, C::kIndex) = element(count);
  trace.at(end, C::kEnd) = Element::one();
}

}  // namespace

IdentityTables identity_tables(const IdentityRules& rules, const IdentityWitness& witness,
                               const IdentityListFacts& facts, p3::ThreadPool& pool,
                               IdentityShared& shared) {
  const std::size_t count = witness.identities.size();
  std::vector<std::size_t> first(count + 1);  // row of an identity's attestations
  for (std::size_t i = 0; i < count; ++i) {
    first[i + 1] =
        first[i] + AttestationsColumns::kRows * witness.identities[i].attestations.size();
  }
  IdentityTables out{
      Trace::zeros(table_rows(IdentitiesColumns::kRows * count + 2), IdentitiesColumns::kWidth),
      Trace::zeros(table_rows(first[count]), AttestationsColumns::kWidth),
      std::vector<MerkleTrace::Leaf>(count)};
  // Recorded apart and joined in their order, so that the tables are the same for any number of
  // threads.
  std::vector<IdentityShared> runs(count);
  pool.for_ranges(count, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto index = static_cast<std::uint32_t>(i);
      IdentityWriter writer(out.identities, IdentitiesColumns::kRows * i, index, rules, witness,
                            facts.identities[i], runs[i]);
      out.leaves[i] = {index, writer.write()};
      write_attestations(out.attestations, first[i], index, rules, witness.identities[i],
                         facts.identities[i].signatures, runs[i]);
    }
  });
  for (const IdentityShared& run : runs) shared.append(run);
  write_edges(witness, out.identities);
  return out;
}

}  // namespace rpp
