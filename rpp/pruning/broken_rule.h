// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/pruning/errors.h"
#include "rpp/pruning/sample.h"

// For tests: for every rule a range that breaks it and no other. Every hash that depends on what is
// changed follows.
namespace rpp {

struct ForgedPruning {
  PruningWitness witness;
  PruningPublic fields;
};

// How many ways there are to break a rule: one for each public field.
std::size_t variants_of(PruningRule rule) noexcept;

// A sample of two or more blocks with transactions; variant < variants_of(rule).
ForgedPruning break_rule(PruningRule rule, std::size_t variant, const PruningSample& sample);

}  // namespace rpp
