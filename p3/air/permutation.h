// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

#include "p3/air/analysis.h"
#include "p3/air/lookups.h"
#include "p3/base/matrix.h"

// The permutation trace of one AIR with lookups (prover).
//
// Extension columns flattened to D base columns: accumulator, then one fraction per lookup column.
// acc[0] = 0, acc[r+1] = acc[r] + sum of the fractions of row r; the terminal is the total. Tuples
// that read the next row read it cyclically.
namespace p3 {

class ThreadPool;

template <class F, class EF>
struct PermutationTrace {
  Matrix<F> values;  // natural row order, height x permutation_width() * D
  EF terminal{};
};

template <class F, class EF>
PermutationTrace<F, EF> generate_permutation(const Air<F>& air, const AirAnalysis& analysis,
                                             MatrixView<F> main, MatrixView<F> preprocessed,
                                             std::span<const F> public_values,
                                             const LookupChallenges<EF>& challenges,
                                             ThreadPool& pool);

}  // namespace p3
