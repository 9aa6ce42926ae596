// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "p3/air/air.h"
#include "p3/hash/suite.h"
#include "p3/security/layout.h"
#include "p3/security/shape.h"

// From AIRs and heights to what security and size depend on, with the analysis of prover and
// verifier (p3/air/analysis.h), so that a report is about the proof they really make.
namespace p3 {

struct SecuritySubject {
  SecurityShape shape;
  ProofLayout layout;
};

// How challenges are drawn and trees are made.
struct ChallengeAndTree {
  unsigned extension_degree = 4;
  TreeHash hash = TreeHash::kKeccakF;
  unsigned tree_arity = 2;
};

// One AIR with the length of its trace (below 2^63 rows). The AIR is borrowed.
template <class F>
struct AirInstance {
  const Air<F>* air = nullptr;
  unsigned log_rows = 0;
};

// Lookups of the AIR are ignored, as uni-stark does.
template <class F>
SecuritySubject uni_security_subject(const ChallengeAndTree& system,
                                     const AirInstance<F>& instance);

template <class F>
SecuritySubject batch_security_subject(const ChallengeAndTree& system,
                                       std::span<const AirInstance<F>> instances);

// Whole bits, rounded down: log2 |EF|, and log2 of the square root of the number of digests.
template <class F>
unsigned challenge_field_bits(unsigned extension_degree);
template <class F>
unsigned collision_bits(TreeHash hash);

// Bytes of F and the digests of a hash, for a ProofLayout without instances.
template <class F>
ProofLayout empty_layout(const ChallengeAndTree& system, bool batch);

}  // namespace p3
