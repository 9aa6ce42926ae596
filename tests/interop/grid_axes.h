// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Indices of the axes of the grid and of the AIRs on one of them, in the order of grid_space().
// Axes with rules come first: what cannot be completed is then found early.
namespace p3::testing {

enum GridAxis : std::size_t {
  kProtocol,
  kInstances,
  kAir,
  kHeight,
  kFinal,
  kPreprocessed,
  kPeriodic,
  kLookups,
  kDegree,
  kNext,
  kSuite,
  kBlowup,
  kArity,
  kCap,
  kQueries,
  kBatchPow,
  kCommitPow,
  kQueryPow,
  kOodPow,
  kLookupPow,
};

enum GridAirValue : int {
  kAirDescribed,
  kAirFibonacci,
  kAirPoseidon1,
  kAirPoseidon8,
  kAirKeccak,
  kAirBlake3,
};

}  // namespace p3::testing
