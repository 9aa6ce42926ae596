// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace rpp {
namespace {

double quantile(const std::vector<double>& sorted, double q) {
  const double rank = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(rank));
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (rank - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

}  // namespace

Distribution distribution_of(std::span<const double> sample) {
  if (sample.empty()) return {};
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  // Summed in sorted order: the result does not depend on the order of the runs.
  const double sum = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  return {sorted.front(),
          quantile(sorted, 0.50),
          quantile(sorted, 0.90),
          quantile(sorted, 0.95),
          quantile(sorted, 0.99),
          sorted.back(),
          sum / static_cast<double>(sorted.size())};
}

}  // namespace rpp
