// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/state/errors.h"
#include "rpp/state/sample.h"

// For tests: for every rule a block that breaks it and no other.
//
// The attacker owns the state: what is changed before accounts are opened stands in the tree, and
// every root that depends on it follows.
namespace rpp {

struct ForgedState {
  StateWitness witness;
  StatePublic fields;
};

// How many ways there are to break a rule: some have several sides, those about claims have fields.
std::size_t variants_of(StateRule rule) noexcept;

// Samples that break_rule takes: one record, no transaction, no boundary. The attacks add their
// own.
StateSampleOptions breakable_state(const StateRules& rules = {});

// A sample of breakable_state(...); variant < variants_of(rule).
ForgedState break_rule(StateRule rule, std::size_t variant, const StateSample& sample);

}  // namespace rpp
