// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/parallel/thread_pool.h"
#include "rpp/consensus/errors.h"
#include "rpp/consensus/forge.h"
#include "rpp/consensus/sample.h"

// The negative twin of every rule: a certificate that breaks it and, as far as rules are
// independent, no other. Everything that depends on the change is recomputed and signed again by
// the members, so nothing but the rule itself can refuse it. For tests only.
namespace rpp {

// Samples that have room for every twin: 5 validators that all vote, and one spare slot.
ConsensusSampleOptions breakable_options();

// The twin of a sample made with breakable_options(), of any key height.
ForgedCertificate break_rule(ConsensusRule rule, const ConsensusSample& sample,
                             p3::ThreadPool& pool);

// The rule that cannot hold if this one is broken, beside this one: fewer prevotes than the quorum
// allow no more precommits.
constexpr bool implies(ConsensusRule broken, ConsensusRule also) {
  return broken == ConsensusRule::kPrevoteQuorumShortfall &&
         also == ConsensusRule::kPrecommitQuorumShortfall;
}

}  // namespace rpp
