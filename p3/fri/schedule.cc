// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/schedule.h"

#include <algorithm>

#include "p3/base/check.h"

namespace p3 {

std::vector<unsigned> fold_schedule(std::span<const unsigned> log_heights,
                                    unsigned log_final_height, unsigned max_log_arity) {
  P3_CHECK(max_log_arity >= 1, "a round must fold something away");
  std::vector<unsigned> arities;
  if (log_heights.empty()) return arities;
  unsigned current = log_heights.front();
  auto inputs = log_heights.subspan(1);
  while (current > log_final_height) {
    unsigned log_arity = std::min(max_log_arity, current - log_final_height);
    if (!inputs.empty()) {
      P3_CHECK(inputs.front() < current, "heights must be strictly decreasing");
      log_arity = std::min(log_arity, current - inputs.front());
    }
    arities.push_back(log_arity);
    current -= log_arity;
    if (!inputs.empty() && inputs.front() == current) inputs = inputs.subspan(1);
  }
  return arities;
}

}  // namespace p3
