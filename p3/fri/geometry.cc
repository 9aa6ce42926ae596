// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/geometry.h"

#include <algorithm>
#include <functional>

#include "p3/base/check.h"
#include "p3/fri/schedule.h"

namespace p3 {

FriGeometry make_fri_geometry(const FriParameters& parameters, std::vector<unsigned> log_heights) {
  P3_CHECK(!log_heights.empty(), "FRI needs a committed matrix");
  std::sort(log_heights.begin(), log_heights.end(), std::greater<>());
  log_heights.erase(std::unique(log_heights.begin(), log_heights.end()), log_heights.end());
  FriGeometry geometry;
  geometry.log_arities =
      fold_schedule(log_heights, parameters.log_final_height(), parameters.max_log_arity);
  geometry.log_heights = std::move(log_heights);
  return geometry;
}

FriShape make_fri_shape(const FriParameters& parameters, const FriGeometry& geometry) {
  FriShape shape;
  shape.log_blowup = parameters.log_blowup;
  shape.max_log_arity = parameters.max_log_arity;
  shape.log_arities = geometry.log_arities;
  shape.log_final_poly_len = parameters.log_final_poly_len;
  shape.num_queries = parameters.num_queries;
  shape.commit_pow_bits = parameters.commit_pow_bits;
  shape.query_pow_bits = parameters.query_pow_bits;
  shape.log_max_height = geometry.log_max_height();
  return shape;
}

}  // namespace p3
