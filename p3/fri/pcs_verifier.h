// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "p3/codec/proof.h"
#include "p3/fri/parameters.h"
#include "p3/fri/verify_error.h"
#include "p3/hash/suite.h"
#include "p3/transcript/challenger.h"

// The two-adic FRI polynomial commitment scheme, verifier side [BBHR18], [BGKS20].
//
// A claim says: the polynomials behind these caps take these values at these points. verify_pcs
// accepts if the proof shows it, continuing the caller's transcript. It is total: every shape of
// claims and proof gives acceptance or one named reason, and memory is bounded by claims and
// parameters, never by lengths that only the proof states.
namespace p3 {

// The claimed values of all columns of one matrix at `point`, column order.
template <class EF>
struct PointClaim {
  EF point;
  std::vector<EF> values;
};

// log_height is that of the trace domain; the committed matrix is 2^log_blowup times taller.
template <class EF>
struct MatrixClaim {
  unsigned log_height = 0;
  std::vector<PointClaim<EF>> points;
};

template <class EF>
struct CommitmentClaim {
  Cap cap;
  std::vector<MatrixClaim<EF>> matrices;
};

// nullopt: accepted.
template <class F, class EF>
[[nodiscard]] std::optional<VerifyError> verify_pcs(const StarkParameters& parameters,
                                                    const HashSuite<F>& suite,
                                                    std::span<const CommitmentClaim<EF>> claims,
                                                    const FriProof<F, EF>& proof,
                                                    Challenger<F>& challenger) noexcept;

}  // namespace p3
