// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/lookups.h"

#include <algorithm>
#include <string>

#include "p3/air/dag_eval.h"
#include "p3/air/logup.h"
#include "p3/base/check.h"
#include "p3/field/extension.h"

namespace p3 {
namespace {

std::uint32_t bus_id(std::vector<const std::string*>& names, const LookupColumn& column) {
  if (column.global) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != nullptr && *names[i] == column.bus) return static_cast<std::uint32_t>(i);
    }
  }
  names.push_back(column.global ? &column.bus : nullptr);
  return static_cast<std::uint32_t>(names.size() - 1);
}

}  // namespace

std::vector<std::vector<std::uint32_t>> assign_bus_ids(std::span<const AirAnalysis* const> airs) {
  std::vector<std::vector<std::uint32_t>> ids;
  std::vector<const std::string*> names;  // by id; null for local buses
  for (const AirAnalysis* air : airs) {
    std::vector<std::uint32_t>& of_air = ids.emplace_back();
    for (const LookupColumn& column : air->lookups) of_air.push_back(bus_id(names, column));
  }
  return ids;
}

template <class EF>
std::vector<LookupChallenges<EF>> derive_lookup_challenges(std::span<const AirAnalysis* const> airs,
                                                           const EF& a, const EF& b) {
  std::size_t widest = 1;
  for (const AirAnalysis* air : airs) widest = std::max(widest, air->widest_tuple);
  const EF gamma = exp_u64(b, widest);
  std::vector<LookupChallenges<EF>> out;
  for (const std::vector<std::uint32_t>& ids : assign_bus_ids(airs)) {
    LookupChallenges<EF>& challenges = out.emplace_back();
    challenges.beta = b;
    for (const std::uint32_t id : ids) {
      challenges.prefixes.push_back(a + gamma * EF::from_u64(std::uint64_t{id} + 1));
    }
  }
  return out;
}

template <class EF>
std::vector<EF> recompose_columns(std::span<const EF> flat) {
  constexpr unsigned kDegree = EF::kDegree;
  P3_CHECK(flat.size() % kDegree == 0, "flat row does not fill whole extension columns");
  std::vector<EF> columns(flat.size() / kDegree);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (unsigned d = 0; d < kDegree; ++d) {
      columns[c] += EF::monomial(d) * flat[c * kDegree + d];
    }
  }
  return columns;
}

template <class F, class EF>
void fold_lookup_constraints(VerifierFolder<F, EF>& folder, const ConstraintDag<F>& dag,
                             const AirAnalysis& analysis, const LookupChallenges<EF>& challenges,
                             std::span<const EF> permutation_local,
                             std::span<const EF> permutation_next, const EF& terminal) {
  P3_CHECK(permutation_local.size() == analysis.permutation_width() * EF::kDegree &&
               permutation_next.size() == permutation_local.size() &&
               challenges.prefixes.size() == analysis.lookups.size() && analysis.has_lookups(),
           "permutation row of another AIR");
  const std::vector<EF> values = evaluate_nodes<EF>(dag, folder);
  const std::vector<EF> local = recompose_columns(permutation_local);
  const EF next_accumulator = recompose_columns(permutation_next.first(EF::kDegree))[0];
  const RowWindow<EF, F>& window = folder.window();
  const logup::Inputs<EF> inputs{
      challenges.prefixes, challenges.beta,      local,   next_accumulator, window.is_first_row,
      window.is_last_row,  window.is_transition, terminal};
  logup::constraints<EF>(
      analysis.lookups, [&](std::uint32_t node) { return values[node]; }, inputs,
      [&](const EF& constraint) { folder.add_constraint(constraint); });
}

#define P3_INSTANTIATE(F, D)                                                                 \
  template std::vector<LookupChallenges<Extension<F, D>>>                                    \
  derive_lookup_challenges<Extension<F, D>>(std::span<const AirAnalysis* const>,             \
                                            const Extension<F, D>&, const Extension<F, D>&); \
  template std::vector<Extension<F, D>> recompose_columns<Extension<F, D>>(                  \
      std::span<const Extension<F, D>>);                                                     \
  template void fold_lookup_constraints<F, Extension<F, D>>(                                 \
      VerifierFolder<F, Extension<F, D>>&, const ConstraintDag<F>&, const AirAnalysis&,      \
      const LookupChallenges<Extension<F, D>>&, std::span<const Extension<F, D>>,            \
      std::span<const Extension<F, D>>, const Extension<F, D>&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
