// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/verify/decode_limits.h"

#include <algorithm>

#include "p3/field/extension_params.h"

namespace p3 {
namespace {

std::size_t loosely(std::size_t expected) { return 2 * expected + 16; }

// Shifts that a wrong parameter cannot push out of range.
std::size_t bounded_power(unsigned log) { return std::size_t{1} << std::min(log, 30u); }

// What depends on the configuration and the number of instances alone.
template <class F>
DecodeLimits common_limits(const StarkConfig<F>& config, std::size_t instances) {
  const FriParameters& fri = config.parameters.fri;
  DecodeLimits limits;
  const unsigned log_arity = config.suite.arity == 4 ? 2 : 1;
  limits.cap_digests = loosely(bounded_power(config.parameters.cap_height * log_arity));
  limits.instances = loosely(instances);
  limits.rounds = loosely(F::kTwoAdicity);
  limits.queries = loosely(std::min(fri.num_queries, kMaxQueries));
  // A path has at most one step per height bit, and a step at most arity - 1 siblings.
  limits.siblings = limits.queries * limits.rounds * config.suite.arity;
  limits.final_poly = loosely(fri.log_final_poly_len > 30 ? 0 : fri.final_poly_len());
  return limits;
}

// The widest row, and the most matrices under one commitment: the quotient chunks. Their number
// follows from the degree of the constraints, which is only known once the heights are, so it gets
// the default.
template <class F>
void add_air(DecodeLimits& limits, const Air<F>& air, unsigned degree) {
  const AirShape<F>& shape = air.shape();
  std::size_t interactions = 1;
  for (const DagLookup& lookup : air.dag().lookups) interactions += lookup.interactions.size();
  limits.columns = std::max({limits.columns, loosely(shape.width),
                             loosely(shape.preprocessed_width), loosely(interactions * degree)});
}

}  // namespace

template <class F>
DecodeLimits uni_decode_limits(const StarkConfig<F>& config, const UniStatement<F>& statement,
                               unsigned degree) {
  DecodeLimits limits = common_limits(config, 1);
  limits.columns = bounded_power(std::min(config.parameters.fri.max_log_arity, F::kTwoAdicity));
  add_air(limits, *statement.air, degree);
  return limits;
}

template <class F>
DecodeLimits batch_decode_limits(const StarkConfig<F>& config, const BatchStatement<F>& statement,
                                 unsigned degree) {
  DecodeLimits limits = common_limits(config, statement.instances.size());
  limits.columns = bounded_power(std::min(config.parameters.fri.max_log_arity, F::kTwoAdicity));
  for (const BatchInstance<F>& instance : statement.instances) {
    add_air(limits, *instance.air, degree);
  }
  return limits;
}

VerifyError undecodable(const DecodeError& error) {
  return {.reason = VerifyReason::kUndecodable, .index = error.offset, .detail = name(error.kind)};
}

#define P3_INSTANTIATE(F)                                                                       \
  template DecodeLimits uni_decode_limits<F>(const StarkConfig<F>&, const UniStatement<F>&,     \
                                             unsigned);                                         \
  template DecodeLimits batch_decode_limits<F>(const StarkConfig<F>&, const BatchStatement<F>&, \
                                               unsigned);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
