// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/periodic.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "p3/base/bits.h"
#include "p3/field/extension.h"

namespace p3 {

PeriodicError check_periodic_length(std::size_t length, unsigned log_degree) {
  if (!std::has_single_bit(length)) return PeriodicError::kLengthNotPowerOfTwo;
  if (static_cast<unsigned>(std::countr_zero(length)) > log_degree) {
    return PeriodicError::kLengthNotDividingHeight;
  }
  return PeriodicError::kNone;
}

namespace {

// Barycentric on H_q at x = zeta^(n/q): weight i is (x^q - 1) / q * w^i / (x - w^i).
template <class F, class EF>
std::vector<EF> periodic_weights(std::size_t period, unsigned log_degree, const EF& zeta) {
  const unsigned log_period = log2_strict(period);
  const EF x = exp_power_of_2(zeta, log_degree - log_period);
  const std::vector<F> points = powers_from(F::one(), F::two_adic_generator(log_period), period);
  std::vector<EF> weights;
  weights.reserve(points.size());
  for (const F& point : points) weights.push_back(x - EF(point));
  batch_inverse(std::span<EF>(weights));
  const EF factor = (exp_power_of_2(x, log_period) - EF::one()) * F::from_u64(period).inverse();
  for (std::size_t i = 0; i < period; ++i) weights[i] = weights[i] * points[i] * factor;
  return weights;
}

template <class F, class EF>
EF weighted_sum(std::span<const F> column, std::span<const EF> weights) {
  EF sum = EF::zero();
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (column[i] != F::zero()) sum += weights[i] * column[i];
  }
  return sum;
}

}  // namespace

template <class F, class EF>
EF evaluate_periodic(std::span<const F> column, unsigned log_degree, const EF& zeta) {
  const std::vector<EF> weights = periodic_weights<F, EF>(column.size(), log_degree, zeta);
  return weighted_sum<F, EF>(column, weights);
}

template <class F, class EF>
std::vector<EF> evaluate_periodic_columns(std::span<const std::vector<F>> columns,
                                          unsigned log_degree, const EF& zeta) {
  std::vector<std::vector<EF>> weights;  // by length: a few at most
  std::vector<EF> out;
  out.reserve(columns.size());
  for (const std::vector<F>& column : columns) {
    auto known = std::find_if(weights.begin(), weights.end(),
                              [&](const auto& w) { return w.size() == column.size(); });
    if (known == weights.end()) {
      weights.push_back(periodic_weights<F, EF>(column.size(), log_degree, zeta));
      known = weights.end() - 1;
    }
    out.push_back(weighted_sum<F, EF>(column, *known));
  }
  return out;
}

#define P3_INSTANTIATE(F, D)                                                                   \
  template Extension<F, D> evaluate_periodic<F, Extension<F, D>>(std::span<const F>, unsigned, \
                                                                 const Extension<F, D>&);      \
  template std::vector<Extension<F, D>> evaluate_periodic_columns<F, Extension<F, D>>(         \
      std::span<const std::vector<F>>, unsigned, const Extension<F, D>&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
