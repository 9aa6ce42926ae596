// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/periodic.h"

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

// Barycentric on H_q at x = zeta^(n/q): (x^q - 1) / q * sum_i column[i] * w^i / (x - w^i).
template <class F, class EF>
EF evaluate_periodic(std::span<const F> column, unsigned log_degree, const EF& zeta) {
  const unsigned log_period = log2_strict(column.size());
  const EF x = exp_power_of_2(zeta, log_degree - log_period);
  const std::vector<F> points =
      powers_from(F::one(), F::two_adic_generator(log_period), column.size());
  std::vector<EF> inverses;
  inverses.reserve(points.size());
  for (const F& point : points) inverses.push_back(x - EF(point));
  batch_inverse(std::span<EF>(inverses));
  EF sum = EF::zero();
  for (std::size_t i = 0; i < points.size(); ++i) sum += inverses[i] * (column[i] * points[i]);
  const F scale = F::from_u64(column.size()).inverse();
  return (exp_power_of_2(x, log_period) - EF::one()) * scale * sum;
}

#define P3_INSTANTIATE(F, D)                                                                   \
  template Extension<F, D> evaluate_periodic<F, Extension<F, D>>(std::span<const F>, unsigned, \
                                                                 const Extension<F, D>&);
P3_FOR_EACH_EXTENSION(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
