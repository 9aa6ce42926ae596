// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/fri/parameters.h"
#include "p3/security/layout.h"

// Expected bytes of an encoded proof, from parameters and layout alone.
//
// All lengths are exact but two, which depend on chance: how many sibling digests the shared
// Merkle openings of random queries leave over, and the varints of Keccak-f digests. Those are
// expectations: the tests hold the mean error over many proofs within 0.5 %, and that of one proof
// within 30 % / sqrt(queries).
namespace p3 {

struct ProofSizeEstimate {
  double caps = 0;              // of trace, quotient and permutation
  double opened_values = 0;     // out of the domain
  double fri_caps = 0;          // one per folding round
  double rows = 0;              // opened rows of the committed matrices
  double row_siblings = 0;      // their Merkle siblings
  double folding_values = 0;    // entries beside the queried one
  double folding_siblings = 0;  // their Merkle siblings
  double rest = 0;              // final polynomial, witnesses, degree bits, lookup terminals

  double total() const {
    return caps + opened_values + fri_caps + rows + row_siblings + folding_values +
           folding_siblings + rest;
  }
};

// Parameters must pass check_security_inputs for the layout's heights; at least one instance.
ProofSizeEstimate estimate_proof_size(const StarkParameters& parameters, const ProofLayout& layout);

}  // namespace p3
