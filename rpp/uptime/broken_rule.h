// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/uptime/errors.h"
#include "rpp/uptime/sample.h"

// For tests: for every rule a list that breaks it and no other.
//
// The attacker owns every key and writes the history: what is changed before signing is signed, and
// every hash that depends on it follows.
namespace rpp {

struct ForgedUptime {
  UptimeWitness witness;
  UptimeClaims claimed;
};

// How many ways there are to break a rule: one for each field of the rules about claims.
std::size_t variants_of(UptimeRule rule) noexcept;

// Three claims of one account: enough to break every rule.
UptimeSampleOptions breakable_uptime();

// A sample of breakable_uptime(); variant < variants_of(rule).
ForgedUptime break_rule(UptimeRule rule, std::size_t variant, const UptimeSample& sample,
                        p3::ThreadPool& pool);

}  // namespace rpp
