// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>

// Distribution: the statistics of a sample that a summary states.
namespace rpp {

struct Distribution {
  double min = 0, p50 = 0, p90 = 0, p95 = 0, p99 = 0, max = 0, mean = 0;
};

// Quantiles by linear interpolation between the two nearest ranks, rank q * (n - 1) counted from 0.
// All zero for an empty sample.
Distribution distribution_of(std::span<const double> sample);

}  // namespace rpp
