// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/identity/errors.h"
#include "rpp/identity/sample.h"

// For tests: for every rule a list that breaks it and no other.
//
// The attacker owns every key and the state: what is changed before signing is signed, and every
// hash that depends on it follows.
namespace rpp {

struct ForgedIdentities {
  IdentityWitness witness;
  IdentityClaims claims;
};

// How many ways there are to break a rule: some have two sides, those about claims have fields.
std::size_t variants_of(IdentityRule rule) noexcept;

// Two identities: enough to break every rule.
IdentitySampleOptions breakable_identities();

// A sample of breakable_identities(); variant < variants_of(rule).
ForgedIdentities break_rule(IdentityRule rule, std::size_t variant, const IdentitySample& sample,
                            p3::ThreadPool& pool);

}  // namespace rpp
