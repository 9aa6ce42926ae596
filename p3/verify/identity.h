// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "p3/air/lookups.h"
#include "p3/air/periodic.h"
#include "p3/codec/proof.h"
#include "p3/fri/verify_error.h"
#include "p3/verify/domain.h"
#include "p3/verify/statement.h"

// The constraint identity at zeta: folded constraints / Z = quotient, put together from the chunks.
//
// alpha has folded all constraints of an instance into one polynomial (error about constraints /
// |EF|); if one of them does not vanish on the trace domain, the identity holds at a random zeta
// with probability at most degree * rows / |EF| (ALI and DEEP, the terms "air-composition" and
// "deep-ali").
namespace p3 {

// Opened permutation columns of an instance with lookups.
template <class EF>
struct LookupOpening {
  const LookupChallenges<EF>* challenges = nullptr;
  std::span<const EF> local, next;
  EF terminal{};
};

// One instance with values whose widths have been checked.
template <class F, class EF>
struct OpenedInstance {
  const Air<F>* air = nullptr;
  const AirAnalysis* analysis = nullptr;
  unsigned log_degree = 0;
  std::span<const F> public_values;
  const OpenedValues<EF>* opened = nullptr;
  std::optional<LookupOpening<EF>> lookups;
};

template <class EF>
std::span<const EF> values_or_none(const std::optional<std::vector<EF>>& values) {
  return values ? std::span<const EF>(*values) : std::span<const EF>();
}

// `index` is the instance that an error names.
template <class F, class EF>
std::optional<VerifyError> check_identity(const OpenedInstance<F, EF>& instance, const EF& alpha,
                                          const EF& zeta, std::size_t index) {
  const auto selectors = selectors_at(instance.log_degree, zeta);
  if (!selectors) return VerifyError{.reason = VerifyReason::kOodPointInDomain, .index = index};

  const std::vector<EF> periodic =
      evaluate_periodic_columns<F, EF>(instance.air->shape().periodic, instance.log_degree, zeta);
  const OpenedValues<EF>& opened = *instance.opened;
  VerifierFolder<F, EF> folder({.local = opened.trace_local,
                                .next = values_or_none(opened.trace_next),
                                .preprocessed_local = values_or_none(opened.preprocessed_local),
                                .preprocessed_next = values_or_none(opened.preprocessed_next),
                                .periodic = periodic,
                                .public_values = instance.public_values,
                                .is_first_row = selectors->is_first_row,
                                .is_last_row = selectors->is_last_row,
                                .is_transition = selectors->is_transition},
                               alpha);
  instance.air->eval(folder);
  if (instance.lookups) {
    fold_lookup_constraints(folder, instance.air->dag(), *instance.analysis,
                            *instance.lookups->challenges, instance.lookups->local,
                            instance.lookups->next, instance.lookups->terminal);
  }

  const EF quotient = recompose_quotient<EF>(
      instance.log_degree, instance.analysis->log_quotient_chunks, opened.quotient_chunks, zeta);
  if (folder.folded() * selectors->inv_vanishing == quotient) return std::nullopt;
  return VerifyError{.reason = VerifyReason::kOodEvaluationMismatch, .index = index};
}

}  // namespace p3
