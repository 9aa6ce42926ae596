// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/folder.h"

// LogUp, the part that prover and verifier share [Habock22, eprint 2022/1530].
//
// A and B are sampled once per batch. fingerprint(e_0..e_(k-1)) = e_0*B^(k-1) + ... + e_(k-1);
// gamma = B^W with W the widest tuple, so that (id + 1) * gamma separates the buses. Soundness
// error of the two samples: about (interactions * rows) * (W + 2) / |EF|.
namespace p3 {

// Bus ids walking AIRs in order, columns in order: a new id for every local column, one per name.
// result[air][column].
std::vector<std::vector<std::uint32_t>> assign_bus_ids(std::span<const AirAnalysis* const> airs);

// What the lookup constraints of one AIR need beside its columns.
template <class EF>
struct LookupChallenges {
  std::vector<EF> prefixes;  // per column: A + (id + 1) * gamma
  EF beta{};                 // B
};

// result[air], in the order of `airs`; AIRs without lookups get no prefixes.
template <class EF>
std::vector<LookupChallenges<EF>> derive_lookup_challenges(std::span<const AirAnalysis* const> airs,
                                                           const EF& a, const EF& b);

// Extension columns from D opened base columns each: value_c = sum_d X^d * flat[c * D + d].
template <class EF>
std::vector<EF> recompose_columns(std::span<const EF> flat);

// Continues the fold with the lookup constraints, at the point where `folder` holds its columns:
//   per column U*f - V; first*acc; transition*(acc' - acc - sum f); last*(terminal - acc - sum f).
// Spans hold permutation_width() * D flat opened values. The AIR's own constraints come first.
template <class F, class EF>
void fold_lookup_constraints(VerifierFolder<F, EF>& folder, const ConstraintDag<F>& dag,
                             const AirAnalysis& analysis, const LookupChallenges<EF>& challenges,
                             std::span<const EF> permutation_local,
                             std::span<const EF> permutation_next, const EF& terminal);

}  // namespace p3
