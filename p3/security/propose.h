// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "p3/security/proof_size.h"
#include "p3/security/report.h"

// From a target in proven bits to parameters: queries, grinding at every site, blowup.
//
// The size of a proof depends on blowup and queries, not on grinding. So for every blowup the
// fewest queries that some proven regime admits with the grinding allowed are taken, then the least
// grinding that this number needs; the candidate with the smallest estimated proof is the proposal.
// Folding arity, final length and cap height stay as given.
namespace p3 {

struct ProposalLimits {
  unsigned min_log_blowup = 1;
  unsigned max_log_blowup = 4;
  unsigned max_pow_bits = 20;  // at every site
  std::size_t max_queries = 1024;
};

struct Proposal {
  StarkParameters parameters;
  SecurityReport report;
  ProofSizeEstimate size;
};

// The term that stays below the target whatever queries and grinding within the limits do.
struct ProposalObstacle {
  SecurityRegime regime{};
  SecurityTerm term;
};

// One blowup: exactly one of both is set.
struct ProposalCandidate {
  unsigned log_blowup = 0;
  std::optional<Proposal> proposal;
  std::optional<ProposalObstacle> obstacle;
};

struct ProposalTable {
  std::vector<ProposalCandidate> candidates;  // by blowup, ascending
  std::optional<std::size_t> best;            // none: the target is unreachable
};

// `base` gives what stays. Fails where the base, the shape or the limits are not valid inputs at
// every blowup in question.
Result<ProposalTable, SecurityError> propose_parameters(const StarkParameters& base,
                                                        const SecurityShape& shape,
                                                        const ProofLayout& layout,
                                                        unsigned target_bits,
                                                        const ProposalLimits& limits);

}  // namespace p3
